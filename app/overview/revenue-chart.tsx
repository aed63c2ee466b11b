import type { Overview } from '#shared/contracts/overview.ts'
import { Card } from '../components/card.tsx'
import { LineChart } from '../components/line-chart.tsx'
import { EmptyState } from '../components/states.tsx'
import { changeBetween } from '../format/change.ts'
import { formatDay } from '../format/format-moment.ts'
import { formatMoney, formatMoneyShort } from '../format/format-money.ts'
import { weeklySales } from './weekly-sales.ts'

const mostDailyPoints = 120

/** Revenue over the period, by day; by week when days would be too many to tell apart. */
export function RevenueChart({ overview }: { overview: Overview }) {
  const { current, previous, salesByDay } = overview
  const isWeekly = salesByDay.length > mostDailyPoints
  const sales = isWeekly ? weeklySales(salesByDay) : salesByDay
  const unit = isWeekly ? 'week' : 'day'
  const change = changeBetween(previous.revenue.amountMinor, current.revenue.amountMinor)
  const direction = change.direction === 'same' ? 'the same as' : `${change.direction} ${change.text} on`
  const { currency } = current.revenue
  return (
    <Card title={`Revenue by ${unit}`} note={`${overview.days} days`}>
      {current.orderCount === 0 ? (
        <EmptyState title="No orders in this period">
          Choose a longer period to see revenue over time.
        </EmptyState>
      ) : (
        <LineChart
          title={`Revenue by ${unit}, ${overview.days} days`}
          summary={`${formatMoney(current.revenue)}, ${direction} the ${overview.days} days before`}
          points={sales.map((entry) => ({
            label: isWeekly ? `Week from ${formatDay(entry.day)}` : formatDay(entry.day),
            axisLabel: formatDay(entry.day, false),
            value: entry.revenue.amountMinor,
            text: formatMoney(entry.revenue),
          }))}
          labelHead={isWeekly ? 'Week' : 'Day'}
          valueHead="Revenue"
          formatTick={(amountMinor) => formatMoneyShort({ amountMinor, currency })}
        />
      )}
    </Card>
  )
}
