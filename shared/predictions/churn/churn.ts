import { succeed } from '../../kernel/result.ts'
import { newPrediction } from '../new-prediction.ts'
import { recencyRule } from '../repurchase/recency-rule.ts'
import { labelsOf } from '../repurchase/repurchase-folds.ts'
import type { RepurchaseQuestion } from '../repurchase/repurchase-question.ts'
import { repurchaseTrainable } from '../repurchase/repurchase-trainable.ts'
import { horizonDays } from '../repurchase/repurchase-window.ts'
import {
  type ReturnModel,
  readReturnModel,
  returnChances,
  returnContributions,
  returnModelToArtifact,
} from '../repurchase/return-model.ts'
import type { Trainable } from '../trainable.ts'
import { churnCurves, churnMetrics } from './churn-metrics.ts'

/** From so high a chance of staying away on, the risk is called by this name. */
const levels = [
  { from: 2 / 3, label: 'high' },
  { from: 1 / 3, label: 'medium' },
  { from: 0, label: 'low' },
] as const

/** The chance that a customer stays away: what is left of the chance to come back. */
const stayingAway: RepurchaseQuestion<ReturnModel> = {
  kind: 'churn',
  title: 'Churn',
  // What is told is a chance, so a chance that comes true counts more than a good order (Brier: a proper score).
  decidedBy: { metric: 'brier', isHigherBetter: false },
  algorithm: 'stack of logistic-regression and histogram-gbdt, with mbg-nbd among the features',
  check: () => succeed(null),
  build: (returns) => returns,
  returnsOf: (model) => model,
  toArtifact: returnModelToArtifact,
  read: readReturnModel,
  parameters: (_, stack) => ({ ...stack }),
  answers: (model, stack, inputs) => returnChances(model, stack, inputs).map((chance) => 1 - chance),
  actual: (rows) => labelsOf(rows).map((cameBack) => 1 - cameBack),
  plainRule: (learned, asked) => recencyRule(learned, asked).map((chance) => 1 - chance),
  metrics: churnMetrics,
  curves: churnCurves,
  hasBands: false,
  contributions: (model, stack, inputs) =>
    returnContributions(model, stack, inputs).map((parts) => parts.map((part) => -part)),
  say: (chance, _, factors) =>
    newPrediction('churn', {
      value: chance,
      label: levels.find(({ from }) => chance >= from)?.label ?? 'low',
      confidence: Math.max(chance, 1 - chance),
      factors,
    }),
  elsewhere: {
    objectives: new Set(['binary', 'cross_entropy']),
    label: `whether a customer stays away for ${horizonDays} days (1: stays away)`,
    bounded: (chance) => chance,
  },
}

/** Whether a customer stays away for the next {@link horizonDays}. */
export const churn: Trainable = repurchaseTrainable(stayingAway)
