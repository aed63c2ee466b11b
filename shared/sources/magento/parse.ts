import * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'
import { type MagentoCustomer, magentoCustomerSchema } from './customer.ts'
import { type MagentoOrder, magentoOrderSchema } from './order.ts'
import { type MagentoProduct, magentoProductSchema } from './product.ts'

/** The things Commerce tells of. */
export type MagentoResource = 'order' | 'customer' | 'product'

/** One thing as it is now; by a webhook or read from the REST API. */
export type MagentoRecord =
  | { readonly kind: 'order'; readonly order: MagentoOrder }
  | { readonly kind: 'customer'; readonly customer: MagentoCustomer }
  | { readonly kind: 'product'; readonly product: MagentoProduct }
  /** One of a page of the REST API that cannot be read, as it came. */
  | { readonly kind: 'unreadable'; readonly failure: MappingFailure; readonly value: unknown }

/** Commerce's events by name, each with where in `data` its thing is. A credit memo says nothing its order does not. */
const topics: ReadonlyMap<string, { readonly resource: MagentoResource; readonly path: string } | null> =
  new Map([
    ['sales_order_save_after', { resource: 'order', path: 'order' }],
    ['sales_order_save_commit_after', { resource: 'order', path: 'order' }],
    ['customer_save_after', { resource: 'customer', path: 'customer' }],
    ['customer_save_commit_after', { resource: 'customer', path: 'customer' }],
    ['catalog_product_save_after', { resource: 'product', path: 'product' }],
    ['catalog_product_save_commit_after', { resource: 'product', path: 'product' }],
    ['sales_order_creditmemo_save_after', null],
  ])

const bodySchema = z.object({ eventName: z.string(), data: z.record(z.string(), z.unknown()) })

/**
 * Reads one webhook. Fails with `malformed-body` (not JSON), `unsupported-topic`, `invalid-record` (no event of
 * Commerce), or the invalid kind of the thing, with a pointer to each wrong field.
 */
export function parseMagento(delivery: Delivery): Result<MagentoRecord[], MappingFailure> {
  const json = readJson(delivery.body)
  if (!json.ok) return json
  const body = bodySchema.safeParse(json.value)
  if (!body.success) return refuse('invalid-record', fieldErrors(body.error))
  const topic = topics.get(body.data.eventName)
  if (topic === undefined) {
    return refuse('unsupported-topic', [{ pointer: '/eventName', detail: `is ${body.data.eventName}` }])
  }
  if (topic === null) return succeed([])
  const record = readResource(topic.resource, body.data.data[topic.path], ['data', topic.path])
  return record.ok ? succeed([record.value]) : record
}

/** One thing as Commerce describes it, found at `path`. */
export function readResource(
  resource: MagentoResource,
  value: unknown,
  path: readonly string[],
): Result<MagentoRecord, MappingFailure> {
  switch (resource) {
    case 'order':
      return read(magentoOrderSchema, value, path, 'invalid-order', (order) => ({ kind: 'order', order }))
    case 'customer':
      return read(magentoCustomerSchema, value, path, 'invalid-customer', (customer) => {
        return { kind: 'customer', customer }
      })
    case 'product':
      return read(magentoProductSchema, value, path, 'invalid-product', (product) => ({
        kind: 'product',
        product,
      }))
  }
}

function read<Body>(
  schema: z.ZodType<Body>,
  value: unknown,
  path: readonly string[],
  failureKind: MappingFailure['kind'],
  toRecord: (body: Body) => MagentoRecord,
): Result<MagentoRecord, MappingFailure> {
  const body = schema.safeParse(value)
  if (body.success) return succeed(toRecord(body.data))
  const prefix = path.map((step) => `/${step}`).join('')
  const errors = fieldErrors(body.error).map(({ pointer, detail }) => ({ pointer: prefix + pointer, detail }))
  return refuse(failureKind, errors)
}
