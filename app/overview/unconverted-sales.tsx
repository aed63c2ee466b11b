import { Link } from '@remix-run/react'
import type { Overview } from '#shared/contracts/overview.ts'
import { Notice } from '../components/notice.tsx'
import { formatMoney } from '../format/format-money.ts'
import { countOf } from '../format/format-number.ts'

/** Says what the amounts leave out because no exchange rate was known; nothing when they leave out nothing. */
export function UnconvertedSales({ unconverted }: { unconverted: Overview['current']['unconverted'] }) {
  if (unconverted.length === 0) return null
  const parts = unconverted.map(
    ({ orderCount, revenue }) =>
      `${countOf(orderCount, 'order')} in ${revenue.currency} (${formatMoney(revenue)})`,
  )
  return (
    <Notice tone="warn">
      Without an exchange rate, and so in no amount on this page: {parts.join(', ')}.{' '}
      <Link to="/settings/exchange-rates">Set exchange rates</Link>
    </Notice>
  )
}
