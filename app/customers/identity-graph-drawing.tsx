import { useId } from 'react'
import type { IdentityGraph } from '#shared/contracts/identity.ts'
import { identifierTypeName } from '#shared/identity/identifier-words.ts'
import { formatMoment } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { edgeRule } from '../identity/identity-wording.ts'
import { useTimeZone } from '../session/use-session.ts'
import { layoutIdentityGraph, markRadius, type PlacedEdge, type PlacedNode } from './identity-graph-layout.ts'

interface IdentityGraphDrawingProps {
  graph: IdentityGraph
  summary: string
  /** The customer as it is now, among those it was made of. */
  customerId: string
}

/** The room a letter of a box's text takes, on the safe side; the table has the whole text. */
const unitsPerLetter = 7.6

/** The identity graph as a drawing. Its numbers are those of the table, where everything can be read. */
export function IdentityGraphDrawing({ graph, summary, customerId }: IdentityGraphDrawingProps) {
  const id = useId()
  const timeZone = useTimeZone()
  return (['wide', 'narrow'] as const).map((shape) => {
    const drawing = layoutIdentityGraph(graph, shape)
    return (
      <svg
        key={shape}
        className={`chart-${shape}`}
        viewBox={`-1 -1 ${drawing.width + 2} ${drawing.height + 2}`}
        role="img"
        aria-labelledby={`${id}-${shape}-title ${id}-${shape}-desc`}
      >
        <title id={`${id}-${shape}-title`}>Identity graph</title>
        <desc id={`${id}-${shape}-desc`}>
          {summary} The table below says of each line which event and rule made it.
        </desc>
        {drawing.edges.map((edge) => (
          <path key={edge.path} className={`graph-edge graph-edge-${edge.kind}`} d={edge.path}>
            <title>{edgeTitle(edge, timeZone)}</title>
          </path>
        ))}
        {drawing.edges.map((edge) => (
          <Mark key={edge.path} edge={edge} timeZone={timeZone} />
        ))}
        {drawing.nodes.map((node) => (
          <Box key={node.nodeId} node={node} isCurrent={node.nodeId === customerId} />
        ))}
      </svg>
    )
  })
}

/** The number under which the table has the line. */
function Mark({ edge, timeZone }: { edge: PlacedEdge; timeZone: string }) {
  const { x, y } = edge.mark
  return (
    <g>
      <title>{edgeTitle(edge, timeZone)}</title>
      <circle className="graph-mark" cx={x} cy={y} r={markRadius} />
      <text className="graph-number" x={x} y={y + 3.5} textAnchor="middle">
        {edge.edges.length === 1 ? edge.edges[0]?.number : '…'}
      </text>
    </g>
  )
}

function edgeTitle({ edges }: PlacedEdge, timeZone: string): string {
  const [first] = edges
  if (first === undefined || edges.length > 1)
    return countOf(edges.length, 'line of the table', 'lines of the table')
  const event = first.eventKey === null ? 'no event' : `event ${first.eventKey}`
  return `${first.number}: ${edgeRule(first.rule)}, ${event}, ${formatMoment(first.occurredAt, timeZone)}`
}

function Box({ node, isCurrent }: { node: PlacedNode; isCurrent: boolean }) {
  const { x, y, width, height } = node
  const classes = ['graph-node', `graph-${node.kind}`, node.isShared ? 'graph-shared' : ''].filter(Boolean)
  const { head, text } = wordsOf(node, isCurrent)
  return (
    <g className={classes.join(' ')}>
      <title>{`${head}: ${text}`}</title>
      <rect x={x} y={y} width={width} height={height} rx={node.identifierType === null ? 8 : height / 2} />
      <text className="graph-head" x={x + width / 2} y={y + 15} textAnchor="middle">
        {head}
      </text>
      <text className="graph-label" x={x + width / 2} y={y + 31} textAnchor="middle">
        {cut(text, (width - 24) / unitsPerLetter)}
      </text>
    </g>
  )
}

function wordsOf(node: PlacedNode, isCurrent: boolean): { head: string; text: string } {
  if (node.identifierType === null) {
    return { head: isCurrent ? 'Customer' : 'Merged into it', text: node.label }
  }
  const type = identifierTypeName(node.identifierType)
  const head = node.isShared ? `${type}, shared` : type
  return { head, text: node.kind === 'group' ? countOf(Number(node.label), 'identifier') : node.label }
}

function cut(text: string, letterCount: number): string {
  const most = Math.floor(letterCount)
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
