import * as z from 'zod'
import { orderStatuses } from '../customers/order-worth.ts'
import { channels, consentChannels, consentPurposes } from '../events/event.ts'
import { identifierTypes } from '../identity/identifier.ts'
import { jsonSchema } from './json.ts'
import { momentSchema, moneySchema, nextCursorSchema } from './money.ts'
import { personal } from './personal.ts'
import { customerPrivacySchema } from './privacy.ts'

export const customerSummarySchema = z
  .object({
    id: z.string().meta({ example: 'cus_01jdabcdefghjkmnpqrstv' }),
    displayName: personal(z.string().meta({ description: 'Name, else e-mail, phone or another identifier' })),
    email: personal(z.string().nullable()),
    phone: personal(z.string().nullable()),
    firstSeenAt: momentSchema,
    lastSeenAt: momentSchema,
    orderCount: z.int(),
    revenue: moneySchema.meta({
      description: "In the tenant's currency, orders in others by the rate noted with them",
    }),
    channels: z.array(z.enum(channels)),
  })
  .meta({ id: 'CustomerSummary' })
export type CustomerSummary = z.infer<typeof customerSummarySchema>

export const customerSorts = ['lastSeenAt', 'firstSeenAt', 'revenue', 'orderCount', 'displayName'] as const

export const listCustomersQuerySchema = z.object({
  identifier: z.string().optional().meta({
    description: '`type:value`, found exactly. `external_id:17850` looks in every connection.',
    example: 'email:ada@example.com',
  }),
  query: z.string().max(200).optional().meta({ description: 'Part of a name, an e-mail or a phone number' }),
  segment: z.string().max(100).optional().meta({
    description: 'The name of a segment, as `GET /v1/segments` has it; needs `predictions:read` as well',
    example: 'Champions',
  }),
  sort: z.enum(customerSorts).default('lastSeenAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListCustomersQuery = z.input<typeof listCustomersQuerySchema>

export const customerListSchema = z
  .object({
    customers: z.array(customerSummarySchema),
    total: z.int().meta({
      description: 'How many fit the search in all; of a segment of a large shop it may be some minutes old',
    }),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'CustomerList' })
export type CustomerList = z.infer<typeof customerListSchema>

/** One computed figure set of a customer; formulas in docs/reference/features.md. */
export const featuresSchema = z
  .object({
    firstSeenAt: momentSchema.nullable().meta({ description: 'Null for a customer without any event' }),
    lastSeenAt: momentSchema.nullable(),
    eventCount: z.int(),
    orderCount: z.int().meta({ description: 'Orders that were not cancelled; cancellations are not orders' }),
    cancellationCount: z.int(),
    firstOrderAt: momentSchema.nullable(),
    lastOrderAt: momentSchema.nullable(),
    revenue: z
      .array(moneySchema)
      .meta({ description: 'Net of cancellations and refunds, one entry a currency' }),
    convertedRevenue: z.array(moneySchema).meta({
      description:
        "What of it was converted, in the tenant's currency: orders in others for which a rate was known",
    }),
    averageOrderValue: z
      .array(moneySchema)
      .meta({ description: 'Revenue by number of orders, one entry a currency' }),
    channels: z.array(z.object({ channel: z.enum(channels), eventCount: z.int(), lastSeenAt: momentSchema })),
    categoryAffinity: z
      .array(z.object({ category: z.string(), share: z.number().min(0).max(1) }))
      .meta({ description: 'Strongest first; shares add up to 1' }),
  })
  .meta({ id: 'Features' })
export type FeaturesView = z.infer<typeof featuresSchema>

export const orderViewSchema = z
  .object({
    orderId: z.string(),
    source: z.string().meta({ description: 'The connection whose order it is' }),
    kind: z.enum(['order', 'cancellation']),
    status: z.enum(orderStatuses),
    placedAt: momentSchema,
    paidAt: momentSchema.nullable(),
    fulfilledAt: momentSchema.nullable().meta({ description: 'When it left the shop' }),
    channel: z.enum(channels),
    amount: moneySchema.meta({ description: 'What counts as revenue: total less refunds, 0 once cancelled' }),
    converted: moneySchema
      .nullable()
      .meta({ description: "The same in the tenant's currency; null when it is that, or no rate was known" }),
    tax: moneySchema.nullable(),
    shipping: moneySchema.nullable(),
    discount: moneySchema.nullable(),
    lines: z.array(
      z.object({
        productId: z.string(),
        name: z.string().nullable(),
        category: z.string().nullable(),
        quantity: z.number(),
        amount: moneySchema,
      }),
    ),
  })
  .meta({ id: 'Order' })
export type OrderView = z.infer<typeof orderViewSchema>

export const consentsSchema = z
  .array(
    z.object({
      purpose: z.enum(consentPurposes),
      channel: z.enum(consentChannels).nullable().meta({ description: 'Null: all channels' }),
      isGranted: z.boolean(),
      since: momentSchema.meta({ description: 'When the statement that decides was made' }),
      source: z.string(),
    }),
  )
  .meta({
    description:
      'What the person allows and refuses; after a merge the most restrictive side decides. A channel that is not listed follows the entry for all channels; without one nothing was said',
  })
export type ConsentsView = z.infer<typeof consentsSchema>

export const customerSchema = z
  .object({
    id: z.string(),
    displayName: personal(z.string()),
    email: personal(z.string().nullable()),
    phone: personal(z.string().nullable()),
    version: z.int().meta({ description: 'Goes up with every change' }),
    traits: z
      .array(
        z.object({
          name: z.string(),
          value: personal(jsonSchema),
          source: z.string(),
          since: momentSchema,
        }),
      )
      .meta({
        description:
          'What the sources said about the person; the newest by event time wins, of first-touch traits the earliest',
      }),
    consents: consentsSchema,
    privacy: customerPrivacySchema,
    features: featuresSchema,
    orders: z.array(orderViewSchema).meta({ description: 'The latest 50' }),
    identifierCount: z.int(),
    mergedFrom: z.array(z.string()).meta({ description: 'Customers that turned out to be this one' }),
  })
  .meta({ id: 'Customer' })
export type CustomerView = z.infer<typeof customerSchema>

export const timelineItemSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    kind: z.string(),
    name: z.string(),
    channel: z.enum(channels),
    occurredAt: momentSchema,
    receivedAt: momentSchema,
    properties: personal(z.record(z.string(), jsonSchema)),
    order: z
      .object({ orderId: z.string(), change: z.string(), amount: moneySchema, lineCount: z.int() })
      .nullable(),
  })
  .meta({ id: 'TimelineItem' })
export type TimelineItem = z.infer<typeof timelineItemSchema>

export const timelineQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export const timelineSchema = z
  .object({ items: z.array(timelineItemSchema), nextCursor: nextCursorSchema })
  .meta({ id: 'Timeline' })
export type Timeline = z.infer<typeof timelineSchema>

export const customerIdentitySchema = z
  .object({
    customerId: z.string(),
    identifiers: z.array(
      z.object({
        type: z.enum(identifierTypes),
        value: personal(z.string()),
        scope: z.string().nullable(),
        firstSeenAt: momentSchema,
        lastSeenAt: momentSchema,
        eventCount: z.int(),
        firstEvent: z.object({ id: z.string(), source: z.string(), name: z.string() }),
        sources: z.array(z.string()),
        isShared: z
          .boolean()
          .meta({ description: "Turned out to be many people's, so it names nobody any more" }),
      }),
    ),
    merges: z.array(
      z.object({
        mergeId: z.string(),
        survivorId: z.string(),
        mergedId: z.string(),
        mergedAt: momentSchema,
        rule: z.string(),
        eventKey: z.string().meta({ description: 'The event that tied the two; empty when none did' }),
        identifiers: personal(z.array(z.string())),
        decidedBy: z.string().nullable().meta({ description: 'Who decided; null for a rule' }),
        undoneAt: momentSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'CustomerIdentity' })
export type CustomerIdentityView = z.infer<typeof customerIdentitySchema>
