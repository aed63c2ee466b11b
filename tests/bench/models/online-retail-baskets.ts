import { readdirSync } from 'node:fs'
import { gzippedLines } from './public-data.ts'

/** One invoice: which stock codes, when (UTC epoch ms). */
export interface RetailBasket {
  readonly at: number
  readonly codes: readonly string[]
}

/** Every sale of the Online Retail dataset, the oldest first; cancellations, returns and lines without a price are left out. */
export function onlineRetailBaskets(folder: string): RetailBasket[] {
  const invoices = new Map<string, { at: number; codes: Set<string> }>()
  const files = readdirSync(folder).filter((file) => file.startsWith('transactions_'))
  for (const line of files.sort().flatMap((file) => gzippedLines(folder, file).slice(1))) {
    const [number = '', code = '', quantity, date = '', price] = line.split(',')
    if (number.startsWith('C') || !(Number(quantity) > 0) || !(Number(price) > 0)) continue
    const invoice = invoices.get(number) ?? {
      at: Date.parse(`${date.replace(' ', 'T')}Z`),
      codes: new Set<string>(),
    }
    invoices.set(number, invoice)
    invoice.codes.add(code)
  }
  return [...invoices.values()]
    .map(({ at, codes }) => ({ at, codes: [...codes] }))
    .sort((left, right) => left.at - right.at)
}
