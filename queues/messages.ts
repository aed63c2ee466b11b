import * as z from 'zod'
import { logPointerSchema } from '#shared/events/log-pointer.ts'

/** patron-ingest: go and process this range of the log. */
export const ingestMessageSchema = logPointerSchema
export type IngestMessage = z.infer<typeof ingestMessageSchema>

/** patron-jobs: do the next step of an import. The import's own row knows which step that is. */
const importMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('import'),
  tenantId: z.string().min(1),
  importId: z.string().min(1),
})
export type ImportMessage = z.infer<typeof importMessageSchema>

/** patron-jobs: carry out what was decided about a tenant's identity and is still open. */
const settleIdentityMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('settle-identity'),
  tenantId: z.string().min(1),
})

/** patron-jobs: do the next step of a matching run. The run's own row knows which step that is. */
const matchingMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('match-customers'),
  tenantId: z.string().min(1),
  runId: z.string().min(1),
})
export type MatchingMessage = z.infer<typeof matchingMessageSchema>

/** patron-jobs: read the next page of a back-fill. The run's own row knows which page that is. */
const backfillMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('backfill'),
  tenantId: z.string().min(1),
  runId: z.string().min(1),
})
export type BackfillMessage = z.infer<typeof backfillMessageSchema>

/** patron-jobs: do the next step of a destination's run. The run's own row knows which step that is. */
const destinationMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('send-customers'),
  tenantId: z.string().min(1),
  runId: z.string().min(1),
})
export type DestinationMessage = z.infer<typeof destinationMessageSchema>

/** patron-jobs: put together everything that is known of a person. The request's row knows whom. */
const personExportMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('export-person'),
  tenantId: z.string().min(1),
  requestId: z.string().min(1),
})
export type PersonExportMessage = z.infer<typeof personExportMessageSchema>

/** patron-jobs: do this step of a job that trains a model. A job that has moved on leaves the message alone. */
const trainModelMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('train-model'),
  tenantId: z.string().min(1),
  jobId: z.string().min(1),
  step: z.int().nonnegative(),
})
export type TrainModelMessage = z.infer<typeof trainModelMessageSchema>

/** patron-jobs: do this step of a job that measures a model that was learned elsewhere. */
const evaluateModelMessageSchema = trainModelMessageSchema.extend({ kind: z.literal('evaluate-model') })
export type EvaluateModelMessage = z.infer<typeof evaluateModelMessageSchema>

/** patron-jobs: do this step of a job that makes predictions for everybody. */
const scoreCustomersMessageSchema = trainModelMessageSchema.extend({ kind: z.literal('score-customers') })
export type ScoreCustomersMessage = z.infer<typeof scoreCustomersMessageSchema>

/** patron-jobs: do this step of a job that forecasts what will sell. */
const forecastSalesMessageSchema = trainModelMessageSchema.extend({ kind: z.literal('forecast-sales') })
export type ForecastSalesMessage = z.infer<typeof forecastSalesMessageSchema>

/** patron-jobs: do this step of a job that makes the projections in D1 again. */
const rebuildMessageSchema = trainModelMessageSchema.extend({ kind: z.literal('rebuild') })
export type RebuildMessage = z.infer<typeof rebuildMessageSchema>

/** patron-jobs: these customers have just bought; make their predictions anew unless that was done since. */
const scoreBuyersMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('score-buyers'),
  tenantId: z.string().min(1),
  customerIds: z.array(z.string().min(1)).min(1).max(500),
  /** UTC epoch ms. */
  boughtAt: z.int().nonnegative(),
})
export type ScoreBuyersMessage = z.infer<typeof scoreBuyersMessageSchema>

/** patron-jobs: rank what a tenant with very many items has to order, unless that was done just now. */
const rankOrdersMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('rank-orders'),
  tenantId: z.string().min(1),
})

/** patron-jobs: add up the customers of a tenant's segments. */
const countSegmentsMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('count-segments'),
  tenantId: z.string().min(1),
})

/** patron-jobs: convert orders of a tenant that came before their exchange rate, some at a time. */
const convertOrdersMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('convert-orders'),
  tenantId: z.string().min(1),
  /** Where the message before this one ended; absent in the first. */
  after: z.object({ currency: z.string(), day: z.string(), orderKey: z.string() }).optional(),
})
export type ConvertOrdersMessage = z.infer<typeof convertOrdersMessageSchema>

/** patron-jobs: correct orders of a tenant that are counted by an exchange rate which was replaced, some at a time. */
const correctOrdersMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('correct-orders'),
  tenantId: z.string().min(1),
})

export const jobMessageSchema = z.discriminatedUnion('kind', [
  importMessageSchema,
  settleIdentityMessageSchema,
  matchingMessageSchema,
  backfillMessageSchema,
  destinationMessageSchema,
  personExportMessageSchema,
  trainModelMessageSchema,
  evaluateModelMessageSchema,
  scoreCustomersMessageSchema,
  forecastSalesMessageSchema,
  rankOrdersMessageSchema,
  countSegmentsMessageSchema,
  convertOrdersMessageSchema,
  correctOrdersMessageSchema,
  rebuildMessageSchema,
  scoreBuyersMessageSchema,
])
export type JobMessage = z.infer<typeof jobMessageSchema>
