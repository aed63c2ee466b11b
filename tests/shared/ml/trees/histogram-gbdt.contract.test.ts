import { histogramGbdt } from '#shared/ml/trees/histogram-gbdt.ts'
import { describeEstimator } from '../estimator-contract.ts'
import { mixedRows, withoutLabels } from './labelled-examples.ts'

describeEstimator({
  estimator: histogramGbdt,
  learned: () => mixedRows(1, 200, 'class'),
  unseen: () => withoutLabels(mixedRows(2, 50, 'class')),
  options: { treeCount: 12, rowRate: 0.8, featureRate: 0.7, minLeafRows: 5 },
  labels: 'classes',
  fewestRows: 10,
  missing: 'learned',
  constantFeatures: 'learned',
  refused: {
    'a category that is no whole number': {
      dataset: () => {
        const rows = mixedRows(1, 200, 'class')
        return {
          ...rows,
          columns: rows.columns.map((column, feature) => (feature === 3 ? column.with(7, 1.5) : column)),
        }
      },
      kind: 'invalid-data',
    },
  },
})

describeEstimator({
  estimator: histogramGbdt,
  learned: () => mixedRows(3, 200, 'number'),
  unseen: () => withoutLabels(mixedRows(4, 50, 'number')),
  options: {
    objective: { kind: 'squared-error' },
    treeCount: 60,
    minLeafRows: 5,
    earlyStopping: { rounds: 5, validationRate: 0.25 },
  },
  labels: 'numbers',
  fewestRows: 10,
  missing: 'learned',
  constantFeatures: 'learned',
})
