import type { IdentityGraph, MergeList } from '#shared/contracts/identity.ts'
import { identifierValue } from '#shared/identity/identifier-words.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { countOf } from '../format/format-number.ts'
import { shortId } from '../format/wording.ts'
import { customerAddress } from '../identity/addresses.ts'
import { IdentityGraphDrawing } from './identity-graph-drawing.tsx'
import { IdentityGraphTable } from './identity-graph-table.tsx'

interface IdentityGraphCardProps {
  graph: IdentityGraph
  customerId: string
  /** Where the names of merged customers stand. */
  merges: MergeList['merges']
}

/** What a customer is made of and why, as a drawing and as a table; and what a person may change about it. */
export function IdentityGraphCard({ graph: told, customerId, merges }: IdentityGraphCardProps) {
  const graph = inWords(told, customerId, merges)
  const identifierCount = graph.nodes.filter((node) => node.kind === 'identifier').length
  const mergedCount = graph.edges.filter((edge) => edge.kind === 'merge').length
  const summary =
    mergedCount === 0
      ? `One customer with ${countOf(identifierCount, 'identifier')}.`
      : `One customer made of ${mergedCount + 1}, with ${countOf(identifierCount, 'identifier')}.`
  return (
    <Card title="Identity graph" note={summary} id="identity-graph">
      <figure className="chart graph">
        <IdentityGraphDrawing graph={graph} summary={summary} customerId={customerId} />
        <IdentityGraphTable graph={graph} />
      </figure>
      <div className="row graph-actions">
        {identifierCount < 2 ? null : (
          <ButtonLink small to={`${customerAddress(customerId)}/split`}>
            Take out identifiers…
          </ButtonLink>
        )}
        <ButtonLink small to={`${customerAddress(customerId)}/merge`}>
          Merge with another customer…
        </ButtonLink>
      </div>
    </Card>
  )
}

/** The graph as people read it: merged customers by the name they had, else by the end of their id. */
function inWords(graph: IdentityGraph, customerId: string, merges: MergeList['merges']): IdentityGraph {
  const names = new Map(merges.map((merge) => [merge.mergedId, merge.mergedName]))
  const labelOf = ({ nodeId, label, identifierType }: IdentityGraph['nodes'][number]) => {
    if (identifierType !== null) return identifierValue(`${identifierType}:${label}`)
    return nodeId === customerId ? label : (names.get(nodeId) ?? shortId(nodeId))
  }
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, label: labelOf(node) })) }
}
