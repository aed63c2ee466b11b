import type { ModelVersionView } from '#shared/contracts/models.ts'
import { Badge } from '../components/badge.tsx'
import { type Column, Table } from '../components/table.tsx'
import { useSession } from '../session/use-session.ts'
import { isBetter, metricValue, metricWords } from './metric-words.ts'

/** How good a version is beside a plain rule and beside the version that was in use, all on the same later window. */
export function MetricTable({ version }: { version: ModelVersionView }) {
  const { metrics, baselineMetrics, championMetrics } = version
  const { currency } = useSession().tenant
  const against = (label: string, key: string, others: Record<string, number>): Column<string> => ({
    key,
    label,
    isNumber: true,
    cell: (metric) => <Comparison metric={metric} value={metrics[metric]} other={others[metric]} />,
  })
  return (
    <Table
      caption="Metrics on a later window than it learned from"
      rows={Object.keys(metrics)}
      rowKey={(metric) => metric}
      columns={[
        {
          key: 'metric',
          label: 'Metric',
          cell: (metric) => (
            <>
              {metricWords(metric).name}
              <span className="cell-note">{metricWords(metric).about}</span>
            </>
          ),
        },
        {
          key: 'value',
          label: 'This version',
          isNumber: true,
          cell: (metric) => <strong>{metricValue(metric, metrics[metric] ?? 0, currency)}</strong>,
        },
        against('A plain rule', 'baseline', baselineMetrics),
        ...(championMetrics === null ? [] : [against('Was in use', 'champion', championMetrics)]),
      ]}
    />
  )
}

interface ComparisonProps {
  metric: string
  value: number | undefined
  other: number | undefined
}

/** The other figure, and which of both is the better one. */
function Comparison({ metric, value, other }: ComparisonProps) {
  const { currency } = useSession().tenant
  if (value === undefined || other === undefined) return <span className="quiet">Not measured</span>
  const better = isBetter(metric, value, other)
  return (
    <>
      {metricValue(metric, other, currency)}
      {better === undefined ? null : (
        <span className="cell-note">
          <Badge tone={better ? 'good' : 'warn'}>{better ? 'this one is better' : 'this one is worse'}</Badge>
        </span>
      )}
    </>
  )
}
