import { Link } from '@remix-run/react'
import type { SegmentView } from '#shared/contracts/segments.ts'
import { ShareBar } from '../components/share-bar.tsx'
import { Table } from '../components/table.tsx'
import { listAddress } from '../customers/list-address.ts'
import { formatMoneyWhole } from '../format/format-money.ts'
import { formatCount, formatRate } from '../format/format-number.ts'
import { movementsAddress } from './segments-view.ts'

const oneDigit = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const average = (value: number | null) => (value === null ? 'Not known' : oneDigit.format(value))

/** Segments, one a row: what they are like, how large, what they are worth, and who comes and goes. */
export function SegmentTable({ segments }: { segments: readonly SegmentView[] }) {
  return (
    <Table
      caption="Segments"
      rows={segments}
      rowKey={({ name }) => name}
      columns={[
        {
          key: 'name',
          label: 'Segment',
          cell: ({ name, description }) => (
            <>
              <Link to={listAddress({ segment: name })}>{name}</Link>
              <span className="cell-note">{description}</span>
            </>
          ),
        },
        {
          key: 'customers',
          label: 'Customers',
          isNumber: true,
          cell: ({ customerCount, shareRate }) => (
            <>
              {formatCount(customerCount)}
              <span className="cell-note">{formatRate(shareRate)}</span>
              <ShareBar share={shareRate} />
            </>
          ),
        },
        {
          key: 'revenue',
          label: 'Revenue',
          isNumber: true,
          cell: ({ revenue }) => formatMoneyWhole(revenue),
        },
        {
          key: 'recency',
          label: 'Days since last order',
          isNumber: true,
          cell: ({ averageRecencyDays }) => average(averageRecencyDays),
        },
        {
          key: 'orders',
          label: 'Orders each',
          isNumber: true,
          cell: ({ averageOrderCount }) => average(averageOrderCount),
        },
        {
          key: 'movement',
          label: 'In and out, 30 days',
          isNumber: true,
          cell: ({ kind, name, enteredCount, leftCount }) => (
            <Link to={movementsAddress({ kind, segment: name })}>
              {formatCount(enteredCount)} in, {formatCount(leftCount)} out
              <span className="visually-hidden"> of {name}</span>
            </Link>
          ),
        },
      ]}
    />
  )
}
