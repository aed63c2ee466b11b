import * as z from 'zod'
import type { OrderTopic } from '../map-order.ts'
import type { ShopifyLineItem, ShopifyOrder } from '../order.ts'
import type { ShopifyRecord } from '../record.ts'
import type { ShopifyRefund } from '../refund.ts'
import {
  addressNodeSchema,
  globalId,
  moneyBagSchema,
  numberOf,
  pageInfoSchema,
  reference,
  text,
  webhookAddress,
} from './node.ts'

const lineNodeSchema = z.object({
  id: globalId,
  title: text,
  sku: text,
  vendor: text,
  quantity: z.number(),
  product: reference,
  variant: reference,
  originalUnitPriceSet: moneyBagSchema,
  discountAllocations: z.array(z.object({ allocatedAmountSet: moneyBagSchema })),
})

export const lineNodesSchema = z.object({ pageInfo: pageInfoSchema, nodes: z.array(lineNodeSchema) })
export type LineNodes = z.infer<typeof lineNodesSchema>

const refundNodeSchema = z.object({
  id: globalId,
  createdAt: z.string(),
  transactions: z.object({
    nodes: z.array(z.object({ kind: z.string(), status: z.string(), amountSet: moneyBagSchema })),
  }),
})

/** An order of the Admin API, as `ordersQuery` asks for it. */
export const orderNodeSchema = z.object({
  id: globalId,
  name: text,
  email: text,
  phone: text,
  createdAt: z.string(),
  updatedAt: z.string(),
  processedAt: text,
  cancelledAt: text,
  cancelReason: text,
  currencyCode: z.string(),
  presentmentCurrencyCode: text,
  sourceName: text,
  test: z.boolean(),
  tags: z.array(z.string()),
  customerAcceptsMarketing: z.boolean().nullish(),
  discountCodes: z.array(z.string()),
  displayFinancialStatus: text,
  displayFulfillmentStatus: text,
  customAttributes: z.array(z.object({ key: z.string(), value: text })),
  retailLocation: reference,
  totalPriceSet: moneyBagSchema,
  currentTotalPriceSet: moneyBagSchema,
  totalTaxSet: moneyBagSchema.nullish(),
  totalDiscountsSet: moneyBagSchema.nullish(),
  totalShippingPriceSet: moneyBagSchema.nullish(),
  billingAddress: addressNodeSchema.nullish(),
  customer: z
    .object({
      id: globalId,
      firstName: text,
      lastName: text,
      defaultEmailAddress: z.object({ emailAddress: text }).nullish(),
      defaultPhoneNumber: z.object({ phoneNumber: text }).nullish(),
      defaultAddress: addressNodeSchema.nullish(),
    })
    .nullish(),
  transactions: z.array(z.object({ kind: z.string(), status: z.string(), processedAt: text })),
  fulfillments: z.array(z.object({ status: z.string(), createdAt: text })),
  refunds: z.array(refundNodeSchema),
  lineItems: lineNodesSchema,
})
export type OrderNode = z.infer<typeof orderNodeSchema>

/** In the words of webhooks, what the two statuses say has become of the order. */
const paidStatuses: ReadonlySet<string> = new Set(['paid', 'partially_refunded', 'refunded'])
const fulfilmentStatuses: Readonly<Record<string, string>> = {
  FULFILLED: 'fulfilled',
  PARTIALLY_FULFILLED: 'partial',
}

/** An order that was read, with all its lines, as the record that a webhook of the same version makes. */
export function orderRecord(node: OrderNode, lines: readonly LineNodes['nodes'][number][]): ShopifyRecord {
  const order = webhookOrder(node, lines)
  const topics: OrderTopic[] = ['orders/updated']
  if (paidStatuses.has(order.financial_status ?? '')) topics.push('orders/paid')
  if (order.fulfillment_status === 'fulfilled') topics.push('orders/fulfilled')
  const paidAt = latest(
    node.transactions
      .filter(({ kind, status }) => status === 'SUCCESS' && (kind === 'SALE' || kind === 'CAPTURE'))
      .map(({ processedAt }) => processedAt),
  )
  const fulfilledAt = latest(
    node.fulfillments.filter(({ status }) => status === 'SUCCESS').map(({ createdAt }) => createdAt),
  )
  return { about: 'order', topics, order, moments: { paidAt, fulfilledAt } }
}

/** The Admin API writes all moments alike, in UTC, so the last as text is the last in time. */
function latest(moments: readonly (string | null | undefined)[]): string | undefined {
  return moments
    .filter((moment) => moment != null)
    .sort()
    .at(-1)
}

function webhookOrder(node: OrderNode, lines: readonly LineNodes['nodes'][number][]): ShopifyOrder {
  const { customer, totalShippingPriceSet: shipping } = node
  const currency = node.currencyCode
  return {
    id: numberOf(node.id),
    name: node.name,
    email: node.email,
    phone: node.phone,
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    processed_at: node.processedAt,
    cancelled_at: node.cancelledAt,
    cancel_reason: node.cancelReason?.toLowerCase(),
    currency,
    presentment_currency: node.presentmentCurrencyCode,
    total_price: node.totalPriceSet.shopMoney.amount,
    current_total_price: node.currentTotalPriceSet.shopMoney.amount,
    total_tax: node.totalTaxSet?.shopMoney.amount,
    total_discounts: node.totalDiscountsSet?.shopMoney.amount,
    total_shipping_price_set: shipping && {
      shop_money: { amount: shipping.shopMoney.amount, currency_code: shipping.shopMoney.currencyCode },
    },
    source_name: node.sourceName,
    test: node.test,
    financial_status: node.displayFinancialStatus?.toLowerCase(),
    fulfillment_status: fulfilmentStatuses[node.displayFulfillmentStatus ?? ''],
    tags: node.tags.join(', '),
    location_id: node.retailLocation && numberOf(node.retailLocation.id),
    buyer_accepts_marketing: node.customerAcceptsMarketing,
    discount_codes: node.discountCodes.map((code) => ({ code })),
    note_attributes: node.customAttributes.map(({ key, value }) => ({ name: key, value })),
    customer: customer && {
      id: numberOf(customer.id),
      email: customer.defaultEmailAddress?.emailAddress,
      phone: customer.defaultPhoneNumber?.phoneNumber,
      first_name: customer.firstName,
      last_name: customer.lastName,
      default_address: webhookAddress(customer.defaultAddress),
      email_marketing_consent: null,
      sms_marketing_consent: null,
      accepts_marketing: null,
    },
    billing_address: webhookAddress(node.billingAddress),
    line_items: lines.map(webhookLine),
    refunds: node.refunds.map((refund) => webhookRefund(refund, currency)),
  }
}

function webhookLine(line: LineNodes['nodes'][number]): ShopifyLineItem {
  return {
    id: numberOf(line.id),
    product_id: line.product && numberOf(line.product.id),
    variant_id: line.variant && numberOf(line.variant.id),
    sku: line.sku,
    title: line.title,
    vendor: line.vendor,
    quantity: line.quantity,
    price: line.originalUnitPriceSet.shopMoney.amount,
    discount_allocations: line.discountAllocations.map(({ allocatedAmountSet }) => ({
      amount: allocatedAmountSet.shopMoney.amount,
    })),
  }
}

/** The Admin API says what every payment was in the shop's currency, so nothing has to be converted. */
function webhookRefund(refund: z.infer<typeof refundNodeSchema>, currency: string): ShopifyRefund {
  return {
    id: numberOf(refund.id),
    created_at: refund.createdAt,
    transactions: refund.transactions.nodes.map(({ kind, status, amountSet }) => ({
      kind,
      status,
      amount: amountSet.shopMoney.amount,
      currency,
    })),
  }
}
