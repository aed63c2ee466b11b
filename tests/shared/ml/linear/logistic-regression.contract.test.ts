import { logisticRegression } from '#shared/ml/linear/logistic-regression.ts'
import { describeEstimator } from '../estimator-contract.ts'
import { mixedRows, withoutLabels } from '../trees/labelled-examples.ts'

describeEstimator({
  estimator: logisticRegression,
  learned: () => mixedRows(1, 120, 'class'),
  unseen: () => withoutLabels(mixedRows(2, 40, 'class')),
  labels: 'classes',
  fewestRows: 10,
  missing: 'learned',
  constantFeatures: 'learned',
})
