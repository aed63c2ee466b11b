import type { CustomerView } from '#shared/contracts/customers.ts'
import { Facts } from '../components/facts.tsx'
import { formatDate } from '../format/format-moment.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatCount } from '../format/format-number.ts'
import { useSession } from '../session/use-session.ts'

/** The figures one looks for first, in one strip. Several currencies stand side by side; they are never added up. */
export function CustomerFacts({ customer }: { customer: CustomerView }) {
  const { tenant } = useSession()
  const { features } = customer
  const money = (amounts: typeof features.revenue) =>
    amounts.length === 0
      ? formatMoney({ amountMinor: 0, currency: tenant.currency })
      : amounts.map(formatMoney).join(' + ')
  const facts = [
    { name: 'Revenue', value: money(features.revenue) },
    { name: 'Orders', value: formatCount(features.orderCount) },
    { name: 'Average order value', value: money(features.averageOrderValue) },
    {
      name: 'Last order',
      value: features.lastOrderAt === null ? 'None yet' : formatDate(features.lastOrderAt, tenant.timeZone),
    },
    {
      name: 'Last seen',
      value: features.lastSeenAt === null ? 'Not yet' : formatDate(features.lastSeenAt, tenant.timeZone),
    },
    { name: 'Events', value: formatCount(features.eventCount) },
  ]
  return <Facts facts={facts} />
}
