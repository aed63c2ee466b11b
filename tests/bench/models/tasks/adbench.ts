import { readdirSync } from 'node:fs'
import { seededRandom } from '#shared/kernel/random.ts'
import { growIsolationForest, isolationScores } from '#shared/ml/anomalies/isolation-forest.ts'
import { outlierBlend } from '#shared/ml/anomalies/outlier-blend.ts'
import type { Dataset } from '#shared/ml/dataset.ts'
import { rocAuc } from '#shared/ml/metrics/roc-auc.ts'
import type { ModelTask } from '../model-figure.ts'
import { gzippedLines } from '../public-data.ts'

const seeds = [1, 2, 3]
/** Isolation forests of 100 trees, mean of three seeds, by the makers of the goals; mean of the six sets. */
const publishedForest = 0.9183

/** Classical sets of ADBench, each scored as a whole: which rows are the labelled anomalies, without labels. */
export const task: ModelTask = {
  name: 'adbench',
  data: 'adbench',
  async measure(folder) {
    const files = readdirSync(folder).filter((file) => file.endsWith('.csv.gz'))
    const measured = files.map((file) => measureSet(gzippedLines(folder, file)))
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const forest = mean(measured.map((set) => set.forest))
    const each = files.map((file, index) => ({
      what: `ADBench ${file.replace('.csv.gz', '')}, AUROC`,
      ours: measured[index]?.ours ?? 0,
      goal: null,
      baseline: { name: 'isolation forest', value: measured[index]?.forest ?? 0 },
      published: null,
    }))
    return [
      ...each,
      {
        what: `ADBench, mean AUROC of ${files.length} sets`,
        ours: mean(measured.map((set) => set.ours)),
        goal: { atLeast: forest + 0.01 },
        baseline: { name: 'isolation forest', value: forest },
        published: `isolation forest of scikit-learn ${publishedForest}`,
      },
    ]
  },
}

function measureSet(lines: readonly string[]): { ours: number; forest: number } {
  const rows = lines.slice(1).map((line) => line.split(',').map(Number))
  const width = (rows[0]?.length ?? 1) - 1
  const labels = Float64Array.from(rows, (row) => row[width] ?? 0)
  const dataset: Dataset = {
    rowCount: rows.length,
    featureNames: Array.from({ length: width }, (_, feature) => `x${feature}`),
    columns: Array.from({ length: width }, (_, feature) =>
      Float64Array.from(rows, (row) => row[feature] ?? 0),
    ),
  }
  let ours = 0
  let forest = 0
  for (const seed of seeds) {
    const fitted = outlierBlend.fit(dataset, { seed })
    if (!fitted.ok) throw new Error(fitted.failure.message)
    ours += (rocAuc(fitted.value.predict(dataset), labels) ?? 0) / seeds.length
    const options = { treeCount: 100, sampleRowCount: 256 }
    const plain = growIsolationForest(dataset.columns, options, seededRandom(seed))
    forest += (rocAuc(isolationScores(plain, dataset.columns), labels) ?? 0) / seeds.length
  }
  return { ours, forest }
}
