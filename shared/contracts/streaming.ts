import * as z from 'zod'
import { channels } from '../events/event.ts'
import { forecastAlertSchema } from './forecasts.ts'
import { momentSchema, moneySchema } from './money.ts'
import { predictionTypes } from './predictions.ts'
import { segmentKinds, segmentUpdateFields } from './segments.ts'

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
    mayHaveDelivery: z.boolean().optional().meta({
      description:
        'Whether its source logs what it is sent: then `GET /v1/events/delivery` finds the delivery it came in, while that is kept. Absent in what was processed before there was this field',
    }),
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

/** The segment-update event, as clients know its fields, with its id and which grouping it is of. */
export const liveSegmentUpdateSchema = z
  .object({
    id: z.string().meta({ description: 'The same however often it is told' }),
    segmentKind: z.enum(segmentKinds),
    ...segmentUpdateFields,
  })
  .meta({ id: 'LiveSegmentUpdate' })
export type LiveSegmentUpdate = z.infer<typeof liveSegmentUpdateSchema>

/** The consumption prediction event: a purchase became due, or is expected at another time than before. */
export const liveConsumptionPredictionSchema = z
  .object({
    id: z.string().meta({ description: 'The same however often it is told' }),
    customerId: z.string(),
    productId: z.string(),
    predictedConsumptionDate: z.iso.date().meta({ description: "In the shop's time zone" }),
    confidence: z.number().min(0).max(1),
    predictionType: z.enum(predictionTypes),
    factors: z.array(z.string()),
    timestamp: momentSchema,
    alertTriggered: z.boolean().meta({ description: 'It is due or overdue since this event' }),
  })
  .meta({ id: 'LiveConsumptionPrediction' })
export type LiveConsumptionPrediction = z.infer<typeof liveConsumptionPredictionSchema>

/** The other message on the WebSocket: what predictions of customers changed. Each change is in one message. */
export const livePredictionMessageSchema = z
  .object({
    sequence: z.int(),
    kind: z.literal('predictions'),
    sentAt: momentSchema,
    segmentUpdates: z.array(liveSegmentUpdateSchema),
    consumptionPredictions: z.array(liveConsumptionPredictionSchema),
  })
  .meta({ id: 'LivePredictionMessage' })
export type LivePredictionMessage = z.infer<typeof livePredictionMessageSchema>
export type LivePredictions = Pick<LivePredictionMessage, 'segmentUpdates' | 'consumptionPredictions'>

/** What a run of forecasts noticed: sales outside of what was expected, and forecasts that got worse. Once a run at most. */
export const liveForecastMessageSchema = z
  .object({
    sequence: z.int(),
    kind: z.literal('forecast-alerts'),
    sentAt: momentSchema,
    runId: z.string(),
    alerts: z.array(forecastAlertSchema).meta({ description: 'Those about most money first' }),
  })
  .meta({ id: 'LiveForecastMessage' })
export type LiveForecastMessage = z.infer<typeof liveForecastMessageSchema>

/** Whatever the WebSocket says. */
export const anyLiveMessageSchema = z.discriminatedUnion('kind', [
  liveMessageSchema,
  livePredictionMessageSchema,
  liveForecastMessageSchema,
])
export type AnyLiveMessage = z.infer<typeof anyLiveMessageSchema>

export const listEventsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(100),
  name: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
})
export const eventListSchema = z
  .object({ events: z.array(liveEventSchema).meta({ description: 'Newest first' }), sequence: z.int() })
  .meta({ id: 'EventList' })
export type EventList = z.infer<typeof eventListSchema>
