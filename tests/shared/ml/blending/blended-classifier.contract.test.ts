import { blendedClassifier } from '#shared/ml/blending/blended-classifier.ts'
import { describeEstimator } from '../estimator-contract.ts'
import { mixedRows, withoutLabels } from '../trees/labelled-examples.ts'

describeEstimator({
  estimator: blendedClassifier,
  learned: () => mixedRows(1, 160, 'class'),
  unseen: () => withoutLabels(mixedRows(2, 40, 'class')),
  options: { foldCount: 2, bagCount: 1, fewestRows: 100 },
  labels: 'classes',
  fewestRows: 100,
  missing: 'learned',
  constantFeatures: 'learned',
  refused: {
    'a class with one row': {
      dataset: () => ({ ...mixedRows(1, 160, 'class'), labels: new Float64Array(160).with(3, 1) }),
      kind: 'not-enough-data',
    },
  },
})
