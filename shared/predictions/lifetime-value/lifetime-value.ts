import * as z from 'zod'
import { fail, succeed } from '../../kernel/result.ts'
import { measureReference } from '../drift.ts'
import { readOnce } from '../read-once.ts'
import { figureNames } from '../repurchase/repurchase-figures.ts'
import {
  earliestMs,
  type RepurchaseRow,
  readRepurchaseRows,
  repurchaseRows,
  repurchaseRowWidth,
} from '../repurchase/repurchase-row.ts'
import { heldOutCut, horizonDays } from '../repurchase/repurchase-window.ts'
import { returnImportances } from '../repurchase/return-importances.ts'
import { inputNames, returnInputs, treeOptions } from '../repurchase/return-model.ts'
import { checkRepurchaseRows, ReturnTraining } from '../repurchase/return-training.ts'
import type { LearningContext, Trainable, TrainingRun } from '../trainable.ts'
import { lifetimeValueCurves, lifetimeValueMetrics } from './lifetime-value-metrics.ts'
import {
  lifetimeValuePredictor,
  lifetimeValueToArtifact,
  readLifetimeValue,
  readSpendModel,
  spendModelToArtifact,
} from './lifetime-value-predictor.ts'
import { measureSpendBands } from './spend-bands.ts'
import { expectedSpends, fewestSpenders, fitSpendModel } from './spend-model.ts'

const readKept = readOnce(readLifetimeValue)

/** What a customer will spend within the next {@link horizonDays}. */
export const lifetimeValue: Trainable = {
  kind: 'lifetime-value',
  title: 'Lifetime value',
  decidedBy: { metric: 'spearman', isHigherBetter: true },
  rowWidth: repurchaseRowWidth,
  rowsOf: repurchaseRows,
  train,
  evaluate(artifact, numbers) {
    const held = readRepurchaseRows(numbers).filter(({ cut }) => cut === heldOutCut)
    const { compared, stack } = readLifetimeValue(artifact)
    return lifetimeValueMetrics(expectedSpends(compared, stack, held), spendsOf(held))
  },
  predictor: (artifact, context) => lifetimeValuePredictor(readKept(artifact), context),
}

const stateSchema = z.object({ returns: z.unknown(), compared: z.unknown(), serving: z.unknown() })
const stepCount = ReturnTraining.stepCount + 2

function train(numbers: Float64Array, context: LearningContext, saved: unknown): TrainingRun {
  const rows = readRepurchaseRows(numbers)
  const learned = rows.filter(({ cut }) => cut !== heldOutCut)
  const checked = checkRepurchaseRows(rows)
  const spenderCount = learned.filter(({ spendMinor }) => spendMinor > 0).length
  const result =
    checked.ok && spenderCount < fewestSpenders
      ? fail({
          kind: 'not-enough-data' as const,
          message: `Not enough yet: it takes ${fewestSpenders} customers whose later orders came to a known amount. There are ${spenderCount}`,
          retryable: false as const,
        })
      : checked
  if (!result.ok) return { advance: () => true, progressRate: 1, save: () => ({}), result: () => result }

  const state = stateSchema.parse(saved ?? { returns: null, compared: null, serving: null })
  const training = new ReturnTraining(rows, context.seed, state.returns)
  const { seed } = context
  const stepsDone = () =>
    training.stepsDone + (state.compared === null ? 0 : 1) + (state.serving === null ? 0 : 1)
  return {
    advance() {
      if (!training.isDone) training.step()
      else {
        const { compared, serving, stack } = training.result()
        if (state.compared === null) {
          state.compared = spendModelToArtifact(fitSpendModel(learned, compared, stack, seed))
        } else if (state.serving === null) {
          state.serving = spendModelToArtifact(fitSpendModel(rows, serving, stack, seed))
        }
      }
      return stepsDone() === stepCount
    },
    get progressRate() {
      return stepsDone() / stepCount
    },
    save: () => structuredClone({ ...state, returns: training.save() }) as ReturnType<TrainingRun['save']>,
    result: () => {
      const { stack, leafCount } = training.result()
      const [compared, serving] = [readSpendModel(state.compared), readSpendModel(state.serving)]
      const held = rows.filter(({ cut }) => cut === heldOutCut)
      const [actual, predicted] = [spendsOf(held), expectedSpends(compared, stack, held)]
      return succeed({
        algorithm: 'hurdle model: chance to come back (see churn) times spending by histogram-gbdt',
        artifact: lifetimeValueToArtifact({
          compared,
          serving,
          stack,
          bands: measureSpendBands(predicted, actual),
        }),
        dataFrom: earliestMs(rows, context.asOfMs),
        dataTo: context.asOfMs,
        rowCount: rows.length,
        featureNames: [...inputNames],
        parameters: { horizonDays, leafCount, ...treeOptions, scale: serving.scale },
        metrics: lifetimeValueMetrics(predicted, actual),
        baselineMetrics: lifetimeValueMetrics(pastRate(held), actual),
        importances: returnImportances(serving.returns, stack, held),
        curves: lifetimeValueCurves(predicted, actual),
        reference: measureReference(
          returnInputs(held, serving.returns, null),
          expectedSpends(serving, stack, held),
        ),
      })
    },
  }
}

function spendsOf(rows: readonly RepurchaseRow[]): Float64Array {
  return Float64Array.from(rows, ({ spendMinor }) => spendMinor)
}

/** The plain rule that a model has to beat: everybody goes on as in their past, but not from less than a horizon of it. */
function pastRate(rows: readonly RepurchaseRow[]): Float64Array {
  const figure = (row: RepurchaseRow, name: (typeof figureNames)[number]) =>
    row.figures[figureNames.indexOf(name)] ?? 0
  return Float64Array.from(
    rows,
    (row) => (figure(row, 'revenueMinor') * horizonDays) / Math.max(figure(row, 'tenureDays'), horizonDays),
  )
}
