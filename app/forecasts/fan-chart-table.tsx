import { ScrollRegion } from '../components/scroll-region.tsx'
import { type Column, Table } from '../components/table.tsx'
import { formatMoney } from '../format/format-money.ts'
import { formatRate } from '../format/format-number.ts'
import type { FanSlot } from './fan-slots.ts'
import { formatUnitRange, formatUnits } from './format-units.ts'

interface FanChartTableProps {
  title: string
  slots: readonly FanSlot[]
  grain: 'day' | 'week'
  currency: string
}

/** The figures of a fan chart, the time ahead first: for reading exactly, hearing and copying. */
export function FanChartTable({ title, slots, grain, currency }: FanChartTableProps) {
  const ahead = slots.filter(({ expected }) => expected !== undefined)
  const behind = slots.filter(({ expected }) => expected === undefined).toReversed()
  const rates = (ahead[0]?.expected?.intervals ?? [])
    .map(({ coverageRate }) => coverageRate)
    .toSorted((a, b) => a - b)
  const columns: Column<FanSlot>[] = [
    { key: 'label', label: grain === 'week' ? 'Week' : 'Day', cell: ({ label }) => label },
    { key: 'units', label: 'Units', isNumber: true, cell: unitsOf },
    ...rates.map((rate) => ({
      key: String(rate),
      label: `${formatRate(rate)} of cases`,
      isNumber: true,
      cell: ({ expected }: FanSlot) => {
        const interval = expected?.intervals.find(({ coverageRate }) => coverageRate === rate)
        return interval === undefined ? '' : formatUnitRange(interval.lower, interval.upper)
      },
    })),
    {
      key: 'revenue',
      label: 'Revenue',
      isNumber: true,
      cell: ({ revenueMinor }) =>
        revenueMinor === null ? 'not known' : formatMoney({ amountMinor: revenueMinor, currency }),
    },
    {
      key: 'marks',
      label: 'Holidays and events',
      cell: ({ marks }) => marks.map(({ name }) => name).join(', '),
    },
  ]
  return (
    <details className="chart-data">
      <summary>
        Show as table<span className="visually-hidden">: {title}</span>
      </summary>
      <ScrollRegion className="chart-data-table table-scroll" label={title}>
        <Table
          caption={title}
          cards={false}
          columns={columns}
          rows={[...ahead, ...behind]}
          rowKey={({ from }) => from}
        />
      </ScrollRegion>
    </details>
  )
}

function unitsOf({ sold, expected }: FanSlot): string {
  if (expected !== undefined) return `about ${formatUnits(expected.units)}`
  return sold === null || sold === undefined ? 'nothing to sell' : `${formatUnits(sold)} sold`
}
