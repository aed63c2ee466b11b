import * as z from 'zod'

/** Longest texts and lists of one event of a till. */
const maxTextLength = 300
const maxLines = 500
export const maxPosBatchEvents = 1_000

const id = z.string().trim().min(1).max(120)
const text = z.string().max(maxTextLength).nullish()
const identifyingText = z.union([z.string().max(120), z.number()]).nullish()
const decimal = z.union([z.string().max(40), z.number()]).meta({
  description: 'A decimal number with a point, best as text: "12.50"',
  example: '12.50',
})

const moment = z.string().max(40).meta({
  description: "ISO 8601 with a time zone, by the till's clock",
  example: '2026-11-21T09:30:00+00:00',
})

export const posCustomerSchema = z
  .object({
    phone: identifyingText,
    email: text,
    loyaltyId: identifyingText.meta({ description: 'Number of the loyalty card' }),
    externalId: identifyingText.meta({ description: "The POS's own number of the customer" }),
    firstName: text,
    lastName: text,
    name: text,
    birthday: text,
    address: z.object({ street: text, city: text, postalCode: text, state: text, country: text }).nullish(),
    marketing: z
      .object({
        email: z.boolean().nullish(),
        sms: z.boolean().nullish(),
        whatsapp: z.boolean().nullish(),
        phone: z.boolean().nullish(),
        post: z.boolean().nullish(),
      })
      .nullish()
      .meta({ description: 'What the customer said at the till; leave out what was not asked' }),
  })
  .meta({ id: 'PosCustomer' })
export type PosCustomer = z.infer<typeof posCustomerSchema>

export const posLineSchema = z
  .object({
    lineId: identifyingText.meta({
      description: 'Unique within the bill; its place in the list when absent',
    }),
    productId: identifyingText,
    sku: identifyingText,
    name: text,
    category: text,
    quantity: decimal
      .default(1)
      .meta({ description: 'Units, may be a fraction; negative for what comes back' }),
    unitPrice: decimal.nullish(),
    discount: decimal.nullish().meta({ description: 'Taken off the line in all, positive' }),
    amount: decimal.nullish().meta({ description: 'What the line costs in all, instead of the unit price' }),
  })
  .meta({ id: 'PosLine' })
export type PosLine = z.infer<typeof posLineSchema>

const common = {
  eventId: z.string().trim().min(1).max(200).meta({
    description: 'Names the event for ever within the connection: keep it through every retry and replay',
  }),
  storeId: id,
  tillId: text,
  occurredAt: moment,
  sentAt: moment.nullish().meta({
    description:
      "The till's clock when it sends; corrects a clock that is wrong. May stand beside `events` instead",
  }),
}

const amounts = {
  currency: z.string().length(3).nullish().meta({ description: "ISO 4217; the tenant's when absent" }),
  discount: decimal.nullish().meta({ description: 'All that was taken off, from lines too; positive' }),
  tax: decimal.nullish().meta({ description: 'Taxes within the total' }),
}
const tenders = z
  .array(z.object({ type: z.string().min(1).max(60), amount: decimal }))
  .max(50)
  .nullish()
  .meta({ description: 'How it was paid' })

const saleSchema = z
  .object({
    ...common,
    kind: z.literal('sale'),
    billNumber: id.meta({ description: 'Unique within the store, for ever' }),
    ...amounts,
    total: decimal.meta({ description: 'What the customer pays in all' }),
    lines: z.array(posLineSchema).max(maxLines).default([]),
    tenders,
    customer: posCustomerSchema.nullish(),
  })
  .meta({ id: 'PosSale' })

const returnSchema = z
  .object({
    ...common,
    kind: z.literal('return'),
    billNumber: id.meta({ description: 'Number of the return itself' }),
    originalBillNumber: id.nullish().meta({ description: 'The bill that is taken back, when it is known' }),
    originalStoreId: id.nullish().meta({ description: 'Where it was sold, when that was another store' }),
    ...amounts,
    total: decimal.meta({ description: 'What the customer gets back, positive' }),
    lines: z.array(posLineSchema).max(maxLines).default([]),
    tenders,
    reason: text,
    customer: posCustomerSchema.nullish(),
  })
  .meta({ id: 'PosReturn' })

const voidSchema = z
  .object({
    ...common,
    kind: z.literal('void'),
    billNumber: id.meta({ description: 'The bill that counts no longer' }),
    currency: amounts.currency,
    reason: text,
  })
  .meta({ id: 'PosVoid' })

const billSchema = z
  .object({
    ...common,
    kind: z.literal('bill'),
    billNumber: id,
    customer: posCustomerSchema.meta({ description: 'Whose bill it is' }),
  })
  .meta({ id: 'PosBill' })

const customerSchema = z
  .object({
    ...common,
    kind: z.literal('customer'),
    customer: posCustomerSchema,
  })
  .meta({ id: 'PosCustomerCapture' })

const stockCountSchema = z
  .object({
    ...common,
    kind: z.literal('stock-count'),
    counts: z
      .array(
        z.object({
          productId: identifyingText,
          sku: identifyingText,
          name: text,
          category: text,
          quantity: decimal,
        }),
      )
      .min(1)
      .max(maxLines),
  })
  .meta({ id: 'PosStockCount' })

/** One event of a till, by its `kind`. */
export const posEventSchema = z
  .discriminatedUnion('kind', [
    saleSchema,
    returnSchema,
    voidSchema,
    billSchema,
    customerSchema,
    stockCountSchema,
  ])
  .meta({ id: 'PosEvent' })
export type PosEvent = z.infer<typeof posEventSchema>
export type PosSale = Extract<PosEvent, { kind: 'sale' }>
export type PosReturn = Extract<PosEvent, { kind: 'return' }>
export type PosVoid = Extract<PosEvent, { kind: 'void' }>
export type PosBill = Extract<PosEvent, { kind: 'bill' }>
export type PosCustomerCapture = Extract<PosEvent, { kind: 'customer' }>
export type PosStockCount = Extract<PosEvent, { kind: 'stock-count' }>

/** What POST /v1/pos/events takes: one event, or many of which each stands or falls alone. */
export const posRequestSchema = z
  .union([
    posEventSchema,
    z.object({ sentAt: moment.nullish(), events: z.array(posEventSchema).max(maxPosBatchEvents) }),
  ])
  .meta({ id: 'PosRequest' })

/** What became of the events; those not named in `rejected` are on disk and need not be sent again. */
export const posAnswerSchema = z
  .object({
    accepted: z.int(),
    duplicate: z.int().meta({ description: 'Taken before, and counted once' }),
    rejected: z.array(
      z.object({
        index: z.int().meta({ description: 'Place in `events`' }),
        eventId: z.string().nullable(),
        code: z.string().meta({ description: 'See docs/reference/failures.md' }),
        errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
      }),
    ),
  })
  .meta({ id: 'PosAnswer' })
export type PosAnswer = z.infer<typeof posAnswerSchema>
