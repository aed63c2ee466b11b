import { Link } from '@remix-run/react'
import type { IdentityGraph } from '#shared/contracts/identity.ts'
import { identifierTypeName } from '#shared/identity/identifier-words.ts'
import { Badge } from '../components/badge.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { shortId } from '../format/wording.ts'
import { undoMergeAddress } from '../identity/addresses.ts'
import { edgeRule } from '../identity/identity-wording.ts'
import { useTimeZone } from '../session/use-session.ts'
import { type NumberedEdge, numberEdges } from './identity-tree.ts'

/** Every line of the identity graph, with the event and the rule that made it. */
export function IdentityGraphTable({ graph }: { graph: IdentityGraph }) {
  const timeZone = useTimeZone()
  const nodes = new Map(graph.nodes.map((node) => [node.nodeId, node]))
  const edges = numberEdges(graph)
  const label = (nodeId: string) => nodes.get(nodeId)?.label ?? shortId(nodeId)
  return (
    <details className="chart-data">
      <summary>
        Show as table, {countOf(edges.length, 'line')}
        <span className="visually-hidden"> of the identity graph</span>
      </summary>
      <ScrollRegion className="graph-table" label="The identity graph as a table">
        <Table
          caption="Lines of the identity graph: what ties each identifier and each merged customer to this one"
          rows={edges}
          rowKey={(edge) => String(edge.number)}
          columns={[
            {
              key: 'what',
              label: 'Identifier or customer',
              cell: (edge) => <WhatCell edge={edge} node={nodes.get(edge.from)} />,
            },
            {
              key: 'to',
              label: 'First seen with',
              cell: (edge) => (edge.kind === 'merge' ? `Merged into ${label(edge.to)}` : label(edge.to)),
            },
            {
              key: 'rule',
              label: 'Rule and event',
              cell: (edge) => (
                <>
                  {edgeRule(edge.rule)}
                  {edge.eventKey === null ? null : <span className="cell-note mono">{edge.eventKey}</span>}
                </>
              ),
            },
            {
              key: 'when',
              label: 'When',
              cell: (edge) => (
                <>
                  {formatMoment(edge.occurredAt, timeZone)}
                  {edge.mergeId === null ? null : (
                    <Link to={undoMergeAddress(edge.mergeId)} className="action">
                      Undo…<span className="visually-hidden"> merge number {edge.number}</span>
                    </Link>
                  )}
                </>
              ),
            },
          ]}
        />
      </ScrollRegion>
    </details>
  )
}

function WhatCell({ edge, node }: { edge: NumberedEdge; node: IdentityGraph['nodes'][number] | undefined }) {
  const type = node?.identifierType ?? null
  return (
    <>
      <span className="quiet">{edge.number}. </span>
      {type === null ? 'Customer' : identifierTypeName(type)}{' '}
      <span className="mono">{node?.label ?? edge.from}</span>
      {node?.isShared ? (
        <>
          {' '}
          <Badge tone="warn">Shared</Badge>
        </>
      ) : null}
    </>
  )
}
