import * as z from 'zod'
import { channels } from '../../events/event.ts'
import { identifierTypes } from '../../identity/identifier.ts'
import { pointerSchema } from './pointer.ts'

const name = z.string().min(1).max(200)
const moments = ['iso', 'seconds', 'milliseconds'] as const
/** Names and the place of each, or the place of an object that has them all. */
const fields = z.union([pointerSchema, z.record(name, pointerSchema)])

const lineSchema = z.strictObject({
  lineId: pointerSchema.default('/id'),
  productId: pointerSchema.default('/productId'),
  name: pointerSchema.default('/name'),
  sku: pointerSchema.default('/sku'),
  category: pointerSchema.default('/category'),
  quantity: pointerSchema.default('/quantity'),
  /** What the line costs in all; where it is not there, quantity times unit price. */
  amount: pointerSchema.default('/amount'),
  unitPrice: pointerSchema.default('/price'),
})

const orderSchema = z.strictObject({
  orderId: pointerSchema.default('/order/id'),
  placedAt: pointerSchema.default('/order/placedAt'),
  currency: pointerSchema.default('/order/currency'),
  total: pointerSchema.default('/order/total'),
  tax: pointerSchema.default('/order/tax'),
  shipping: pointerSchema.default('/order/shipping'),
  discount: pointerSchema.default('/order/discount'),
  refundId: pointerSchema.default('/order/refundId'),
  refundAmount: pointerSchema.default('/order/refundAmount'),
  /** Amounts as `12.50`, or in the smallest unit of the currency. */
  amountsAre: z.enum(['decimal', 'minor']).default('decimal'),
  lines: pointerSchema.default('/order/lines'),
  /** Within one line. */
  line: lineSchema.prefault({}),
})
export type OrderMapping = z.infer<typeof orderSchema>

/** Where things stand in what a system sends. Only names that are here may be set: a slip is told, not ignored. */
export const mappingSchema = z.strictObject({
  /** In a delivery: the record, or the list of them. Everything else is looked for within one record. */
  records: pointerSchema.default(''),
  id: pointerSchema.default('/id'),
  time: pointerSchema.default('/timestamp'),
  timesAre: z.enum(moments).default('iso'),
  event: z
    .strictObject({
      at: pointerSchema.default('/event'),
      /** What the system calls an event, and what Patron does. */
      words: z.record(name, name).default({}),
      /** For a record that names none. */
      otherwise: name.default('identify'),
    })
    .prefault({}),
  channel: z.enum(channels).default('other'),
  identifiers: z.array(z.strictObject({ type: z.enum(identifierTypes), at: pointerSchema })).default([
    { type: 'phone', at: '/phone' },
    { type: 'email', at: '/email' },
    { type: 'external_id', at: '/customerId' },
  ]),
  traits: fields.default('/traits'),
  properties: fields.default('/properties'),
  order: orderSchema.prefault({}),
})
export type RestMapping = z.infer<typeof mappingSchema>
