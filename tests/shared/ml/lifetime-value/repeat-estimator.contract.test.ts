import { seededRandom } from '#shared/kernel/random.ts'
import type { Dataset } from '#shared/ml/dataset.ts'
import { bgNbd, mbgNbd } from '#shared/ml/lifetime-value/beta-geometric.ts'
import { gammaGamma } from '#shared/ml/lifetime-value/gamma-gamma.ts'
import { paretoNbd } from '#shared/ml/lifetime-value/pareto-nbd.ts'
import { repeatEstimator } from '#shared/ml/lifetime-value/repeat-estimator.ts'
import { describeEstimator } from '../estimator-contract.ts'

/** People who come back more or less often, from seed 5. */
function histories(rowCount: number): Dataset {
  const random = seededRandom(5)
  const columns = [0, 1, 2].map(() => new Float64Array(rowCount)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let row = 0; row < rowCount; row += 1) {
    const age = 10 + Math.floor(30 * random())
    const frequency = random() < 0.4 ? 0 : 1 + Math.floor(6 * random() ** 2)
    columns[0][row] = frequency
    columns[1][row] = frequency === 0 ? 0 : Math.floor(age * random())
    columns[2][row] = age
  }
  return { rowCount, featureNames: ['frequency', 'recency', 'age'], columns }
}

const changed = (feature: number, value: number): Dataset => {
  const { columns, ...rest } = histories(200)
  return {
    ...rest,
    columns: columns.map((column, index) => (index === feature ? column.with(7, value) : column)),
  }
}

for (const law of [bgNbd, mbgNbd, paretoNbd]) {
  describeEstimator({
    estimator: repeatEstimator(law),
    learned: () => histories(200),
    unseen: () => histories(40),
    labels: 'none',
    fewestRows: 20,
    missing: 'refused',
    constantFeatures: 'learned',
    refused: {
      'half a repeat': { dataset: () => changed(0, 1.5), kind: 'invalid-data' },
      'a recency after the age': { dataset: () => changed(1, 99), kind: 'invalid-data' },
      'a negative age': { dataset: () => changed(2, -1), kind: 'invalid-data' },
      'nobody who came back': {
        dataset: () => {
          const { columns, ...rest } = histories(200)
          return {
            ...rest,
            columns: columns.map((column, index) => (index === 2 ? column : new Float64Array(200))),
          }
        },
        kind: 'not-enough-data',
      },
    },
  })
}

describeEstimator({
  estimator: gammaGamma,
  learned: () => values(200),
  unseen: () => values(40),
  labels: 'none',
  fewestRows: 20,
  missing: 'refused',
  constantFeatures: 'refused',
})

function values(rowCount: number): Dataset {
  const random = seededRandom(8)
  const frequency = histories(rowCount).columns[0] as Float64Array
  // Among them people who gave everything back, whose mean is 0 or below.
  const meanValue = frequency.map((count) => (count === 0 ? 0 : 100 * random() ** 2 - 2))
  return { rowCount, featureNames: ['frequency', 'meanValue'], columns: [frequency, meanValue] }
}
