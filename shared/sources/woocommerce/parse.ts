import * as z from 'zod'
import { isJsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'
import { type WoocommerceCoupon, woocommerceCouponSchema } from './coupon.ts'
import { type WoocommerceCustomer, woocommerceCustomerSchema } from './customer.ts'
import { type WoocommerceOrder, woocommerceOrderSchema } from './order.ts'
import { type WoocommerceProduct, woocommerceProductSchema } from './product.ts'

/** The things WooCommerce tells of. */
export type WoocommerceResource = 'order' | 'customer' | 'product' | 'coupon'

/** One thing as it is now, or that it is gone; by a webhook or read from the REST API. */
export type WoocommerceRecord =
  | { readonly kind: 'order'; readonly order: WoocommerceOrder }
  | { readonly kind: 'customer'; readonly customer: WoocommerceCustomer }
  | { readonly kind: 'product'; readonly product: WoocommerceProduct }
  | { readonly kind: 'coupon'; readonly coupon: WoocommerceCoupon }
  | { readonly kind: 'deleted'; readonly resource: WoocommerceResource; readonly id: string }
  /** One of a page of the REST API that cannot be read, as it came. */
  | { readonly kind: 'unreadable'; readonly failure: MappingFailure; readonly value: unknown }

const failureKinds = {
  order: 'invalid-order',
  customer: 'invalid-customer',
  product: 'invalid-product',
  coupon: 'invalid-record',
} as const satisfies Record<WoocommerceResource, MappingFailure['kind']>

const topicPattern =
  /^(?:(order|product)\.(created|updated|restored|deleted)|(customer|coupon)\.(created|updated|deleted))$/
const deletedSchema = z.object({ id: z.union([z.int().min(1), z.string().min(1)]) })

/**
 * Reads one webhook. Fails with `unsupported-topic`, `malformed-body` (not JSON), `unsupported-version` (the API before
 * WooCommerce 3), or the invalid kind of the thing, with a pointer to each wrong field.
 */
export function parseWoocommerce(delivery: Delivery): Result<WoocommerceRecord[], MappingFailure> {
  const topic = delivery.headers.get('x-wc-webhook-topic') ?? '(none)'
  const match = topicPattern.exec(topic)
  const resource = (match?.[1] ?? match?.[3]) as WoocommerceResource | undefined
  if (resource === undefined) {
    return refuse('unsupported-topic', [{ pointer: '', detail: `has the topic ${topic}` }])
  }
  const json = readJson(delivery.body)
  if (!json.ok) return json
  if (topic.endsWith('.deleted')) {
    const deleted = deletedSchema.safeParse(json.value)
    if (!deleted.success) return refuse(failureKinds[resource], fieldErrors(deleted.error))
    return succeed([{ kind: 'deleted', resource, id: String(deleted.data.id) }])
  }
  const record = readResource(resource, json.value)
  return record.ok ? succeed([record.value]) : record
}

/** One thing in the shape of the REST API v3. Fails like {@link parseWoocommerce}. */
export function readResource(
  resource: WoocommerceResource,
  value: unknown,
): Result<WoocommerceRecord, MappingFailure> {
  const failureKind = failureKinds[resource]
  if (isJsonObject(value) && value.id === undefined) {
    if (isJsonObject(value[resource])) {
      const detail = 'is of the legacy API; set the webhook to WP REST API Integration v3'
      return refuse('unsupported-version', [{ pointer: `/${resource}`, detail }])
    }
    // What the webhook's own user may not read is delivered as the error that reading it gives.
    if (typeof value.code === 'string' && value.code.startsWith('woocommerce_rest_')) {
      return refuse(failureKind, [{ pointer: '/code', detail: `is the shop's error ${value.code}` }])
    }
  }
  switch (resource) {
    case 'order':
      return read(woocommerceOrderSchema, value, failureKind, (order) => ({ kind: 'order', order }))
    case 'customer':
      return read(woocommerceCustomerSchema, value, failureKind, (customer) => ({
        kind: 'customer',
        customer,
      }))
    case 'product':
      return read(woocommerceProductSchema, value, failureKind, (product) => ({ kind: 'product', product }))
    case 'coupon':
      return read(woocommerceCouponSchema, value, failureKind, (coupon) => ({ kind: 'coupon', coupon }))
  }
}

function read<Body>(
  schema: z.ZodType<Body>,
  value: unknown,
  failureKind: MappingFailure['kind'],
  toRecord: (body: Body) => WoocommerceRecord,
): Result<WoocommerceRecord, MappingFailure> {
  const body = schema.safeParse(value)
  return body.success ? succeed(toRecord(body.data)) : refuse(failureKind, fieldErrors(body.error))
}
