import * as z from 'zod'
import type { CanonicalEvent, Channel } from '../../events/event.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { withContentId } from '../content-id.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { customerIdentifier } from './customer-identifier.ts'
import { squareIdSchema } from './id.ts'
import { squareMomentSchema } from './moment.ts'
import { minorOf, squareMoneySchema } from './money.ts'

const text = z.string().nullish()

const paymentSchema = z.object({
  id: squareIdSchema,
  created_at: squareMomentSchema,
  status: z.string(),
  amount_money: squareMoneySchema,
  tip_money: squareMoneySchema.nullish(),
  order_id: text,
  customer_id: text,
  buyer_email_address: text,
  location_id: text,
  receipt_number: text,
  source_type: text,
  application_details: z.object({ square_product: text }).nullish(),
})

const refundSchema = z.object({
  id: squareIdSchema,
  created_at: squareMomentSchema,
  status: z.string(),
  amount_money: squareMoneySchema,
  order_id: text,
  payment_id: text,
  location_id: text,
  reason: text,
})

/** Where a payment was taken, by the Square product that took it. */
const channelsOfProducts: ReadonlyMap<string, Channel> = new Map([
  ['ECOMMERCE_API', 'web'],
  ['ONLINE_STORE', 'web'],
  ['INVOICES', 'other'],
  ['BILLING', 'other'],
  ['APPOINTMENTS', 'other'],
])

/**
 * A payment as "Order Paid", once it is completed: none before. It tells what the order came to without tips and no
 * lines, until the order itself is read by the API. A payment is told again and again as fees and receipts are added: the
 * event is named by what it says, so only what is new to Patron is another one. Fails with `invalid-order`.
 */
export function mapPayment(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = paymentSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-order', fieldErrors(parsed.error))
  const payment = parsed.data
  if (payment.status !== 'COMPLETED') return succeed([])
  const email = textOf(payment.buyer_email_address)
  return succeed([
    withContentId(`payment:${payment.id}`, {
      source: context.source,
      kind: 'track',
      name: 'Order Paid',
      channel: channelsOfProducts.get(payment.application_details?.square_product ?? '') ?? 'pos',
      occurredAt: payment.created_at,
      receivedAt: context.receivedAtMs,
      identifiers: [
        ...customerIdentifier(payment.customer_id, context),
        ...(email === undefined ? [] : [{ type: 'email' as const, value: email }]),
      ],
      properties: named({
        payment_id: payment.id,
        store: payment.location_id,
        receipt_number: payment.receipt_number,
        payment_method: payment.source_type,
        tip_minor: payment.tip_money?.amount,
      }),
      order: {
        orderId: payment.order_id ?? payment.id,
        change: 'paid',
        kind: 'order',
        currency: payment.amount_money.currency,
        lines: [],
        linesAre: 'all',
        totalMinor: minorOf(payment.amount_money),
      },
    }),
  ])
}

/**
 * A refund as "Order Refunded", once it is completed: none before. Square gives each refund an order of its own, which
 * `order_id` names, and not the one that was sold: so it is a document with a negative amount. Fails with
 * `invalid-order`.
 */
export function mapRefund(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = refundSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-order', fieldErrors(parsed.error))
  const refund = parsed.data
  if (refund.status !== 'COMPLETED') return succeed([])
  return succeed([
    withContentId(`refund:${refund.id}`, {
      source: context.source,
      kind: 'track',
      name: 'Order Refunded',
      channel: 'pos',
      occurredAt: refund.created_at,
      receivedAt: context.receivedAtMs,
      identifiers: [],
      properties: named({
        refund_id: refund.id,
        payment_id: refund.payment_id,
        store: refund.location_id,
        reason: refund.reason,
      }),
      order: {
        orderId: refund.order_id ?? refund.id,
        change: 'placed',
        kind: 'cancellation',
        currency: refund.amount_money.currency,
        lines: [],
        linesAre: 'all',
        totalMinor: 0 - minorOf(refund.amount_money),
      },
    }),
  ])
}

function named(properties: Record<string, string | number | null | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, string | number] => entry[1] != null),
  )
}
