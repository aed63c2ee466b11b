import * as z from 'zod'
import { modelKinds } from '../predictions/prediction-kinds.ts'
import { momentSchema, nextCursorSchema } from './money.ts'

export const jobKinds = [
  'train-model',
  'evaluate-model',
  'score-customers',
  'forecast-sales',
  'rebuild',
] as const
export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

/** Long work, done in steps over a queue. */
export const jobSchema = z
  .object({
    jobId: z.string(),
    kind: z.enum(jobKinds),
    model: z.enum(modelKinds).nullable().meta({ description: 'Null: all that are in use, or none' }),
    state: z.enum(jobStates),
    phase: z.string().meta({ description: 'What it is doing, in words', example: 'Reading purchases' }),
    progressRate: z.number().min(0).max(1),
    stepCount: z.int().meta({ description: 'Steps done' }),
    retryCount: z.int().meta({ description: 'Steps that had to be done again' }),
    customerCount: z.int().meta({ description: 'Customers looked at; items of a forecast of sales' }),
    resultCount: z.int().meta({ description: 'Examples learned from, or predictions or forecasts made' }),
    startedBy: z.string().meta({ description: 'Who asked for it; `schedule`: nobody' }),
    startedAt: momentSchema,
    progressedAt: momentSchema,
    finishedAt: momentSchema.nullable(),
    failure: z.string().nullable(),
    result: z.string().nullable().meta({ description: 'What came of it', example: 'churn-3' }),
  })
  .meta({ id: 'Job' })
export type JobView = z.infer<typeof jobSchema>

export const listJobsQuerySchema = z.object({
  state: z.enum(jobStates).optional(),
  kind: z.enum(jobKinds).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListJobsQuery = z.input<typeof listJobsQuerySchema>

export const jobListSchema = z
  .object({ jobs: z.array(jobSchema), nextCursor: nextCursorSchema })
  .meta({ id: 'JobList' })
export type JobList = z.infer<typeof jobListSchema>
