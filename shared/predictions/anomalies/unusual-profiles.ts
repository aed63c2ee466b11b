import * as z from 'zod'
import type { FeatureVector } from '../../features/feature-definition.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { outlierBlend } from '../../ml/anomalies/outlier-blend.ts'
import { outlierDeviations, robustSpread } from '../../ml/anomalies/robust-spread.ts'
import { signedLog } from '../../ml/clustering/log-scaler.ts'
import type { Dataset } from '../../ml/dataset.ts'
import type { FitFailure, FittedModel } from '../../ml/estimator.ts'
import { notEnoughData, unreadableArtifact } from '../../ml/fit-failures.ts'
import { datasetOfFeatures } from '../dataset-of-features.ts'
import { profileFeatures } from './profile-features.ts'

const spreadSchema = z.object({ median: z.number(), deviation: z.number().nonnegative() })
const artifactSchema = z.object({
  kind: z.literal('unusual-profiles'),
  version: z.literal(1),
  /** Of the logarithms of each feature, by its name, to say in words what is unusual. */
  usual: z.record(z.string(), spreadSchema),
  model: z.unknown(),
})

/** What is usual among a tenant's customers. */
export interface UsualProfiles {
  readonly usual: Readonly<Record<string, z.infer<typeof spreadSchema>>>
  readonly model: FittedModel
}

/** How a customer's behaviour as a whole compares with that of all others. */
export interface ProfileJudgement {
  /** The share of customers who are less unusual, 0..1. */
  readonly score: number
  readonly isUnusual: boolean
  /** What is unusual, in words, the most unusual first; at most three. */
  readonly factors: readonly string[]
}

const fewestProfiles = 100
/** One in a hundred is looked at, and told only when at least one feature is an outlier by itself. */
const unusualScore = 0.99
const names = profileFeatures.map(({ name }) => name)

/**
 * Learns what is usual from customers who bought. Fails with `not-enough-data` below 100 of them.
 */
export function learnUsualProfiles(
  customers: readonly { readonly features: FeatureVector }[],
  seed: number,
): Result<UsualProfiles, FitFailure> {
  const buyers = customers.filter(({ features }) => (features.orderCount ?? 0) > 0)
  if (buyers.length < fewestProfiles) {
    const missing = fewestProfiles - buyers.length
    return notEnoughData(`Not enough yet: ${buyers.length} customers have bought, ${missing} more are needed`)
  }
  const dataset = logDataset(buyers)
  const fitted = outlierBlend.fit(dataset, { seed })
  if (!fitted.ok) return fitted
  const usual = dataset.columns.map((column, feature) => {
    const known = [...column].filter(Number.isFinite)
    const spread = known.length === 0 ? { median: 0, deviation: 0 } : robustSpread(known)
    return [names[feature] ?? '', spread] as const
  })
  return succeed({ usual: Object.fromEntries(usual), model: fitted.value })
}

/** Null for a customer who never bought. */
export function judgeProfile(
  { usual, model }: UsualProfiles,
  features: FeatureVector,
): ProfileJudgement | null {
  if (!((features.orderCount ?? 0) > 0)) return null
  const dataset = logDataset([{ features }])
  const [score = 0] = model.predict(dataset)
  const factors = profileFeatures
    .map(({ name, above, below }, feature) => {
      const spread = usual[name]
      const value = dataset.columns[feature]?.[0] ?? Number.NaN
      const known = spread !== undefined && spread.deviation > 0 && Number.isFinite(value)
      const deviations = known ? (value - spread.median) / spread.deviation : 0
      return { words: deviations > 0 ? above : below, deviations: Math.abs(deviations) }
    })
    .filter(({ deviations }) => deviations > outlierDeviations)
    .sort((left, right) => right.deviations - left.deviations)
    .slice(0, 3)
    .map(({ words }) => words)
  return { score, isUnusual: score >= unusualScore && factors.length > 0, factors }
}

export function usualProfilesArtifact({ usual, model }: UsualProfiles): JsonObject {
  return { kind: 'unusual-profiles', version: 1, usual: structuredClone(usual), model: model.toArtifact() }
}

export function readUsualProfiles(artifact: unknown): Result<UsualProfiles, FitFailure> {
  const parsed = artifactSchema.safeParse(artifact)
  if (!parsed.success) return unreadableArtifact('these are no usual profiles')
  const model = outlierBlend.read(parsed.data.model)
  return model.ok ? succeed({ usual: parsed.data.usual, model: model.value }) : model
}

/** Amounts and counts are skewed: without logarithms every large customer would be unusual. */
function logDataset(customers: readonly { readonly features: FeatureVector }[]): Dataset {
  const dataset = datasetOfFeatures(customers, names)
  return { ...dataset, columns: dataset.columns.map((column) => column.map(signedLog)) }
}
