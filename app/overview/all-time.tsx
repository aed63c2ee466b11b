import { Link } from '@remix-run/react'
import type { Overview } from '#shared/contracts/overview.ts'
import { Card } from '../components/card.tsx'
import { Facts } from '../components/facts.tsx'
import { formatDay } from '../format/format-moment.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatCount } from '../format/format-number.ts'

/** Everything on record, however long ago, and the way to a period in the past. */
export function AllTime({ overview }: { overview: Overview }) {
  const { firstDay, lastDay, orderCount, cancellationCount, revenue } = overview.allTime
  if (firstDay === null || lastDay === null) return null
  const facts = [
    { name: 'Orders', value: formatCount(orderCount) },
    { name: 'Cancellations', value: formatCount(cancellationCount) },
    { name: 'Revenue', value: formatMoney(revenue) },
    { name: 'First sale', value: formatDay(firstDay) },
    { name: 'Latest sale', value: formatDay(lastDay) },
  ]
  return (
    <Card
      title="All time"
      note={<Link to={`/?days=365&lastDay=${lastDay}`}>The year up to the latest sale</Link>}
    >
      <Facts facts={facts} />
    </Card>
  )
}
