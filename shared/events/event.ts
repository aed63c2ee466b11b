import * as z from 'zod'
import { identifierTypes } from '../identity/identifier.ts'
import { earliestEventMs, latestEventMs } from '../kernel/time.ts'
import { catalogueChangeSchema } from './catalogue-change.ts'
import { orderChangeSchema } from './order-change.ts'
import { salesReportSchema } from './sales-report.ts'

/** The calls of the Segment specification; every source maps to one of them. */
export const eventKinds = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const

/** Where the customer met the shop. */
export const channels = [
  'web',
  'app',
  'pos',
  'whatsapp',
  'qr',
  'email',
  'phone',
  'crm',
  'import',
  'other',
] as const
export type Channel = (typeof channels)[number]

/** What a person may allow the shop to do. `processing`: to use the data at all; refused, it may only be kept. */
export const consentPurposes = [
  'processing',
  'marketing',
  'analytics',
  'personalisation',
  'profiling',
  'sale-of-data',
] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

/** Signals of a browser that stand for a word of its user. */
export const consentSignals = ['global-privacy-control'] as const

/** Ways to reach a person, each of which may be allowed by itself. */
export const consentChannels = ['email', 'sms', 'whatsapp', 'phone', 'push', 'post'] as const
export type ConsentChannel = (typeof consentChannels)[number]

const moment = z.int().min(earliestEventMs).max(latestEventMs)
const jsonObject = z.record(z.string(), z.json())

const identifierSchema = z.object({
  type: z.enum(identifierTypes),
  value: z.string(),
  scope: z.string().optional(),
})

const consentStatementSchema = z.object({
  purpose: z.enum(consentPurposes),
  /** Absent or null: all channels. */
  channel: z.enum(consentChannels).nullish(),
  isGranted: z.boolean(),
  /** When the person said it, UTC epoch ms, where a source repeats something said before the event. */
  statedAt: moment.optional(),
  /** It was not said by the person, but by a signal of their browser. */
  signal: z.enum(consentSignals).optional(),
})
export type ConsentStatement = z.infer<typeof consentStatementSchema>

const identityStatementSchema = z.object({
  /** `same-person`: both name one person. `number-changed`: `to` has taken the place of `from`. */
  kind: z.enum(['same-person', 'number-changed']),
  from: identifierSchema,
  to: identifierSchema,
})
export type IdentityStatement = z.infer<typeof identityStatementSchema>

const privacyRequestSchema = z.object({
  /** `export`: tell the person all that is known. `erasure`: forget the person. `shop-erasure`: forget the connection's data. */
  kind: z.enum(['export', 'erasure', 'shop-erasure']),
  /** The source's own number of the request. */
  requestId: z.string(),
})

/** Longest event Patron takes, in bytes of its JSON as sent: the limit of the Segment tracking API. */
export const maxEventBytes = 32 * 1024

/**
 * The canonical event: what every source maps its own records to, and what the log keeps.
 * (source, id) names it for ever: a second event of the same name is the same event.
 */
export const eventSchema = z.object({
  /** Unique within the source and the same whenever the record is sent again. */
  id: z.string().min(1).max(256),
  /** The connection it came through: `tracking/web`, `shopify/demo`, `csv/files`. */
  source: z.string().min(1),
  kind: z.enum(eventKinds),
  /** The Segment e-commerce name for a track ("Order Completed"), the page's name for a page, else the kind. */
  name: z.string(),
  channel: z.enum(channels),
  /** When it happened, by the source's clock, UTC epoch ms. */
  occurredAt: moment,
  /** When Patron took it, UTC epoch ms. */
  receivedAt: moment,
  /**
   * It came with a key that pages carry, or with none, so anybody can have said it. It counts like any other, and is no
   * proof of who somebody is. Absent: the sender has a secret.
   */
  hasPublicSender: z.literal(true).optional(),
  /** As the source gave them; identity normalises and blocks. */
  identifiers: z.array(identifierSchema),
  /** What the event says about the person, by Segment's trait names (`firstName`, `email`, `address` ...). */
  traits: jsonObject.optional(),
  /** What the event says about itself, by Segment's property names, for everything but orders. */
  properties: jsonObject.optional(),
  order: orderChangeSchema.optional(),
  /** What it says about products, stores and stock. */
  catalogue: catalogueChangeSchema.optional(),
  /** What a place sold on a day in all. */
  salesReport: salesReportSchema.optional(),
  /** What the person allows and refuses, at most one statement for a purpose and channel. */
  consents: z.array(consentStatementSchema).optional(),
  /** The source itself says that two identifiers are one person; both are among `identifiers` too. */
  identityStatement: identityStatementSchema.optional(),
  /** A right that the person, or the shop for everybody, claims through the source. */
  privacyRequest: privacyRequestSchema.optional(),
})
export type CanonicalEvent = z.infer<typeof eventSchema>

/** (source, id) as one string: the key by which an event is counted once. */
export function eventKey(event: Pick<CanonicalEvent, 'source' | 'id'>): string {
  return `${event.source}:${event.id}`
}
