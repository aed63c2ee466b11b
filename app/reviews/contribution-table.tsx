import type { ReviewView } from '#shared/contracts/identity.ts'
import { plainName } from '#shared/kernel/plain-text.ts'
import { linearScale } from '../charts/linear-scale.ts'
import { Table } from '../components/table.tsx'
import { matchLevel } from '../identity/identity-wording.ts'
import { formatBits } from '../identity/match-weight.ts'

const barWidth = 72
const barHeight = 8

/** What each field says for or against one person, as the matcher found it. */
export function ContributionTable({ contributions }: { contributions: ReviewView['contributions'] }) {
  const largest = Math.max(1, ...contributions.map(({ weight }) => Math.abs(weight)))
  return (
    <div className="contributions">
      <Table
        caption="What each field adds to the match weight"
        rows={contributions}
        rowKey={(row) => row.field}
        columns={[
          { key: 'field', label: 'Field', cell: (row) => plainName(row.field) },
          {
            key: 'left',
            label: 'First customer',
            cell: (row) => row.left || <span className="quiet">none</span>,
          },
          {
            key: 'right',
            label: 'Second customer',
            cell: (row) => row.right || <span className="quiet">none</span>,
          },
          { key: 'level', label: 'Compared', cell: (row) => matchLevel(row.level) },
          {
            key: 'weight',
            label: 'Adds',
            isNumber: true,
            cell: (row) => (
              <span className="weight">
                <WeightBar weight={row.weight} largest={largest} />
                {formatBits(row.weight)}
              </span>
            ),
          },
        ]}
      />
    </div>
  )
}

/** A bar from the middle: to the right for one person, to the left for two. The figure stands beside it. */
function WeightBar({ weight, largest }: { weight: number; largest: number }) {
  const x = linearScale([-largest, largest], [0, barWidth])
  return (
    <svg className="weight-bar" viewBox={`0 0 ${barWidth} ${barHeight}`} aria-hidden="true" focusable="false">
      <rect className="chart-track" width={barWidth} height={barHeight} rx="3" />
      <rect
        className={weight < 0 ? 'weight-against' : 'chart-bar'}
        x={Math.min(x(0), x(weight))}
        width={Math.abs(x(weight) - x(0))}
        height={barHeight}
      />
      <line className="chart-base" x1={x(0)} x2={x(0)} y1="0" y2={barHeight} />
    </svg>
  )
}
