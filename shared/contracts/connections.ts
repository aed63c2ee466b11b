import * as z from 'zod'
import { deliveryVerdicts } from '../connections/delivery-verdict.ts'
import { jsonSchema } from './json.ts'
import { momentSchema, nextCursorSchema } from './money.ts'
import { personal } from './personal.ts'

export const connectionStatuses = ['active', 'paused'] as const
export const connectionStates = ['ok', 'quiet', 'failing', 'paused', 'never-seen'] as const
export const secretOrigins = ['patron', 'vendor', 'none'] as const

const settingsSchema = z
  .record(z.string(), jsonSchema)
  .meta({ description: 'What the source lets be set, by the names that `GET /v1/sources` lists for it' })
/** Copied from a page, it often brings the line's end along. */
const pastedSchema = z.string().trim()
const credentialsSchema = z.record(z.string().max(60), pastedSchema.min(1).max(4_000)).meta({
  description:
    'What Patron calls the outside system with, by the names of `credentialFields`. Never shown again',
})
const secretSchema = pastedSchema
  .min(8)
  .max(2_000)
  .meta({ description: 'What deliveries are signed with. Never shown again' })

/** What can be connected, and what that takes. */
export const connectableSourceSchema = z
  .object({
    source: z.string().meta({ example: 'shopify' }),
    title: z.string().meta({ example: 'Shopify' }),
    secretOrigin: z.enum(secretOrigins).meta({
      description:
        'patron: made here and entered at the vendor. vendor: shown by the vendor and entered here. none: there is no secret',
    }),
    webhookUrl: z.string().nullable().meta({
      description: 'Where a connection of this id will be delivered to',
      example: 'https://patron.example/webhooks/shopify/{connectionId}',
    }),
    settings: z
      .record(z.string(), jsonSchema)
      .nullable()
      .meta({ description: 'JSON Schema of the settings; another name is refused' }),
    credentialFields: z.array(z.object({ name: z.string(), label: z.string() })),
    backfillResources: z
      .array(z.string())
      .meta({ description: 'What can be read from the vendor; empty when nothing can' }),
    reconcileEveryMinutes: z.int().nullable(),
  })
  .meta({ id: 'ConnectableSource' })
export type ConnectableSource = z.infer<typeof connectableSourceSchema>

export const connectableSourceListSchema = z
  .object({ sources: z.array(connectableSourceSchema) })
  .meta({ id: 'ConnectableSourceList' })
export type ConnectableSourceList = z.infer<typeof connectableSourceListSchema>

const deliveryCounts = z.object({
  deliveryCount: z.int(),
  errorCount: z.int().meta({ description: 'Refused, malformed, failed or quarantined' }),
  errorRate: z.number().min(0).max(1),
})

export const connectionHealthSchema = z
  .object({
    state: z.enum(connectionStates).meta({
      description:
        'failing: more than 5 % of the last hour went wrong, or the latest delivery was refused or could not be taken. quiet: nothing for a day',
    }),
    lastSeenAt: momentSchema.nullable(),
    lastVerdict: z.enum(deliveryVerdicts).nullable(),
    lastHour: deliveryCounts,
    lastDay: deliveryCounts,
    isCapped: z.boolean().meta({ description: 'Whether only the latest 2,000 deliveries were counted' }),
    medianLagMs: z
      .int()
      .nullable()
      .meta({ description: 'From when events happened to when they arrived, over the latest deliveries' }),
  })
  .meta({ id: 'ConnectionHealth' })
export type ConnectionHealth = z.infer<typeof connectionHealthSchema>

export const connectionSchema = z
  .object({
    source: z.string(),
    connectionId: z.string(),
    label: z.string(),
    status: z.enum(connectionStatuses),
    webhookUrl: z.string().nullable().meta({ description: 'Where the outside system delivers to' }),
    settings: settingsSchema,
    hasCredentials: z.boolean().meta({ description: 'Whether Patron can call the outside system' }),
    isDemo: z.boolean(),
    createdAt: momentSchema,
    oldSecretUntil: momentSchema
      .nullable()
      .meta({ description: 'Until then the secret before this one is taken too' }),
    health: connectionHealthSchema,
  })
  .meta({ id: 'Connection' })
export type ConnectionView = z.infer<typeof connectionSchema>

export const connectionListSchema = z
  .object({ connections: z.array(connectionSchema) })
  .meta({ id: 'ConnectionList' })
export type ConnectionList = z.infer<typeof connectionListSchema>

export const createConnectionSchema = z
  .object({
    source: z.string().min(1).max(40).meta({ example: 'shopify' }),
    connectionId: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens, up to 40')
      .optional()
      .meta({ description: 'Part of the address, fixed for ever; made up when absent' }),
    label: z.string().trim().max(80).default(''),
    settings: settingsSchema.default({}),
    secret: secretSchema.optional(),
    credentials: credentialsSchema.optional(),
  })
  .meta({ id: 'CreateConnection' })
export type NewConnection = z.input<typeof createConnectionSchema>

export const updateConnectionSchema = z
  .object({
    label: z.string().trim().max(80).optional(),
    settings: settingsSchema.optional(),
    credentials: credentialsSchema.nullable().optional().meta({ description: 'null takes them away' }),
  })
  .meta({ id: 'UpdateConnection' })
export type ConnectionChanges = z.input<typeof updateConnectionSchema>

export const rotateSecretSchema = z
  .object({
    secret: secretSchema.optional().meta({ description: 'Needed where the vendor makes the secret' }),
    keepOldHours: z.number().min(0).max(168).default(24),
  })
  .meta({ id: 'RotateSecret' })
export type SecretRotation = z.input<typeof rotateSecretSchema>

export const connectionWithSecretSchema = z
  .object({
    connection: connectionSchema,
    secret: z
      .string()
      .nullable()
      .meta({ description: 'Shown this once, and only when it was made here; enter it at the vendor' }),
    verifyToken: z
      .string()
      .nullable()
      .meta({ description: 'What the vendor asks for beside the address, if it does; shown this once' }),
  })
  .meta({ id: 'ConnectionWithSecret' })
export type ConnectionWithSecret = z.infer<typeof connectionWithSecretSchema>

export const connectionTestSchema = z
  .object({
    isPassed: z.boolean(),
    checks: z.array(
      z.object({
        name: z.enum(['secret', 'credentials', 'deliveries']),
        outcome: z.enum(['passed', 'failed', 'skipped']),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'ConnectionTest' })
export type ConnectionTest = z.infer<typeof connectionTestSchema>

const deliveryFields = {
  id: z.string(),
  source: z.string(),
  connectionId: z.string(),
  receivedAt: momentSchema,
  durationMs: z.int(),
  verdict: z.enum(deliveryVerdicts),
  reason: z.string().nullable().meta({ description: 'Short stable word, see docs/reference/failures.md' }),
  detail: personal(z.string().nullable()),
  topic: z.string().nullable(),
  deliveryId: z.string().nullable().meta({ description: "The vendor's own id of the delivery" }),
  contentType: z.string().nullable(),
  byteCount: z.int(),
  acceptedCount: z.int(),
  duplicateCount: z.int(),
  quarantinedCount: z.int(),
}
export const deliverySchema = z.object(deliveryFields).meta({ id: 'Delivery' })
export type DeliveryView = z.infer<typeof deliverySchema>

export const listDeliveriesQuerySchema = z.object({
  verdict: z.enum(deliveryVerdicts).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListDeliveriesQuery = z.input<typeof listDeliveriesQuerySchema>

export const deliveryListSchema = z
  .object({ deliveries: z.array(deliverySchema), nextCursor: nextCursorSchema })
  .meta({ id: 'DeliveryList' })
export type DeliveryList = z.infer<typeof deliveryListSchema>

export const findDeliveryOfEventQuerySchema = z.object({
  source: z.string().min(1).max(200).meta({ description: 'Of the event', example: 'shopify/demo' }),
  id: z.string().min(1).max(500).meta({ description: 'Of the event' }),
  receivedAt: z.iso.datetime({ offset: true }).meta({ description: 'Of the event' }),
})
export type FindDeliveryOfEventQuery = z.input<typeof findDeliveryOfEventQuerySchema>

export const deliveryOfEventSchema = z.object({ deliveryId: z.string() }).meta({ id: 'DeliveryOfEvent' })
export type DeliveryOfEvent = z.infer<typeof deliveryOfEventSchema>

export const deliveredEventSchema = z
  .object({
    eventKey: z.string().meta({ example: 'shopify/demo:order-1001-1763719200000' }),
    place: z.enum(['timeline', 'elsewhere']).meta({
      description:
        "timeline: with a customer, as it was stored. elsewhere: what the body maps to today; it names nobody, is not processed yet, or is stored under another event's name",
    }),
    customerId: z.string().nullable(),
    event: personal(jsonSchema.nullable().meta({ description: 'The canonical event' })),
  })
  .meta({ id: 'DeliveredEvent' })
export type DeliveredEvent = z.infer<typeof deliveredEventSchema>

export const deliveryDetailSchema = z
  .object({
    ...deliveryFields,
    request: z
      .object({
        method: z.string(),
        url: personal(z.string()),
        headers: personal(
          z.record(z.string(), z.string()).meta({ description: 'Those that hold no secret' }),
        ),
        body: personal(z.string()),
      })
      .nullable()
      .meta({ description: 'Kept for 7 days when the sender was verified and the body has at most 32 KiB' }),
    isReplayable: z.boolean(),
    events: z.array(deliveredEventSchema),
  })
  .meta({ id: 'DeliveryDetail' })
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>

export const replaySchema = z
  .object({
    accepted: z.int(),
    duplicate: z.int().meta({ description: 'Events that Patron has already' }),
    quarantined: z.int().meta({ description: 'Records that still cannot be mapped' }),
    problems: z.array(z.object({ reason: z.string(), detail: personal(z.string()) })),
  })
  .meta({ id: 'Replay' })
export type Replay = z.infer<typeof replaySchema>

export const backfillRunSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    connectionId: z.string(),
    kind: z.enum(['back-fill', 'reconciliation']),
    state: z.enum(['reading', 'done', 'failed', 'cancelled']),
    resource: z.string().meta({ description: 'What is read now, or was read last' }),
    finishedResourceCount: z.int(),
    resourceCount: z.int(),
    changedSince: momentSchema.nullable().meta({ description: 'Null: everything is read' }),
    startedAt: momentSchema,
    progressedAt: momentSchema,
    finishedAt: momentSchema.nullable(),
    recordCount: z.int(),
    acceptedCount: z.int(),
    duplicateCount: z.int(),
    rejectedCount: z.int(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'BackfillRun' })
export type BackfillRunView = z.infer<typeof backfillRunSchema>

export const backfillRunListSchema = z
  .object({ runs: z.array(backfillRunSchema) })
  .meta({ id: 'BackfillRunList' })
export type BackfillRunList = z.infer<typeof backfillRunListSchema>

export const startBackfillSchema = z
  .object({
    changedSince: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'Only what changed since then; everything when absent' }),
  })
  .meta({ id: 'StartBackfill' })
export type NewBackfill = z.input<typeof startBackfillSchema>
