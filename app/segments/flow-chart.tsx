import type { SegmentMovementList } from '#shared/contracts/segments.ts'
import { BarChart } from '../components/bar-chart.tsx'
import { countOf, formatCount } from '../format/format-number.ts'

const shownCount = 8

/** The ways most people went within the last 30 days. */
export function FlowChart({ flows }: { flows: SegmentMovementList['flows'] }) {
  const [largest] = flows
  if (largest === undefined) return null
  return (
    <BarChart
      title="Ways between segments, last 30 days"
      summary={`Most went ${wayOf(largest)}: ${countOf(largest.customerCount, 'customer')}.`}
      bars={flows.slice(0, shownCount).map((flow) => ({
        label: wayOf(flow),
        value: flow.customerCount,
        text: formatCount(flow.customerCount),
      }))}
      labelHead="Way"
      valueHead="Customers"
    />
  )
}

function wayOf({ from, to }: SegmentMovementList['flows'][number]): string {
  return from === null ? `new to ${to}` : `${from} to ${to}`
}
