import type { Overview } from '#shared/contracts/overview.ts'
import { BarChart } from '../components/bar-chart.tsx'
import { Card } from '../components/card.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatMoney } from '../format/format-money.ts'
import { countOf } from '../format/format-number.ts'
import { channelNames } from '../format/wording.ts'

/** Where the revenue of the period came from. */
export function ChannelSales({ overview }: { overview: Overview }) {
  const channels = overview.salesByChannel.toSorted(
    (left, right) => right.revenue.amountMinor - left.revenue.amountMinor,
  )
  const strongest = channels[0]
  return (
    <Card title="Revenue by channel" note={`${overview.days} days`}>
      {strongest === undefined ? (
        <EmptyState title="No orders in this period">
          Choose a longer period to see where orders came from.
        </EmptyState>
      ) : (
        <BarChart
          title={`Revenue by channel, ${overview.days} days`}
          summary={`${channelNames[strongest.channel]} is the strongest of ${countOf(channels.length, 'channel')}.`}
          bars={channels.map((entry) => ({
            label: channelNames[entry.channel],
            value: entry.revenue.amountMinor,
            text: `${formatMoney(entry.revenue)} · ${countOf(entry.orderCount, 'order')}`,
          }))}
          labelHead="Channel"
          valueHead="Revenue and orders"
        />
      )}
    </Card>
  )
}
