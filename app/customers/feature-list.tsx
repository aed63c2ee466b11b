import type { FeaturesView } from '#shared/contracts/customers.ts'
import { Card } from '../components/card.tsx'
import { formatDate } from '../format/format-moment.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatCount } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'

interface Feature {
  name: string
  value: string
  formula: string
}

/** What Patron computes about a customer, each figure with the rule it follows. */
export function FeatureList({ features }: { features: FeaturesView }) {
  const rows = describe(features, useTimeZone())
  return (
    <Card title="Figures">
      <dl className="figure-list">
        {rows.map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            <dd>{row.value}</dd>
            <dd className="rule">{row.formula}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function describe(features: FeaturesView, timeZone: string): Feature[] {
  const date = (moment: string | null) => (moment === null ? 'None yet' : formatDate(moment, timeZone))
  const money = (amounts: FeaturesView['revenue']) => amounts.map(formatMoney).join(' + ') || 'None yet'
  return [
    {
      name: 'Orders',
      value: formatCount(features.orderCount),
      formula: 'Different order numbers a source, without cancelled ones.',
    },
    {
      name: 'Cancellations',
      value: formatCount(features.cancellationCount),
      formula: 'Documents that take back an earlier sale.',
    },
    {
      name: 'Revenue',
      value: money(features.revenue),
      formula: 'Order totals less cancellations and refunds, each currency by itself.',
    },
    {
      name: 'Average order value',
      value: money(features.averageOrderValue),
      formula: 'Revenue ÷ orders.',
    },
    { name: 'First order', value: date(features.firstOrderAt), formula: 'Time of the earliest order.' },
    { name: 'Last order', value: date(features.lastOrderAt), formula: 'Time of the latest order.' },
    {
      name: 'First seen',
      value: date(features.firstSeenAt),
      formula: 'Time of the earliest event of any kind.',
    },
    { name: 'Last seen', value: date(features.lastSeenAt), formula: 'Time of the latest event of any kind.' },
  ]
}
