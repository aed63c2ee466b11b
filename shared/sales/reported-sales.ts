import type { ReportedSalesRow } from '../database/tables/sales.ts'
import type { CanonicalEvent, Channel } from '../events/event.ts'
import { saidByText } from '../events/said-by.ts'
import type { SalesReport } from '../events/sales-report.ts'
import { convertMinor, minorUnitRate } from '../kernel/money.ts'
import { dayNumber } from './day-number.ts'
import type { Sale, SoldItem } from './sale.ts'

/** A line as the table holds it; the amount is in smallest units of the tenant's currency. */
type StoredLine = readonly [
  sku: string,
  units: number,
  returnedUnits: number,
  revenueMinor: number,
  category: string | null,
  name: string | null,
]

/** What one event says a place sold on a day, as D1 is told of it. */
export interface SalesWord {
  readonly source: string
  readonly day: string
  /** '' for online, or the shop as a whole. */
  readonly storeId: string
  readonly channel: Channel
  readonly part: string
  readonly reportedAt: number
  /** When it was said, and by which event: as in the row's lines. */
  readonly saidBy: string
  readonly lines: readonly StoredLine[]
}

/** What events report of sales. `tenantCurrency`: ISO 4217. */
export function salesWords(tenantCurrency: string, events: readonly CanonicalEvent[]): SalesWord[] {
  return events.flatMap((event) => {
    const { salesReport, source, channel, occurredAt: reportedAt } = event
    if (salesReport === undefined) return []
    const { day, storeId = '', part, lines } = salesReport
    const stored = lines.map(
      ({ sku, units, returnedUnits, revenueMinor, category = null, name = null }): StoredLine => [
        sku,
        units,
        returnedUnits,
        worthIn(tenantCurrency, salesReport, revenueMinor),
        category,
        name,
      ],
    )
    const saidBy = saidByText(event)
    return [{ source, day, storeId, channel, part, reportedAt, saidBy, lines: stored }]
  })
}

/** 0 when the report is in another currency and no rate was known. */
function worthIn(tenantCurrency: string, report: SalesReport, amountMinor: number): number {
  const { currency, exchangeRate } = report
  if (currency === tenantCurrency) return amountMinor
  if (exchangeRate?.currency !== tenantCurrency) return 0
  return convertMinor(amountMinor, minorUnitRate(currency, exchangeRate))
}

/** A sale, with what its report says of the item. */
export interface ReportedSale extends Sale, SoldItem {}

type ReportedRow = Pick<ReportedSalesRow, 'source' | 'day' | 'storeId' | 'channel' | 'lines'>

/**
 * The sales that rows of `reported_sales` tell: of each item of a day, place and channel its newest word. To be given all
 * rows of a day, since reports of different length divide the day into different parts.
 */
export function salesOfReports(rows: readonly ReportedRow[]): ReportedSale[] {
  const newest = new Map<string, { saidBy: string; sale: ReportedSale }>()
  for (const { source, day, storeId, channel, lines } of rows) {
    for (const [saidBy, stored] of Object.entries(JSON.parse(lines) as Record<string, StoredLine[]>)) {
      for (const [sku, units, returnedUnits, revenueMinor, category, name] of stored) {
        const key = JSON.stringify([source, day, storeId, channel, sku])
        if (saidBy < (newest.get(key)?.saidBy ?? '')) continue
        const sold = { units, returnedUnits, revenueMinor, productId: sku, category, name }
        newest.set(key, { saidBy, sale: { sku, storeId, channel, day: dayNumber(day), ...sold } })
      }
    }
  }
  return [...newest.values()].map(({ sale }) => sale)
}
