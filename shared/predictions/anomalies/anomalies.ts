import type { JsonObject } from '../../kernel/json.ts'
import { seededRandom } from '../../kernel/random.ts'
import { sampleRows } from '../../ml/clustering/sample-rows.ts'
import { datasetOfFeatures } from '../dataset-of-features.ts'
import { measureReference } from '../drift.ts'
import { featureRows, featuresOf, readFeatureRows } from '../feature-rows.ts'
import { factorsInWords, newPrediction, noPurchaseYet } from '../new-prediction.ts'
import { readOnce } from '../read-once.ts'
import { singleStepRun } from '../single-step-run.ts'
import type { Trainable } from '../trainable.ts'
import { usualDeviationThreshold } from './deviation-threshold.ts'
import { judgeRhythm } from './own-rhythm.ts'
import { profileFeatures } from './profile-features.ts'
import {
  judgeProfile,
  learnUsualProfiles,
  readUsualProfiles,
  type UsualProfiles,
  usualProfilesArtifact,
} from './unusual-profiles.ts'

/** `orderCount` is among them, by which buyers are told. */
const names = profileFeatures.map(({ name }) => name)
/** Of so many customers it is told how many are unusual: to judge one takes a while. */
const judgedCustomers = 2_000

const readKept = readOnce(readUsual)

/** What customers do that is unlike all others, or unlike themselves. */
export const anomalies: Trainable = {
  kind: 'anomalies',
  title: 'Unusual behaviour',
  decidedBy: { metric: 'customerCount', isHigherBetter: true },
  rowWidth: names.length,
  rowsOf: (example, context) => featureRows(example, context, names),
  train(numbers, context, saved) {
    const customers = readFeatureRows(numbers, names)
    return singleStepRun({
      saved,
      learn: () => learnUsualProfiles(customers, context.seed),
      write: usualProfilesArtifact,
      read: readUsual,
      describe: (usual, artifact) => {
        const sample = sampleRows(customers.length, judgedCustomers, seededRandom(context.seed))
        const judged = sample.flatMap((row) => judgeProfile(usual, customers[row]?.features ?? {}) ?? [])
        return {
          algorithm: 'outlier-blend of isolation-forest and nearest neighbours',
          artifact,
          dataFrom: context.asOfMs,
          dataTo: context.asOfMs,
          rowCount: customers.length,
          featureNames: names,
          parameters: {},
          metrics: {
            customerCount: customers.length,
            unusualRate: judged.filter(({ isUnusual }) => isUnusual).length / Math.max(1, judged.length),
          },
          baselineMetrics: {},
          importances: [],
          curves: [],
          reference: measureReference(
            datasetOfFeatures(customers, names),
            judged.map(({ score }) => score),
          ),
        }
      },
    })
  },
  // Nobody has said who is unusual, so two versions cannot be held against each other: the newest knows the most customers.
  evaluate: () => null,
  predictor(artifact, context) {
    const usual = readKept(artifact)
    const { spendingDeviationThreshold = usualDeviationThreshold } = context
    return {
      predict(example) {
        const features = featuresOf(example, context)
        const judged = judgeProfile(usual, features)
        if (judged === null) return { rows: [], missing: noPurchaseYet }
        const rhythm = judgeRhythm(
          example.purchases
            .filter(({ isCancelled }) => !isCancelled)
            .map(({ placedAt, amountTenantMinor }) => ({ placedAt, amountMinor: amountTenantMinor })),
          context.asOfMs,
          spendingDeviationThreshold,
        )
        const factors = [
          ...rhythm.breaks.map(({ words }) => words),
          ...(judged.isUnusual ? judged.factors : []),
        ]
        return {
          rows: [
            newPrediction('anomaly', {
              value: judged.score,
              label: factors.length > 0 ? 'unusual' : 'usual',
              factors: factorsInWords(factors),
            }),
          ],
          missing: null,
          inputs: Object.fromEntries(names.map((name) => [name, features[name] ?? null])),
        }
      },
    }
  },
}

function readUsual(artifact: JsonObject): UsualProfiles {
  const usual = readUsualProfiles(artifact)
  if (!usual.ok) throw new Error(usual.failure.message)
  return usual.value
}
