import type { SalesFileRow } from '#shared/database/tables/sales.ts'
import type { SalesDay } from '#shared/sales/plan-sales-files.ts'
import type { SalesColumns } from '#shared/sales/sales-columns.ts'
import type { ToldSale } from '#shared/sales/sales-of-order.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import type { StockOuts } from '#shared/sales/stock-outs.ts'
import type { JobPorts } from '../job-ports.ts'

/** The last order of a page: orders of a day are read guests first, then by customer. */
export interface OrderPlace {
  readonly customerId: string | null
  readonly orderKey: string
}

/** What orders of a day come to, a page of them. */
export interface SalesPage {
  readonly sales: readonly ToldSale[]
  /** Where the next page begins; null: this was the last one. */
  readonly nextAfter: OrderPlace | null
}

/** The sales of a tenant: the orders and reports they are read from, and the files they are kept in. */
export interface SalesStore {
  /** The days with orders or reports of two days and between, rising, with marks that change when any of them does. */
  days(fromDay: number, toDay: number): Promise<SalesDay[]>
  ordersOf(day: string, after: OrderPlace | null): Promise<SalesPage>
  /** What reports say that a day's places sold of which no order is known. */
  reportsOf(day: string): Promise<ToldSale[]>

  files(): Promise<SalesFileRow[]>
  /** The whole file; null when there is none of that name any more. */
  readFile(fileKey: string): Promise<Uint8Array | null>
  /** Writes a file that no row names yet; returns its key. */
  writeFile(content: Uint8Array<ArrayBuffer>): Promise<string>
  /**
   * Puts rows in the place of others, all or none: not when one of the old ones is gone, or another file has any of the
   * days. Tells whether it did.
   */
  replaceFiles(oldKeys: readonly string[], rows: readonly Omit<SalesFileRow, 'tenantId'>[]): Promise<boolean>
  removeFiles(fileKeys: readonly string[]): Promise<void>
  /** Deletes files that no row has named for an hour. Returns the keys of rows whose file is missing. */
  sweepFiles(): Promise<string[]>

  /** Items of the parts (0 to 1,023) from the first to before the last, with all their sales, whose numbers are put into `columns`. */
  readItems(fromBucket: number, toBucket: number, columns?: SalesColumns): Promise<ItemSales[]>
  /** Undefined when none was ever sold. */
  readItem(sku: string): Promise<ItemSales | undefined>
  /** On which days, of two and those between, there was nothing to sell of items; those that nobody counts are left out. */
  stockOuts(skus: readonly string[], fromDay: number, toDay: number): Promise<ReadonlyMap<string, StockOuts>>
}

/** What gathering sales needs of the world, for one tenant. */
export interface SalesPorts extends JobPorts {
  readonly timeZone: string
  readonly sales: SalesStore
}
