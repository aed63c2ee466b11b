import * as z from 'zod'
import { modelKinds } from '../predictions/prediction-kinds.ts'
import { momentSchema } from './money.ts'

/** `challenger`: kept beside the champion, not better by enough to take its place nor worse than the baseline. */
export const modelVersionStates = ['champion', 'challenger', 'rejected', 'retired'] as const
export type ModelVersionState = (typeof modelVersionStates)[number]

const metricsSchema = z.record(z.string(), z.number()).meta({ example: { rocAuc: 0.78, brier: 0.17 } })

/** A curve as points, at most 101, x ascending. */
const curveSchema = z.object({
  name: z.enum(['roc', 'calibration', 'lift', 'gain', 'training-loss']),
  points: z.array(z.object({ x: z.number(), y: z.number() })),
})
export type ModelCurve = z.infer<typeof curveSchema>

export const modelVersionSchema = z
  .object({
    kind: z.enum(modelKinds),
    version: z.int().meta({ description: 'Counts up by kind' }),
    name: z.string().meta({ example: 'churn-3' }),
    state: z.enum(modelVersionStates),
    origin: z.enum(['trained', 'uploaded']).meta({
      description: '`uploaded`: learned elsewhere and measured here, on the same later window',
    }),
    algorithm: z.string().meta({ example: 'blend of histogram-gbdt and logistic-regression' }),
    trainedAt: momentSchema,
    promotedAt: momentSchema.nullable(),
    dataFrom: momentSchema,
    dataTo: momentSchema,
    rowCount: z.int().meta({ description: 'Examples it learned from' }),
    featureNames: z.array(z.string()),
    seed: z.int(),
    parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
    metrics: metricsSchema.meta({
      description:
        'On what it has not learned from, as far as the kind allows: a later window for churn, value and recommendations; the last purchase of each series for consumption; the customers themselves for segments and unusual behaviour',
    }),
    baselineMetrics: metricsSchema.meta({ description: 'A plain rule on the same window' }),
    championMetrics: metricsSchema
      .nullable()
      .meta({ description: 'The version that was in use, on the same window' }),
    verdict: z.string().meta({ description: 'Why it was taken into use, or was not' }),
    importances: z
      .array(z.object({ feature: z.string(), share: z.number() }))
      .meta({ description: 'What it goes by, strongest first' }),
    curves: z.array(curveSchema),
    drift: z
      .object({
        measuredAt: momentSchema,
        scorePsi: z.number().nullable(),
        features: z.array(z.object({ feature: z.string(), psi: z.number() })),
      })
      .nullable()
      .meta({ description: 'Population stability index since training; above 0.2 it is worth a look' }),
    jobId: z.string().nullable(),
    artifactDeletedAt: momentSchema.nullable().meta({
      description: 'Since then only its figures are left, and it cannot be taken into use any more',
    }),
  })
  .meta({ id: 'ModelVersion' })
export type ModelVersionView = z.infer<typeof modelVersionSchema>

export const modelSchema = z
  .object({
    kind: z.enum(modelKinds),
    title: z.string(),
    champion: modelVersionSchema.nullable(),
    latest: modelVersionSchema
      .nullable()
      .meta({ description: 'The one trained last, whatever became of it' }),
    versionCount: z.int(),
    takesUploads: z.boolean().meta({ description: 'A model that was learned elsewhere can be brought' }),
    activeJobId: z.string().nullable().meta({ description: 'It is being trained or used for scoring now' }),
    missing: z.string().nullable().meta({ description: 'What it would take to train it; null: it can be' }),
  })
  .meta({ id: 'Model' })
export type ModelView = z.infer<typeof modelSchema>

export const modelListSchema = z.object({ models: z.array(modelSchema) }).meta({ id: 'ModelList' })
export type ModelList = z.infer<typeof modelListSchema>

/** Versions of one kind, newest first. */
export const modelVersionListSchema = z
  .object({ versions: z.array(modelVersionSchema) })
  .meta({ id: 'ModelVersionList' })
export type ModelVersionList = z.infer<typeof modelVersionListSchema>

export const trainModelSchema = z
  .object({ seed: z.int().min(0).max(0xffffffff).optional().meta({ description: 'Default: 1' }) })
  .meta({ id: 'TrainModel' })
export type TrainModel = z.infer<typeof trainModelSchema>
