import { succeed } from '../../kernel/result.ts'
import { measureReference } from '../drift.ts'
import { readOnce } from '../read-once.ts'
import { recencyRule } from '../repurchase/recency-rule.ts'
import {
  earliestMs,
  type RepurchaseRow,
  readRepurchaseRows,
  repurchaseRows,
  repurchaseRowWidth,
} from '../repurchase/repurchase-row.ts'
import { heldOutCut, horizonDays } from '../repurchase/repurchase-window.ts'
import { returnImportances } from '../repurchase/return-importances.ts'
import {
  inputNames,
  type ReturnModel,
  type ReturnStack,
  returnChances,
  returnInputs,
  treeOptions,
} from '../repurchase/return-model.ts'
import { checkRepurchaseRows, labelsOf, ReturnTraining } from '../repurchase/return-training.ts'
import type { LearningContext, Trainable, TrainingRun } from '../trainable.ts'
import { churnCurves, churnMetrics } from './churn-metrics.ts'
import { churnPredictor, churnToArtifact, readChurn } from './churn-predictor.ts'

const readKept = readOnce(readChurn)

/** Whether a customer stays away for the next {@link horizonDays}. */
export const churn: Trainable = {
  kind: 'churn',
  title: 'Churn',
  // What is told is a chance, so a chance that comes true counts more than a good order (Brier: a proper score).
  decidedBy: { metric: 'brier', isHigherBetter: false },
  rowWidth: repurchaseRowWidth,
  rowsOf: repurchaseRows,
  train,
  evaluate(artifact, numbers) {
    const held = readRepurchaseRows(numbers).filter(({ cut }) => cut === heldOutCut)
    const { compared, stack } = readChurn(artifact)
    return churnMetrics(churnChances(compared, stack, held), stayedAway(held))
  },
  predictor: (artifact, context) => churnPredictor(readKept(artifact), context),
}

function train(numbers: Float64Array, context: LearningContext, saved: unknown): TrainingRun {
  const rows = readRepurchaseRows(numbers)
  const checked = checkRepurchaseRows(rows)
  if (!checked.ok) return { advance: () => true, progressRate: 1, save: () => ({}), result: () => checked }
  const training = new ReturnTraining(rows, context.seed, saved)
  return {
    advance() {
      training.step()
      return training.isDone
    },
    get progressRate() {
      return training.stepsDone / ReturnTraining.stepCount
    },
    save: () => training.save(),
    result: () => {
      const { compared, serving, stack, leafCount } = training.result()
      const learned = rows.filter(({ cut }) => cut !== heldOutCut)
      const held = rows.filter(({ cut }) => cut === heldOutCut)
      const labels = stayedAway(held)
      const chances = churnChances(compared, stack, held)
      const plain = recencyRule(learned, held).map((chance) => 1 - chance)
      return succeed({
        algorithm: 'stack of logistic-regression and histogram-gbdt, with mbg-nbd among the features',
        artifact: churnToArtifact({ compared, serving, stack }),
        dataFrom: earliestMs(rows, context.asOfMs),
        dataTo: context.asOfMs,
        rowCount: rows.length,
        featureNames: [...inputNames],
        parameters: { horizonDays, leafCount, ...treeOptions, ...stack },
        metrics: churnMetrics(chances, labels),
        baselineMetrics: churnMetrics(plain, labels),
        importances: returnImportances(serving, stack, held),
        curves: churnCurves(chances, labels),
        reference: measureReference(returnInputs(held, serving, null), churnChances(serving, stack, held)),
      })
    },
  }
}

function stayedAway(rows: readonly RepurchaseRow[]): Float64Array {
  return labelsOf(rows).map((cameBack) => 1 - cameBack)
}

function churnChances(model: ReturnModel, stack: ReturnStack, rows: readonly RepurchaseRow[]): Float64Array {
  return returnChances(model, stack, returnInputs(rows, model, null)).map((chance) => 1 - chance)
}
