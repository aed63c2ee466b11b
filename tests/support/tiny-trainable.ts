import type { JsonObject } from '#shared/kernel/json.ts'
import { fail, succeed } from '#shared/kernel/result.ts'
import { measureReference } from '#shared/predictions/drift.ts'
import type { LearningExample, Trainable } from '#shared/predictions/trainable.ts'

/** Rows that are learned from at a time: a training takes several calls of `advance`. */
const rowsPerAdvance = 4

function bought({ purchases }: LearningExample): number {
  return purchases.reduce((sum, { amountTenantMinor }) => sum + (amountTenantMinor ?? 0), 0)
}

/**
 * A model so small that what it comes to can be told by hand: the mean of what customers have spent. Its metric is what
 * `qualityOfSeed` says, so that a test decides which version is better.
 */
export function tinyTrainable(qualityOfSeed: (seed: number) => number = () => 0.8): Trainable {
  return {
    kind: 'churn',
    title: 'Tiny',
    decidedBy: { metric: 'quality', isHigherBetter: true },
    rowWidth: 2,
    rowsOf: (example) =>
      example.purchases.length === 0 ? [] : [Float64Array.of(example.purchases.length, bought(example))],
    train: (rows, context, saved) => {
      const count = rows.length / 2
      let done = Number(saved?.done ?? 0)
      let sum = Number(saved?.sum ?? 0)
      return {
        advance() {
          for (let step = 0; step < rowsPerAdvance && done < count; step += 1, done += 1)
            sum += rows[done * 2 + 1] ?? 0
          return done === count
        },
        get progressRate() {
          return count === 0 ? 1 : done / count
        },
        save: () => ({ done, sum }),
        result: () =>
          count < 5
            ? fail({
                kind: 'not-enough-data',
                message: `Not enough yet: ${5 - count} more`,
                retryable: false,
              })
            : succeed({
                algorithm: 'mean',
                artifact: { mean: sum / count, quality: qualityOfSeed(context.seed) },
                dataFrom: 0,
                dataTo: context.asOfMs,
                rowCount: count,
                featureNames: ['spent'],
                parameters: { seed: context.seed },
                metrics: { quality: qualityOfSeed(context.seed) },
                baselineMetrics: { quality: 0.5 },
                importances: [{ feature: 'spent', share: 1 }],
                curves: [],
                reference: measureReference(
                  { featureNames: ['spent'], columns: [rows.filter((_, place) => place % 2 === 1)] },
                  [0, 1],
                ),
              }),
      }
    },
    evaluate: (artifact) => ({ quality: Number(artifact.quality) }),
    predictor: (artifact: JsonObject) => {
      if (typeof artifact.mean !== 'number') throw new Error('not an artifact of this kind')
      const { mean } = artifact
      return {
        predict: (example) => {
          const spent = bought(example)
          if (example.purchases.length === 0) return { rows: [], missing: 'Not enough yet: one purchase' }
          return {
            missing: null,
            inputs: { spent },
            rows: [
              {
                kind: 'churn',
                subject: '',
                subjectName: null,
                value: spent < mean ? 1 : 0,
                label: spent < mean ? 'high' : 'low',
                confidence: 0.5,
                expectedAt: null,
                expectedFrom: null,
                expectedTo: null,
                lower: null,
                upper: null,
                predictionType: null,
                factors: [],
              },
            ],
          }
        },
      }
    },
  }
}
