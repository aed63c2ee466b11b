import type { IdentifierKey } from '../../identity/identifier.ts'
import { identifierPhrase, strongestFirst } from '../../identity/identifier-words.ts'
import { minorUnitDigits } from '../../kernel/money.ts'
import type { OrderState } from '../order-state.ts'
import { orderAmountMinor } from '../order-worth.ts'
import type { PreviewedCustomer } from './previewed-customer.ts'

const listedCount = 10

/** "1 event", "12 events". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** The items one after the other, ten at the most: "a, b and 3 more". */
export function listed(items: readonly string[]): string {
  const rest = items.length - listedCount
  return rest > 0 ? `${items.slice(0, listedCount).join(', ')} and ${rest} more` : items.join(', ')
}

/** "2 identifiers: the phone +447700900123, the e-mail ada@example.com", the strongest first. */
export function identifiersWords(keys: readonly IdentifierKey[]): string {
  return `${counted(keys.length, 'identifier')}: ${listed(strongestFirst(keys).map(identifierPhrase))}`
}

/** "12 orders worth £340.00"; several currencies are named one after the other. */
export function ordersWorth(orders: readonly OrderState[]): string {
  const sums = new Map<string, number>()
  for (const order of orders) {
    sums.set(order.currency, (sums.get(order.currency) ?? 0) + orderAmountMinor(order))
  }
  const amounts = [...sums].sort().map(([currency, amountMinor]) => moneyText(amountMinor, currency))
  return `${counted(orders.length, 'order')} worth ${amounts.join(' and ')}`
}

function moneyText(amountMinor: number, currency: string): string {
  const major = amountMinor / 10 ** (minorUnitDigits(currency) ?? 2)
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(major)
}

/** What to call each of these customers: by name, with the id where two have the same. */
export function namesOf(customers: readonly PreviewedCustomer[]): Map<string, string> {
  return new Map(
    customers.map(({ customerId, name }) => {
      const isShared = customers.some((other) => other.customerId !== customerId && other.name === name)
      return [customerId, isShared ? `${name} (${customerId})` : name]
    }),
  )
}

/** To be said when not all events were looked at. */
export function incompleteWarning(eventCount: number): string {
  return `There are more events than a preview looks at: the figures are those of the first ${eventCount}.`
}
