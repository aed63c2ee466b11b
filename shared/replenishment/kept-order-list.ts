import * as z from 'zod'
import type { RankedOrder } from './ranked-order.ts'

/** An order's place in the list, with the names its item's stock is counted under. */
export interface ListedOrder extends RankedOrder {
  /** As text, since most are never looked at: see `writeStockNames`. */
  readonly stockNames: string
}

type StockNames = readonly (readonly [source: string, stockItemId: string])[]

export function writeStockNames(names: StockNames): string {
  return names.length === 0 ? '' : JSON.stringify(names)
}

/** What `writeStockNames` wrote. */
export function readStockNames(text: string): StockNames {
  return text === '' ? [] : (JSON.parse(text) as StockNames)
}

/** All orders of a tenant in their order, as they were at a moment. */
export interface OrderList {
  readonly madeAtMs: number
  /** Another one with other forecasts, rules, goods on their way, or on another day. */
  readonly mark: string
  readonly orders: readonly ListedOrder[]
}

/** By column, which is a third of the size and read in a third of the time. */
const columnsSchema = z.object({
  madeAtMs: z.number(),
  mark: z.string(),
  sku: z.array(z.string()),
  storeId: z.array(z.string()),
  stockOutRate: z.array(z.number().nullable()),
  worthMinor: z.array(z.number()),
  isToOrder: z.array(z.boolean()),
  supplier: z.array(z.string().nullable()),
  abcClass: z.array(z.string()),
  name: z.array(z.string().nullable()),
  stockNames: z.array(z.string()),
})

export function orderListText({ madeAtMs, mark, orders }: OrderList): string {
  const columns: z.infer<typeof columnsSchema> = {
    madeAtMs,
    mark,
    sku: orders.map(({ sku }) => sku),
    storeId: orders.map(({ storeId }) => storeId),
    stockOutRate: orders.map(({ stockOutRate }) => stockOutRate),
    worthMinor: orders.map(({ worthMinor }) => worthMinor),
    isToOrder: orders.map(({ isToOrder }) => isToOrder),
    supplier: orders.map(({ supplier }) => supplier),
    abcClass: orders.map(({ abcClass }) => abcClass),
    name: orders.map(({ name }) => name),
    stockNames: orders.map(({ stockNames }) => stockNames),
  }
  return JSON.stringify(columns)
}

/** The list that `orderListText` wrote; undefined for anything else. */
export function readOrderList(text: string): OrderList | undefined {
  const read = columnsSchema.safeParse(parsed(text))
  if (!read.success) return undefined
  const { madeAtMs, mark, ...columns } = read.data
  const orders = columns.sku.map(
    (sku, at): ListedOrder => ({
      sku,
      storeId: columns.storeId[at] ?? '',
      stockOutRate: columns.stockOutRate[at] ?? null,
      worthMinor: columns.worthMinor[at] ?? 0,
      isToOrder: columns.isToOrder[at] ?? false,
      supplier: columns.supplier[at] ?? null,
      abcClass: columns.abcClass[at] ?? '',
      name: columns.name[at] ?? null,
      stockNames: columns.stockNames[at] ?? '',
    }),
  )
  return { madeAtMs, mark, orders }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
