import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { dayMs } from '#shared/kernel/time.ts'
import type { RfmFigures } from '#shared/predictions/rfm/rfm-scale.ts'

const fileName = 'transactions_2010-12-01_2011-09-10.csv.gz'
const pence = 100

/**
 * Recency, frequency and monetary value of each customer of the Online Retail set at the midnight after its last day, as those
 * who publish on it count: cancellations, guests and lines without a positive quantity and price left out.
 */
export async function readOnlineRetailRfm(folder: string): Promise<RfmFigures[]> {
  const [, ...lines] = gunzipSync(await readFile(join(folder, fileName)))
    .toString()
    .trim()
    .split('\n')
  const customers = new Map<string, { lastMs: number; invoices: Set<string>; revenueMinor: number }>()
  let latestMs = 0
  for (const line of lines) {
    const [invoice = '', , quantity, date = '', price, customer = ''] = line.split(',')
    const placedMs = Date.parse(`${date.replace(' ', 'T')}Z`)
    latestMs = Math.max(latestMs, placedMs)
    const isCounted = customer !== '' && !invoice.startsWith('C') && Number(quantity) > 0 && Number(price) > 0
    if (!isCounted) continue
    const known = customers.get(customer) ?? { lastMs: 0, invoices: new Set(), revenueMinor: 0 }
    known.lastMs = Math.max(known.lastMs, placedMs)
    known.invoices.add(invoice)
    known.revenueMinor += Number(quantity) * Number(price) * pence
    customers.set(customer, known)
  }
  const endMs = (Math.floor(latestMs / dayMs) + 1) * dayMs
  return [...customers.values()].map(({ lastMs, invoices, revenueMinor }) => ({
    recencyDays: Math.floor((endMs - lastMs) / dayMs),
    orderCount: invoices.size,
    revenueMinor,
  }))
}
