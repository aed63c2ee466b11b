import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Purchase, PurchaseLine } from '#shared/features/purchase.ts'
import type { LearningExample } from '#shared/predictions/trainable.ts'

/** Every customer of the Online Retail dataset with their invoices; an invoice of number C… takes an earlier sale back. */
export function onlineRetailHistories(dataFolder: string): LearningExample[] {
  const file = join(dataFolder, 'transactions_2010-12-01_2011-09-10.csv.gz')
  const invoices = new Map<
    string,
    Purchase & { customerId: string; lines: PurchaseLine[]; grossMinor: number }
  >()
  for (const text of gunzipSync(readFileSync(file)).toString().split('\n').slice(1)) {
    const [number, productId, quantity, date, price, customer] = text.split(',')
    if (number === undefined || productId === undefined || customer === undefined || customer === '') continue
    const found = invoices.get(number) ?? {
      customerId: String(Math.round(Number(customer))),
      orderKey: `csv/files:${number}`,
      placedAt: Date.parse(`${date?.replace(' ', 'T')}Z`),
      channel: 'web' as const,
      storeId: null,
      isCancelled: number.startsWith('C'),
      currency: 'GBP',
      amountTenantMinor: 0,
      grossMinor: 0,
      refundedMinor: 0,
      discountMinor: null,
      lines: [],
    }
    const amountMinor = Math.round(Number(quantity) * Number(price) * 100)
    const grossMinor = found.grossMinor + amountMinor
    const line = { productId, name: null, category: null, quantity: Number(quantity), amountMinor }
    found.lines.push(line)
    invoices.set(number, {
      ...found,
      grossMinor,
      amountTenantMinor: found.isCancelled ? 0 : grossMinor,
    })
  }
  const histories = new Map<string, Purchase[]>()
  for (const { customerId, ...purchase } of invoices.values()) {
    const purchases = histories.get(customerId)
    if (purchases === undefined) histories.set(customerId, [purchase])
    else purchases.push(purchase)
  }
  return [...histories].map(([customerId, purchases]) => ({
    customerId,
    purchases: purchases.sort((left, right) => left.placedAt - right.placedAt),
    activity: '',
  }))
}
