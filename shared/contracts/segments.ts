import * as z from 'zod'
import { momentSchema, moneySchema, nextCursorSchema } from './money.ts'
import { personal } from './personal.ts'

/** `rfm`: the named segments by recency, frequency and value. `segment`: those a model found. */
export const segmentKinds = ['rfm', 'segment'] as const

export const segmentSchema = z
  .object({
    kind: z.enum(segmentKinds),
    name: z.string().meta({ example: 'Champions' }),
    description: z.string().meta({ description: 'What these customers are like, in plain words' }),
    customerCount: z.int(),
    shareRate: z.number().min(0).max(1).meta({ description: 'Of all customers that have a segment' }),
    revenue: moneySchema.meta({ description: 'Of these customers, ever' }),
    averageRecencyDays: z.number().nullable(),
    averageOrderCount: z.number().nullable(),
    enteredCount: z.int().meta({ description: 'Moved in within the last 30 days' }),
    leftCount: z.int().meta({ description: 'Moved out within the last 30 days' }),
    modelVersion: z.string().nullable(),
  })
  .meta({ id: 'Segment' })
export type SegmentView = z.infer<typeof segmentSchema>

export const segmentListSchema = z
  .object({
    segments: z.array(segmentSchema),
    unassignedCount: z.int().meta({ description: 'Customers without purchases, or not to be profiled' }),
    computedAt: momentSchema.nullable().meta({ description: 'Null: never yet' }),
  })
  .meta({ id: 'SegmentList' })
export type SegmentList = z.infer<typeof segmentListSchema>

/** The segment-update event: one customer went from one segment to another. Clients know these fields. */
export const segmentUpdateFields = {
  customerId: z.string(),
  previousSegment: z.string().nullable(),
  newSegment: z.string(),
  segmentationScore: z.number().min(0).max(1),
  reasonCodes: z.array(z.string()),
  timestamp: momentSchema,
  confidence: z.number().min(0).max(1),
  modelVersion: z.string(),
}

/** A movement as the dashboard lists it. */
export const segmentMovementSchema = z
  .object({
    displayName: personal(z.string()),
    kind: z.enum(segmentKinds),
    ...segmentUpdateFields,
  })
  .meta({ id: 'SegmentMovement' })
export type SegmentMovementView = z.infer<typeof segmentMovementSchema>

export const listSegmentMovementsQuerySchema = z.object({
  kind: z.enum(segmentKinds).default('rfm'),
  segment: z.string().max(100).optional().meta({ description: 'Moved into or out of it' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListSegmentMovementsQuery = z.input<typeof listSegmentMovementsQuerySchema>

export const segmentMovementListSchema = z
  .object({
    movements: z.array(segmentMovementSchema),
    flows: z
      .array(z.object({ from: z.string().nullable(), to: z.string(), customerCount: z.int() }))
      .meta({ description: 'Of the last 30 days, largest first' }),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'SegmentMovementList' })
export type SegmentMovementList = z.infer<typeof segmentMovementListSchema>
