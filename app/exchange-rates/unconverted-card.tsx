import { Link } from '@remix-run/react'
import type { Overview } from '#shared/contracts/overview.ts'
import { Card } from '../components/card.tsx'
import { EmptyState } from '../components/states.tsx'
import { Table } from '../components/table.tsx'
import { formatMoney } from '../format/format-money.ts'
import { formatCount } from '../format/format-number.ts'

/** Sales of all time that are in no converted amount, because no rate for their day is known yet. */
export function UnconvertedCard({
  unconverted,
  currency,
}: {
  unconverted: Overview['allTime']['unconverted']
  currency: string
}) {
  return (
    <Card title="What waits for a rate" note="all time">
      {unconverted.length === 0 ? (
        <EmptyState title="Nothing" icon="check">
          Every sale in another currency has a rate, or all sales are in {currency}.
        </EmptyState>
      ) : (
        <div className="stack">
          <Table
            caption="Sales without an exchange rate, by currency"
            rows={unconverted}
            rowKey={({ revenue }) => revenue.currency}
            cards={false}
            columns={[
              { key: 'currency', label: 'Currency', cell: ({ revenue }) => revenue.currency },
              {
                key: 'orders',
                label: 'Orders',
                isNumber: true,
                cell: ({ orderCount }) => formatCount(orderCount),
              },
              {
                key: 'revenue',
                label: 'Revenue',
                isNumber: true,
                cell: ({ revenue }) => formatMoney(revenue),
              },
            ]}
          />
          <p className="small">
            These sales are in no amount in {currency}, on the <Link to="/">overview</Link> and elsewhere.
            They are converted once there is a rate that holds for their day: one of that day, or from before
            it. With many orders that takes some minutes.
          </p>
        </div>
      )}
    </Card>
  )
}
