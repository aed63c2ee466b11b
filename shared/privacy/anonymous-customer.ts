import type { CustomerProfileRow } from '../database/tables/customer-profile.ts'
import { phoneCountry } from '../identity/phone-country.ts'
import { minorUnitDigits } from '../kernel/money.ts'
import type { Generalisable } from './k-anonymity.ts'

/** What is told of a customer in an anonymised export, the first to become coarser first. */
export const anonymousColumns = ['channels', 'firstSeen', 'revenue', 'orders', 'country'] as const
export type AnonymousColumn = (typeof anonymousColumns)[number]

const anything = '*'

/** A customer by what may be told of a group: no name, no number, no day, no place smaller than a country. */
export function anonymousCustomer(
  row: Pick<CustomerProfileRow, 'channels' | 'firstSeenAt' | 'revenueMinor' | 'orderCount' | 'phone'>,
  currency: string,
): Generalisable<AnonymousColumn> {
  const month = new Date(row.firstSeenAt).toISOString().slice(0, 7)
  const channels = [...row.channels].sort().join(';')
  return {
    count: 1,
    levels: {
      channels: [channels, row.channels.length > 1 ? 'several' : 'one', anything],
      firstSeen: [
        month,
        `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`,
        month.slice(0, 4),
        anything,
      ],
      revenue: [revenueBand(row.revenueMinor, currency), row.revenueMinor > 0 ? 'some' : '0', anything],
      orders: [orderBand(row.orderCount), row.orderCount > 0 ? '1+' : '0', anything],
      country: [row.phone === null ? 'unknown' : (phoneCountry(row.phone) ?? 'unknown'), anything],
    },
  }
}

function orderBand(count: number): string {
  if (count <= 2) return String(count)
  if (count <= 5) return '3-5'
  return count <= 10 ? '6-10' : '11+'
}

/** In whole units of the currency: 0, 1-49, 50-99, 100-249, 250-499, 500-999, 1000+. */
function revenueBand(revenueMinor: number, currency: string): string {
  const units = revenueMinor / 10 ** (minorUnitDigits(currency) ?? 2)
  if (units <= 0) return '0'
  const bounds = [50, 100, 250, 500, 1_000]
  const above = bounds.findIndex((bound) => units < bound)
  if (above === -1) return '1000+'
  return `${above === 0 ? 1 : bounds[above - 1]}-${(bounds[above] ?? 0) - 1}`
}
