import * as z from 'zod'
import {
  audienceSchema,
  constantsSchema,
  fieldMappingSchema,
  purposeSchema,
} from '../destinations/destination-rules.ts'
import { jsonSchema } from './json.ts'
import { momentSchema, nextCursorSchema } from './money.ts'
import { personal } from './personal.ts'

const labelSchema = z.string().trim().min(1).max(120).meta({ description: 'What staff call it' })
const fieldsSchema = z
  .array(fieldMappingSchema)
  .min(1)
  .max(100)
  .refine((fields) => new Set(fields.map(({ property }) => property)).size === fields.length, {
    message: 'name one property twice',
  })
const whenLeavingSchema = z.enum(['keep', 'delete']).meta({
  description:
    'What becomes of the record of who is not to be sent any more; who was erased is always deleted',
})
const everyMinutesSchema = z
  .int()
  .min(5)
  .max(10_080)
  .nullable()
  .meta({ description: 'null: only when somebody starts it' })
const optionsSchema = z.record(z.string(), jsonSchema).meta({
  description: 'What only this kind of system has: see docs/how-to/send-customers-to-a-crm.md',
})

export const newDestinationSchema = z
  .object({
    source: z.string().max(64).meta({ description: 'hubspot, salesforce or rest', example: 'hubspot' }),
    connectionId: z.string().max(64).meta({ description: 'The connection whose credentials are used' }),
    label: labelSchema,
    fields: fieldsSchema,
    constants: constantsSchema.default({}),
    audience: audienceSchema.default({}),
    purpose: purposeSchema.prefault({}),
    whenLeaving: whenLeavingSchema.default('keep'),
    everyMinutes: everyMinutesSchema.default(60),
    options: optionsSchema.default({}),
  })
  .meta({ id: 'NewDestination' })
export type NewDestination = z.input<typeof newDestinationSchema>

export const destinationChangesSchema = z
  .object({
    label: labelSchema,
    status: z.enum(['active', 'paused']).meta({ description: 'A paused one is not called at all' }),
    fields: fieldsSchema,
    constants: constantsSchema,
    audience: audienceSchema,
    purpose: purposeSchema,
    whenLeaving: whenLeavingSchema,
    everyMinutes: everyMinutesSchema,
    options: optionsSchema,
  })
  .partial()
  .meta({ id: 'DestinationChanges' })
export type DestinationChanges = z.input<typeof destinationChangesSchema>

export const destinationSchema = z
  .object({
    id: z.string().meta({ example: 'dst_01jdabcdefghjkmnpqrstv' }),
    source: z.string(),
    connectionId: z.string(),
    label: z.string(),
    status: z.enum(['active', 'paused']),
    fields: z.array(fieldMappingSchema),
    constants: constantsSchema,
    audience: audienceSchema,
    purpose: purposeSchema,
    whenLeaving: z.enum(['keep', 'delete']),
    everyMinutes: z.int().nullable(),
    options: z.record(z.string(), jsonSchema),
    createdAt: momentSchema,
    createdBy: z.string(),
  })
  .meta({ id: 'Destination' })
export type DestinationView = z.infer<typeof destinationSchema>

export const destinationListSchema = z
  .object({ destinations: z.array(destinationSchema) })
  .meta({ id: 'DestinationList' })
export type DestinationList = z.infer<typeof destinationListSchema>

export const destinationRunSchema = z
  .object({
    id: z.string(),
    destinationId: z.string(),
    state: z.enum(['erasing', 'sending', 'removing', 'done', 'failed', 'cancelled']),
    startedAt: momentSchema,
    progressedAt: momentSchema,
    finishedAt: momentSchema.nullable(),
    sentCount: z.int().meta({ description: 'Created or changed there' }),
    unchangedCount: z.int().meta({ description: 'Changed here, and nothing of it is sent' }),
    heldCount: z.int().meta({
      description: 'Not to be sent: left the audience, refused the purpose, or nothing to match by',
    }),
    rejectedCount: z.int().meta({ description: 'Refused there; see the problems' }),
    removedCount: z.int().meta({ description: 'Removed there, because they left' }),
    erasedCount: z.int().meta({ description: 'Deleted there, because they were erased here' }),
    failure: z.string().nullable(),
  })
  .meta({ id: 'DestinationRun' })
export type DestinationRunView = z.infer<typeof destinationRunSchema>

export const destinationRunListSchema = z
  .object({ runs: z.array(destinationRunSchema) })
  .meta({ id: 'DestinationRunList' })
export type DestinationRunList = z.infer<typeof destinationRunListSchema>

export const destinationProblemSchema = z
  .object({
    customerId: z.string(),
    wanted: z.enum(['send', 'remove']),
    problem: personal(z.string().meta({ description: 'In the words of the outside system' })),
    remoteId: z.string().nullable().meta({ description: "The outside system's own id of the record" }),
    runId: z.string().meta({ description: 'The run that looked at the customer last' }),
    since: momentSchema,
  })
  .meta({ id: 'DestinationProblem' })
export type DestinationProblemView = z.infer<typeof destinationProblemSchema>

export const listDestinationProblemsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListDestinationProblemsQuery = z.input<typeof listDestinationProblemsQuerySchema>

export const destinationProblemListSchema = z
  .object({ problems: z.array(destinationProblemSchema), nextCursor: nextCursorSchema })
  .meta({ id: 'DestinationProblemList' })
export type DestinationProblemList = z.infer<typeof destinationProblemListSchema>
