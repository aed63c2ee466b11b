import * as z from 'zod'
import { channels } from '../events/event.ts'
import { momentSchema, moneySchema } from './money.ts'

/** `accepted = settled + quarantined` means: everything sent before is visible everywhere. */
const streamCounts = {
  accepted: z.int(),
  settled: z.int(),
  quarantined: z.int(),
  suppressed: z.int().meta({
    description:
      'How many of the settled events were of people who are not to be known; kept without the person',
  }),
  iteratorAgeMs: z
    .int()
    .meta({ description: 'Age of the oldest event that is not settled yet, 0 when there is none' }),
}

export const streamStatusSchema = z
  .object({ ...streamCounts, shards: z.array(z.object({ shard: z.int(), ...streamCounts })) })
  .meta({ id: 'StreamStatus' })
export type StreamStatus = z.infer<typeof streamStatusSchema>

/** One processed event as the live feed and the event stream page show it. */
export const liveEventSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    name: z.string(),
    kind: z.string(),
    channel: z.enum(channels),
    occurredAt: momentSchema,
    receivedAt: momentSchema,
    customerId: z.string().nullable().meta({ description: 'Null when the event names nobody' }),
    amount: moneySchema.nullable(),
  })
  .meta({ id: 'LiveEvent' })
export type LiveEvent = z.infer<typeof liveEventSchema>

/** A message on the WebSocket of GET /v1/live, and an entry of GET /v1/events. */
export const liveMessageSchema = z
  .object({
    sequence: z.int().meta({ description: 'Pass the last one seen as `since` when you reconnect' }),
    kind: z.literal('events'),
    sentAt: momentSchema,
    events: z.array(liveEventSchema),
    omittedCount: z.int().meta({ description: 'Events of the same batch that are not listed' }),
  })
  .meta({ id: 'LiveMessage' })
export type LiveMessage = z.infer<typeof liveMessageSchema>

export const listEventsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(100),
  name: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
})
export const eventListSchema = z
  .object({ events: z.array(liveEventSchema).meta({ description: 'Newest first' }), sequence: z.int() })
  .meta({ id: 'EventList' })
export type EventList = z.infer<typeof eventListSchema>
