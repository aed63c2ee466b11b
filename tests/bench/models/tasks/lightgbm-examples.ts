import { blendedClassifier } from '#shared/ml/blending/blended-classifier.ts'
import type { LabelledDataset } from '#shared/ml/dataset.ts'
import { logisticRegression } from '#shared/ml/linear/logistic-regression.ts'
import { logLoss } from '#shared/ml/metrics/probability-losses.ts'
import { rmse } from '#shared/ml/metrics/regression-errors.ts'
import { rocAuc } from '#shared/ml/metrics/roc-auc.ts'
import { histogramGbdt } from '#shared/ml/trees/histogram-gbdt.ts'
import { readLightgbmExample } from '../lightgbm-example.ts'
import type { ModelFigure, ModelTask } from '../model-figure.ts'

/** LightGBM's own examples: learned on its training files, judged on its test files. */
export const task: ModelTask = {
  name: 'lightgbm-examples',
  data: 'lightgbm-examples',
  async measure(folder) {
    return [...binaryFigures(folder), regressionFigure(folder)]
  },
}

function binaryFigures(folder: string): ModelFigure[] {
  const training = readLightgbmExample(folder, 'binary.train.tsv.gz')
  const test = readLightgbmExample(folder, 'binary.test.tsv.gz')
  const blend = must(blendedClassifier.fit(training)).predict(test)
  const plain = must(logisticRegression.fit(training)).predict(test)
  const auc = (predicted: Float64Array) => rocAuc(predicted, test.labels) ?? Number.NaN
  return [
    {
      what: 'LightGBM binary example, test file: AUC',
      ours: auc(blend),
      goal: { atLeast: 0.84 },
      baseline: { name: 'logistic regression', value: auc(plain) },
      published: 'XGBoost 300/d5/.05 .8404, scikit-learn HistGB .8333',
    },
    {
      what: 'LightGBM binary example, test file: log-loss',
      ours: logLoss(blend, test.labels),
      goal: null,
      baseline: { name: 'logistic regression', value: logLoss(plain, test.labels) },
      published: 'XGBoost .4968, scikit-learn HistGB .5040',
    },
  ]
}

function regressionFigure(folder: string): ModelFigure {
  const training = readLightgbmExample(folder, 'regression.train.tsv.gz')
  const test = readLightgbmExample(folder, 'regression.test.tsv.gz')
  const options = { objective: { kind: 'squared-error' }, treeCount: 100, learningRate: 0.05 } as const
  const predicted = must(histogramGbdt.fit(training, options)).predict(test)
  const mean = meanOf(training)
  return {
    what: 'LightGBM regression example, 100 trees, test file: squared error',
    ours: rmse(predicted, test.labels) ** 2,
    goal: { atMost: 0.1735 },
    baseline: {
      name: 'the mean',
      value:
        rmse(
          test.labels.map(() => mean),
          test.labels,
        ) ** 2,
    },
    published: 'scikit-learn HistGB .1717 (goal: within 1 %)',
  }
}

function meanOf({ labels }: LabelledDataset): number {
  return labels.reduce((sum, label) => sum + label, 0) / labels.length
}

function must<Value>(
  outcome: { ok: true; value: Value } | { ok: false; failure: { message: string } },
): Value {
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}
