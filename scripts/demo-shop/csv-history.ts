import { toDecimalString } from '#shared/kernel/money.ts'
import { toIso } from '#shared/kernel/time.ts'
import { shopCurrency } from './catalogue.ts'
import { basketMinor, type Purchase } from './occasion.ts'
import type { Person } from './people.ts'
import { nationalPhone } from './phone-numbers.ts'
import type { ShopMessage } from './shop-message.ts'

/** The columns of the exported order history, in the order of the file: one row is one line of an order. */
export const historyColumns = [
  'Order Number',
  'Order Date',
  'Product ID',
  'SKU',
  'Product Name',
  'Category',
  'Quantity',
  'Unit Price',
  'Currency',
  'Channel',
  'Customer Number',
  'Email',
  'Phone',
  'Loyalty Card',
  'First Name',
  'Last Name',
  'City',
  'Country',
] as const
export type HistoryRow = Readonly<Record<(typeof historyColumns)[number], string>>

/**
 * An order from before the shop was connected, as rows of its history file. With `isGuest` the shop had not noted
 * who bought: the order counts, and belongs to no customer.
 */
export function historyMessage(
  person: Person,
  purchase: Purchase,
  orderNumber: number,
  isGuest: boolean,
): ShopMessage {
  const orderId = `HF-${orderNumber}`
  const customerNumber = `K${100_000 + person.number}`
  const { email, phone, loyaltyId } = person
  const channel = purchase.channel === 'pos' ? 'pos' : 'web'
  const buyer = isGuest
    ? { 'Customer Number': '', Email: '', Phone: '', 'Loyalty Card': '', 'First Name': '', 'Last Name': '' }
    : {
        'Customer Number': customerNumber,
        Email: email ?? '',
        Phone: phone === undefined ? '' : nationalPhone(phone),
        'Loyalty Card': loyaltyId ?? '',
        'First Name': person.firstName,
        'Last Name': person.lastName,
      }
  const rows = purchase.lines.map(({ product, quantity }) => ({
    'Order Number': orderId,
    'Order Date': toIso(purchase.atMs),
    'Product ID': product.productId,
    SKU: product.sku,
    'Product Name': product.name,
    Category: product.category,
    Quantity: String(quantity),
    'Unit Price': toDecimalString(product.priceMinor, shopCurrency),
    Currency: shopCurrency,
    Channel: channel,
    ...buyer,
    City: isGuest ? '' : person.town.name,
    Country: isGuest ? '' : 'GB',
  }))
  return {
    atMs: purchase.atMs,
    personId: isGuest ? undefined : person.personId,
    identifiers: isGuest
      ? []
      : [
          `external_id:${customerNumber}`,
          ...(email === undefined ? [] : [`email:${email}`]),
          ...(phone === undefined ? [] : [`phone:${phone}`]),
          ...(loyaltyId === undefined ? [] : [`loyalty_id:${loyaltyId}`]),
        ],
    mistyped: [],
    ofOthers: [],
    order: { orderId, channel, totalMinor: basketMinor(purchase.lines) },
    record: { door: 'import', rows },
  }
}

/** The rows as a CSV file by RFC 4180: quotes only where a value needs them, lines end in CR LF. */
export function historyCsv(rows: readonly HistoryRow[]): string {
  const lines = [historyColumns, ...rows.map((row) => historyColumns.map((column) => row[column]))]
  return lines.map((values) => `${values.map(quoted).join(',')}\r\n`).join('')
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
