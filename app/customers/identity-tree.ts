import type { IdentityGraph } from '#shared/contracts/identity.ts'
import { identifierPriority } from '#shared/identity/identifier.ts'

type ApiEdge = IdentityGraph['edges'][number]

/** An edge with the number it has in the drawing and in the table. */
export interface NumberedEdge extends ApiEdge {
  readonly number: number
}

/** Something the drawing shows: a customer, an identifier, or several of one kind as one. */
export interface TreeNode {
  readonly nodeId: string
  readonly kind: 'customer' | 'identifier' | 'group'
  readonly label: string
  readonly identifierType: string | null
  readonly isShared: boolean
  /** What ties it to the customer it hangs from; more than one for a group. */
  readonly edges: readonly NumberedEdge[]
}

/** A customer with what hangs from it: the identifiers first seen with it, and the customers merged into it. */
export interface CustomerBranch {
  readonly node: TreeNode
  readonly leaves: readonly TreeNode[]
  readonly branches: readonly CustomerBranch[]
}

/** Chains of merges longer than this are drawn as one group: there is no room to set them in any further. */
const deepest = 4

/** All edges in one order, whatever order they came in: merges first, then by type of identifier, older ones first. */
export function numberEdges(graph: IdentityGraph): NumberedEdge[] {
  const types = new Map(graph.nodes.map((node) => [node.nodeId, node.identifierType ?? '']))
  const rank = (edge: ApiEdge) =>
    edge.kind === 'merge' ? -1 : identifierPriority(types.get(edge.from) ?? '')
  return graph.edges
    .toSorted(
      (left, right) =>
        rank(left) - rank(right) ||
        compareText(left.occurredAt, right.occurredAt) ||
        compareText(`${left.from} ${left.to}`, `${right.from} ${right.to}`),
    )
    .map((edge, index) => ({ ...edge, number: index + 1 }))
}

/**
 * The graph as trees, one for each customer that is not merged into another. With more than `mostNodes` nodes,
 * identifiers of one type and customer become one group; if that is not enough, all merged customers do too.
 */
export function identityTree(graph: IdentityGraph, mostNodes: number): CustomerBranch[] {
  const edges = numberEdges(graph)
  const full = growTree(graph, edges)
  if (countNodes(full) <= mostNodes && depthOf(full) <= deepest) return full
  const grouped = full.map(groupLeaves)
  return countNodes(grouped) <= mostNodes && depthOf(grouped) <= deepest ? grouped : full.map(groupBranches)
}

function growTree(graph: IdentityGraph, edges: readonly NumberedEdge[]): CustomerBranch[] {
  const customers = graph.nodes
    .filter((node) => node.kind === 'customer')
    .toSorted((left, right) => compareText(left.nodeId, right.nodeId))
  const identifiers = new Map(
    graph.nodes.filter((node) => node.kind === 'identifier').map((node) => [node.nodeId, node]),
  )
  const placed = new Set<string>()
  const grow = (
    customer: IdentityGraph['nodes'][number],
    ownEdges: readonly NumberedEdge[],
  ): CustomerBranch => {
    placed.add(customer.nodeId)
    const leaves = edges.flatMap((edge) => {
      const identifier = identifiers.get(edge.from)
      if (edge.to !== customer.nodeId || identifier === undefined || placed.has(edge.from)) return []
      placed.add(edge.from)
      return [
        treeNode(
          identifier,
          edges.filter(({ from, to }) => from === edge.from && to === edge.to),
        ),
      ]
    })
    const branches = edges.flatMap((edge) => {
      const merged = customers.find(({ nodeId }) => nodeId === edge.from)
      if (edge.to !== customer.nodeId || merged === undefined || placed.has(merged.nodeId)) return []
      return [grow(merged, [edge])]
    })
    return { node: treeNode(customer, ownEdges), leaves, branches }
  }
  const isMerged = new Set(edges.filter((edge) => edge.kind === 'merge').map((edge) => edge.from))
  const roots = customers.filter(({ nodeId }) => !isMerged.has(nodeId)).map((customer) => grow(customer, []))
  // Whatever no root leads to (merges that go in a circle) still has to be seen.
  const rest = customers.flatMap((customer) => (placed.has(customer.nodeId) ? [] : [grow(customer, [])]))
  return [...roots, ...rest]
}

function treeNode(node: IdentityGraph['nodes'][number], edges: readonly NumberedEdge[]): TreeNode {
  const { nodeId, kind, label, identifierType, isShared } = node
  return { nodeId, kind, label, identifierType, isShared, edges }
}

function groupLeaves(branch: CustomerBranch): CustomerBranch {
  return {
    ...branch,
    leaves: byType(branch.leaves, branch.node.nodeId),
    branches: branch.branches.map(groupLeaves),
  }
}

/** The customer, and all that were merged into it as one. */
function groupBranches(branch: CustomerBranch): CustomerBranch {
  const merged = branch.branches.flatMap(allBranches)
  const own = byType(branch.leaves, branch.node.nodeId)
  if (merged.length === 0) return { ...branch, leaves: own }
  const node: TreeNode = {
    nodeId: `${branch.node.nodeId} merged`,
    kind: 'group',
    label: `${merged.length} customers`,
    identifierType: null,
    isShared: false,
    edges: merged.flatMap((each) => each.node.edges),
  }
  const leaves = byType(
    merged.flatMap((each) => each.leaves),
    node.nodeId,
  )
  return { node: branch.node, leaves: own, branches: [{ node, leaves, branches: [] }] }
}

function allBranches(branch: CustomerBranch): CustomerBranch[] {
  return [branch, ...branch.branches.flatMap(allBranches)]
}

/** One node a type; a type with a single identifier stays as it is. */
function byType(leaves: readonly TreeNode[], ownerId: string): TreeNode[] {
  const types = [...new Set(leaves.map((leaf) => leaf.identifierType))]
  return types.flatMap((type) => {
    const ofType = leaves.filter((leaf) => leaf.identifierType === type)
    if (ofType.length === 1) return ofType
    return {
      nodeId: `${ownerId} ${type}`,
      kind: 'group' as const,
      label: String(ofType.length),
      identifierType: type,
      isShared: ofType.some((leaf) => leaf.isShared),
      edges: ofType.flatMap((leaf) => leaf.edges),
    }
  })
}

function countNodes(branches: readonly CustomerBranch[]): number {
  return branches.reduce((sum, { leaves, branches: inner }) => sum + 1 + leaves.length + countNodes(inner), 0)
}

function depthOf(branches: readonly CustomerBranch[]): number {
  return branches.reduce((deep, { branches: inner }) => Math.max(deep, 1 + depthOf(inner)), 0)
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
