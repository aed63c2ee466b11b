import * as z from 'zod'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { BackfillFailure, BackfillPage, VendorCall } from '../../backfill.ts'
import { unreadableAnswer } from '../../backfill-failure.ts'
import type { ShopifyRecord } from '../record.ts'
import { askAdminApi } from './ask-admin-api.ts'
import { askForLess, readAnswer } from './ask-for-less.ts'
import { locationNodeSchema, locationRecord, productNodeSchema, productRecord } from './catalogue-node.ts'
import { customerNodeSchema, customerRecords } from './customer-node.ts'
import { pageInfoSchema } from './node.ts'
import {
  type LineNodes,
  lineNodesSchema,
  type OrderNode,
  orderNodeSchema,
  orderRecord,
} from './order-node.ts'
import { nextCursor, readCursor, searchOf } from './page-cursor.ts'
import { customersQuery, locationsQuery, orderLinesQuery, ordersQuery, productsQuery } from './queries.ts'

type Records = Result<readonly ShopifyRecord[], BackfillFailure>

/** How a resource is asked for and what becomes of one of its nodes. */
interface Resource<Node> {
  readonly query: string
  readonly node: z.ZodType<Node>
  /** Page sizes, the next one when the one before is too costly. */
  readonly sizes: readonly number[]
  readonly changedAt: (node: Node) => string | null | undefined
  readonly toRecords: (node: Node, call: VendorCall) => Promise<Records> | Records
}

/** Hides what kind of nodes a resource has from those who only want its pages. */
function reader<Node>(resource: Resource<Node>) {
  const schema = z.object({ page: z.object({ pageInfo: pageInfoSchema, nodes: z.array(resource.node) }) })
  return async (
    cursorText: string | null,
    changedSinceMs: number | null,
    call: VendorCall,
  ): Promise<Result<BackfillPage<ShopifyRecord>, BackfillFailure>> => {
    const cursor = readCursor(cursorText, changedSinceMs)
    const variables = { after: cursor.after, query: searchOf(cursor) }
    const answer = await askForLess(resource.query, variables, resource.sizes, schema, call)
    if (!answer.ok) return answer
    const { nodes, pageInfo } = answer.value.page
    const records: ShopifyRecord[] = []
    for (const node of nodes) {
      const made = await resource.toRecords(node, call)
      if (!made.ok) return made
      records.push(...made.value)
    }
    const last = nodes.at(-1)
    if (!pageInfo.hasNextPage || last === undefined) return succeed({ records, nextCursor: null })
    const changedAt = resource.changedAt(last) ?? null
    return succeed({
      records,
      nextCursor: nextCursor(cursor, nodes.length, changedAt, pageInfo.endCursor ?? null),
    })
  }
}

const readers = new Map([
  [
    'orders',
    reader({
      query: ordersQuery,
      node: orderNodeSchema,
      sizes: [20, 5, 1],
      changedAt: (order) => order.updatedAt,
      toRecords: recordsOfOrder,
    }),
  ],
  [
    'customers',
    reader({
      query: customersQuery,
      node: customerNodeSchema,
      sizes: [100, 25, 5],
      changedAt: (customer) => customer.updatedAt,
      toRecords: (customer) => succeed(customerRecords(customer)),
    }),
  ],
  [
    'products',
    reader({
      query: productsQuery,
      node: productNodeSchema,
      sizes: [25, 5, 1],
      changedAt: (product) => product.updatedAt,
      toRecords: (product) => succeed([productRecord(product)]),
    }),
  ],
  [
    'locations',
    reader({
      query: locationsQuery,
      node: locationNodeSchema,
      sizes: [50, 10, 1],
      // Without a moment to search by, the window never moves.
      changedAt: () => null,
      toRecords: (location) => succeed([locationRecord(location)]),
    }),
  ],
])

/** One page of orders, customers, products or locations. */
export async function readPage(
  resource: string,
  cursor: string | null,
  changedSinceMs: number | null,
  call: VendorCall,
): Promise<Result<BackfillPage<ShopifyRecord>, BackfillFailure>> {
  const read = readers.get(resource)
  if (read === undefined) return fail(unreadableAnswer(`there is no resource ${resource}`))
  return read(cursor, changedSinceMs, call)
}

const orderLinesSchema = z.object({ order: z.object({ lineItems: lineNodesSchema }).nullable() })

/** A record states the whole order, so the lines beyond the first page are fetched before it is made. */
async function recordsOfOrder(order: OrderNode, call: VendorCall): Promise<Records> {
  const lines = [...order.lineItems.nodes]
  let { pageInfo }: LineNodes = order.lineItems
  while (pageInfo.hasNextPage) {
    const variables = { id: order.id, after: pageInfo.endCursor ?? null }
    const asked = await askAdminApi(orderLinesQuery, variables, call)
    if ('kind' in asked) return fail(unreadableAnswer('the Admin API finds the lines of an order too costly'))
    if (!asked.ok) return asked
    const answer = readAnswer(asked.value, orderLinesSchema)
    if (!answer.ok) return answer
    // Deleted in between.
    if (answer.value.order === null) return succeed([])
    lines.push(...answer.value.order.lineItems.nodes)
    pageInfo = answer.value.order.lineItems.pageInfo
  }
  return succeed([orderRecord(order, lines)])
}
