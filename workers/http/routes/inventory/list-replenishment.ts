import * as z from 'zod'
import {
  listReplenishmentQuerySchema,
  type OrderProposalView,
  type Replenishment,
  replenishmentSchema,
} from '#shared/contracts/replenishment.ts'
import { findStoreNames } from '#shared/database/find-store-names.ts'
import type { ItemOrder } from '#shared/replenishment/item-orders.ts'
import type { ListedOrder } from '#shared/replenishment/kept-order-list.ts'
import { orderProposalView } from '#shared/replenishment/order-proposal-view.ts'
import { purchaseOrderHeading, purchaseOrderLine } from '#shared/replenishment/purchase-order-line.ts'
import { compareRanks, rankFilter } from '#shared/replenishment/ranked-order.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { orderList } from '../../../order-list.ts'
import { loadOrdering, type Ordering, readOrders } from '../../../ordering.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { parseQuery } from '../../parse-query.ts'
import { problems } from '../../problems.ts'
import { refuseUnknownStore } from '../../refuse-unknown-store.ts'

const { middleware, ...access } = guarded('forecasts:read')
const path = '/v1/inventory/replenishment'
const linesAtOnce = 500

const cursorSchema = z.object({
  stockOutRate: z.number().nullable(),
  worthMinor: z.number(),
  sku: z.string(),
  storeId: z.string(),
})

/** What to order from the suppliers, as a page or as a purchase order. */
export function registerListReplenishment(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'listReplenishment',
    method: 'get',
    path,
    tags: ['Catalogue'],
    summary: 'What to order, of which item for which place, the most urgent first',
    description:
      'Each figure is of this moment. With thousands of items, which orders are listed and in what order may be some minutes old.',
    ...access,
    request: { query: listReplenishmentQuerySchema },
    responses: {
      200: {
        description: 'A page, or a CSV with one heading line',
        content: { 'application/json': { schema: replenishmentSchema }, 'text/csv': { schema: z.string() } },
      },
      ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
    },
  })
  api.get(path, ...middleware, async (context) => {
    const { tenant } = context.get('access')
    const query = parseQuery(listReplenishmentQuerySchema, context.req.query())
    const after = readCursor(cursorSchema, query.cursor)
    const nowMs = Date.now()
    const ordering = await loadOrdering(context.env, tenant, nowMs)
    const list = ordering === undefined ? undefined : await orderList(context.env, ordering, nowMs)
    const isOnlyToOrder = query.show === 'to-order'
    const storeId = query.store === 'online' ? '' : query.store
    const isAskedFor = rankFilter({
      storeId,
      supplier: query.supplier,
      abcClass: query.abc,
      query: query.query,
      isOnlyToOrder,
    })
    const listed = (list?.orders ?? []).filter(isAskedFor)
    if (list !== undefined && !list.orders.some((order) => order.storeId === storeId))
      await refuseUnknownStore(context.env, tenant.tenantId, storeId)
    if (query.format === 'csv') {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
      const writing = writePurchaseOrder(writable, ordering, listed, isOnlyToOrder, tenant.currency)
      context.executionCtx.waitUntil(writing)
      return new Response(readable, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="purchase-order.csv"',
          'cache-control': 'no-store',
        },
      })
    }
    const rest = after === undefined ? listed : listed.filter((order) => compareRanks(order, after) > 0)
    const page = rest.slice(0, query.limit)
    const last = rest.length > page.length ? page.at(-1) : undefined
    const body: Replenishment = {
      asOf: ordering === undefined ? null : dayText(ordering.run.asOfDay),
      currency: tenant.currency,
      proposals: ordering === undefined ? [] : (await proposalsOf(ordering, page, isOnlyToOrder)).views,
      total: listed.length,
      nextCursor: last === undefined ? null : writeCursor(cursorSchema.parse(last)),
    }
    return context.json(body, 200)
  })
}

/** The orders as they are now; what need not be ordered any more is left out where only orders are asked for. */
async function proposalsOf(
  ordering: Ordering,
  listed: readonly ListedOrder[],
  isOnlyToOrder: boolean,
): Promise<{ orders: ItemOrder[]; views: OrderProposalView[] }> {
  const { database, tenantId, basis } = ordering
  const found = await readOrders(ordering, listed)
  const orders = isOnlyToOrder ? found.filter(({ proposal }) => proposal.orderQuantity > 0) : found
  const storeNames = await findStoreNames(
    database,
    tenantId,
    orders.map(({ storeId }) => storeId),
  )
  const views = orders.map((order) =>
    orderProposalView(order, storeNames.get(order.storeId) ?? null, basis.today),
  )
  return { orders, views }
}

/** A piece at a time. A caller who goes away ends it early; that is no error. */
async function writePurchaseOrder(
  writable: WritableStream<Uint8Array>,
  ordering: Ordering | undefined,
  listed: readonly ListedOrder[],
  isOnlyToOrder: boolean,
  currency: string,
): Promise<void> {
  const writer = writable.getWriter()
  const encoder = new TextEncoder()
  try {
    await writer.write(encoder.encode(purchaseOrderHeading))
    for (let from = 0; ordering !== undefined && from < listed.length; from += linesAtOnce) {
      const piece = listed.slice(from, from + linesAtOnce)
      const { orders, views } = await proposalsOf(ordering, piece, isOnlyToOrder)
      const lines = views.map((view, at) => {
        const terms = orders[at]?.situation.terms
        return terms === undefined ? '' : purchaseOrderLine(view, terms, currency, ordering.basis.today)
      })
      await writer.write(encoder.encode(lines.join('')))
    }
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => undefined)
  }
}
