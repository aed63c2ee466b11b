import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type GraphShape,
  type IdentityDrawing,
  layoutIdentityGraph,
  markRadius,
} from '#app/customers/identity-graph-layout.ts'
import type { IdentityGraph } from '#shared/contracts/identity.ts'

const types = ['phone', 'email', 'external_id', 'loyalty_id', 'device_id', 'cookie_id', 'something_new']
const moment = '2026-11-01T12:00:00.000Z'

/**
 * Graphs as the API tells them: customer 0 with `parents[i]` as the survivor of customer i + 1, and identifiers each
 * first seen with one of the customers.
 */
function graphs(mostCustomers: number, mostIdentifiers: number): fc.Arbitrary<IdentityGraph> {
  const parts = fc.record({
    parents: fc.array(fc.nat(), { maxLength: mostCustomers - 1 }),
    identifiers: fc.array(
      fc.record({ home: fc.nat(), type: fc.constantFrom(...types), isShared: fc.boolean() }),
      {
        maxLength: mostIdentifiers,
      },
    ),
  })
  return parts.map(({ parents, identifiers }) => ({
    nodes: [
      ...[0, ...parents].map((_, index) => ({
        nodeId: `cus_${index}`,
        kind: 'customer' as const,
        label: `cus_${index}`,
        identifierType: null,
        isShared: false,
      })),
      ...identifiers.map(({ type, isShared }, index) => ({
        nodeId: `${type}:${index}`,
        kind: 'identifier' as const,
        label: `value ${index}`,
        identifierType: type,
        isShared,
      })),
    ],
    edges: [
      ...parents.map((parent, index) => ({
        from: `cus_${index + 1}`,
        to: `cus_${parent % (index + 1)}`,
        kind: 'merge' as const,
        rule: 'person',
        eventKey: null,
        occurredAt: moment,
        mergeId: `mrg_${index}`,
      })),
      ...identifiers.map(({ home, type }, index) => ({
        from: `${type}:${index}`,
        to: `cus_${home % (parents.length + 1)}`,
        kind: 'identifier' as const,
        rule: 'known-customer',
        eventKey: `web:${index}`,
        occurredAt: moment,
        mergeId: null,
      })),
    ],
  }))
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function overlap(left: Box, right: Box): boolean {
  return (
    left.x < right.x + right.width &&
    right.x < left.x + left.width &&
    left.y < right.y + right.height &&
    right.y < left.y + left.height
  )
}

function marksOf(drawing: IdentityDrawing): Box[] {
  return drawing.edges.map(({ mark }) => ({
    x: mark.x - markRadius,
    y: mark.y - markRadius,
    width: 2 * markRadius,
    height: 2 * markRadius,
  }))
}

function expectTidy(drawing: IdentityDrawing): void {
  const boxes = [...drawing.nodes, ...marksOf(drawing)]
  for (const [index, box] of boxes.entries()) {
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.y).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual(drawing.width)
    expect(box.y + box.height).toBeLessThanOrEqual(drawing.height)
    for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false)
  }
}

for (const shape of ['wide', 'narrow'] as const satisfies GraphShape[]) {
  describe(`the ${shape} drawing of an identity`, () => {
    it('overlaps nothing and leaves nothing outside, however large the graph', () => {
      fc.assert(
        fc.property(fc.oneof(graphs(6, 54), graphs(80, 200)), (graph) => {
          expectTidy(layoutIdentityGraph(graph, shape))
        }),
        { numRuns: 300 },
      )
    })

    it('stands for each edge of the graph exactly once', () => {
      fc.assert(
        fc.property(fc.oneof(graphs(5, 20), graphs(80, 200)), (graph) => {
          const drawn = layoutIdentityGraph(graph, shape).edges.flatMap((edge) => edge.edges)
          const name = ({ from, to }: { from: string; to: string }) => `${from} ${to}`
          expect(drawn.map(name).sort()).toEqual(graph.edges.map(name).sort())
          expect(drawn.map((edge) => edge.number).sort((left, right) => left - right)).toEqual(
            graph.edges.map((_, index) => index + 1),
          )
        }),
      )
    })

    it('does not depend on the order in which the graph is told', () => {
      fc.assert(
        fc.property(graphs(10, 40), (graph) => {
          const backwards = { nodes: graph.nodes.toReversed(), edges: graph.edges.toReversed() }
          expect(layoutIdentityGraph(backwards, shape)).toEqual(layoutIdentityGraph(graph, shape))
        }),
      )
    })
  })
}

describe('the wide drawing of an identity', () => {
  it('shows every customer and identifier by itself up to 60 of them', () => {
    fc.assert(
      fc.property(graphs(4, 56), (graph) => {
        const { nodes } = layoutIdentityGraph(graph, 'wide')
        expect(nodes.map((node) => node.nodeId).sort()).toEqual(graph.nodes.map((node) => node.nodeId).sort())
      }),
    )
  })

  it('never shows more than a group a type for a customer and for all that were merged into it', () => {
    fc.assert(
      fc.property(graphs(80, 200), (graph) => {
        expect(layoutIdentityGraph(graph, 'wide').nodes.length).toBeLessThanOrEqual(60)
      }),
    )
  })

  it('shows a customer without anything', () => {
    const customer = {
      nodeId: 'cus_1',
      kind: 'customer',
      label: 'Ada',
      identifierType: null,
      isShared: false,
    } as const
    const drawing = layoutIdentityGraph({ nodes: [customer], edges: [] }, 'wide')
    expect(drawing.nodes).toHaveLength(1)
    expect(drawing.edges).toEqual([])
    expectTidy(drawing)
  })

  it('shows merges that go in a circle', () => {
    const customer = (nodeId: string) =>
      ({ nodeId, kind: 'customer', label: nodeId, identifierType: null, isShared: false }) as const
    const merge = (from: string, to: string) =>
      ({
        from,
        to,
        kind: 'merge',
        rule: 'person',
        eventKey: null,
        occurredAt: moment,
        mergeId: from,
      }) as const
    const graph = { nodes: [customer('a'), customer('b')], edges: [merge('a', 'b'), merge('b', 'a')] }
    expect(layoutIdentityGraph(graph, 'wide').nodes).toHaveLength(2)
  })
})
