import type { OrderPlace, SalesStore } from '#queues/jobs/forecast-sales/sales-ports.ts'
import {
  type CountedReport,
  countedReportsStatement,
  type DayMarkRow,
  dayMarkStatements,
  type SoldOrderRow,
  salesDaysOf,
  soldOrdersStatement,
} from '#shared/database/read-sales.ts'
import { type ItemStockDayRow, stockDaysStatement } from '#shared/database/read-stock-days.ts'
import {
  type FoundSalesFile,
  replaceSalesFiles,
  salesFileOf,
  salesFilesStatement,
} from '#shared/database/sales-files.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { salesOfReports } from '#shared/sales/reported-sales.ts'
import { salesOfOrder } from '#shared/sales/sales-of-order.ts'
import { skuBucket } from '#shared/sales/sku-bucket.ts'
import { stockOutsOf } from '#shared/sales/stock-outs.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { readSalesItems } from './read-sales-items.ts'
import { runStatements } from './run-statements.ts'

/** At most so many orders are read at once: some megabytes. */
const ordersAtOnce = 5_000
/** Whoever writes a file enters its row within a step, which is much less than this. */
const unnamedForMs = hourMs
const firstGuest: OrderPlace = { customerId: null, orderKey: '' }

/** Where the files of a tenant's sales are. */
export function salesFilesFolder(tenantId: string): string {
  return `sales/${tenantId}/files/`
}

/** The sales of a tenant in D1 and R2. */
export function salesStore(
  env: Pick<Env, 'DB' | 'ARCHIVE'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
  pageLimit = ordersAtOnce,
): SalesStore {
  const folder = salesFilesFolder(tenantId)
  const files = async () => {
    const [found] = await runStatements<FoundSalesFile>(env.DB, [salesFilesStatement(tenantId)])
    return (found?.results ?? []).map(salesFileOf)
  }
  return {
    days: async (fromDay, toDay) => {
      const statements = dayMarkStatements(tenantId, dayText(fromDay), dayText(toDay))
      const [orders, reports] = await runStatements<DayMarkRow>(env.DB, statements)
      return salesDaysOf(orders?.results ?? [], reports?.results ?? [])
    },
    ordersOf: async (day, after) => {
      const place = after ?? firstGuest
      const statement = soldOrdersStatement(tenantId, day, place, pageLimit)
      const [found] = await runStatements<SoldOrderRow>(env.DB, [statement])
      const rows = found?.results ?? []
      return { sales: rows.flatMap(salesOfOrder), nextAfter: nextPlace(place, rows, pageLimit) }
    },
    reportsOf: async (day) => {
      const [found] = await runStatements<CountedReport>(env.DB, [countedReportsStatement(tenantId, day)])
      return salesOfReports(found?.results ?? [])
    },
    files,
    readFile: async (fileKey) => {
      const object = await env.ARCHIVE.get(fileKey)
      return object === null ? null : new Uint8Array(await object.arrayBuffer())
    },
    writeFile: async (content) => {
      const fileKey = `${folder}${crypto.randomUUID()}`
      await env.ARCHIVE.put(fileKey, content)
      return fileKey
    },
    replaceFiles: async (oldKeys, rows) => {
      const results = await runStatements(env.DB, replaceSalesFiles(tenantId, oldKeys, rows))
      return (results.at(-1)?.results.length ?? 0) > 0
    },
    removeFiles: async (fileKeys) => {
      if (fileKeys.length > 0) await env.ARCHIVE.delete([...fileKeys])
    },
    sweepFiles: () => sweepFiles(env, folder, files),
    readItems: (fromBucket, toBucket, columns) =>
      readSalesItems(env.ARCHIVE, files, { fromBucket, toBucket }, columns),
    readItem: async (sku) => {
      const bucket = skuBucket(sku)
      const items = await readSalesItems(env.ARCHIVE, files, { fromBucket: bucket, toBucket: bucket + 1 })
      return items.find(({ item }) => item.sku === sku)
    },
    stockOuts: async (skus, fromDay, toDay) => {
      const [found] = await runStatements<ItemStockDayRow>(env.DB, [
        stockDaysStatement(tenantId, skus, dayText(toDay)),
      ])
      const counts = new Map<string, ItemStockDayRow[]>()
      for (const row of found?.results ?? []) {
        const ofItem = counts.get(row.sku)
        if (ofItem === undefined) counts.set(row.sku, [row])
        else ofItem.push(row)
      }
      return new Map(Array.from(counts, ([sku, rows]) => [sku, stockOutsOf(rows, fromDay, toDay)]))
    },
  }
}

/** After the last guest come the customers; after the last customer nobody. */
function nextPlace(place: OrderPlace, rows: readonly SoldOrderRow[], limit: number): OrderPlace | null {
  const last = rows.at(-1)
  if (rows.length === limit && last !== undefined)
    return { customerId: last.customerId, orderKey: last.orderKey }
  return place.customerId === null ? { customerId: '', orderKey: '' } : null
}

async function sweepFiles(
  env: Pick<Env, 'ARCHIVE'>,
  folder: string,
  files: SalesStore['files'],
): Promise<string[]> {
  const written = new Map<string, number>()
  for (let cursor: string | undefined; ; ) {
    const page = await env.ARCHIVE.list({ prefix: folder, ...(cursor !== undefined && { cursor }) })
    for (const { key, uploaded } of page.objects) written.set(key, uploaded.getTime())
    if (!page.truncated) break
    cursor = page.cursor
  }
  // After the list: a file that is in it may get its row before the rows are read, and not the other way round.
  const named = new Set((await files()).map(({ fileKey }) => fileKey))
  const before = Date.now() - unnamedForMs
  const unnamed = [...written].filter(([key, writtenAt]) => !named.has(key) && writtenAt < before)
  if (unnamed.length > 0) await env.ARCHIVE.delete(unnamed.slice(0, 1_000).map(([key]) => key))
  const missing = [...named].filter((key) => !written.has(key))
  // A file may have been written, and named, since the list was made.
  const found = await Promise.all(
    missing.map(async (key) => ((await env.ARCHIVE.head(key)) === null ? key : null)),
  )
  return found.filter((key) => key !== null)
}
