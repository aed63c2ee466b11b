import { seededRandom } from '#shared/kernel/random.ts'
import type { Dataset, LabelledDataset } from '#shared/ml/dataset.ts'

/** Made-up rows of three numbers (one of them often missing) and a category, with what they lead to. */
export function mixedRows(seed: number, rowCount: number, kind: 'class' | 'number'): LabelledDataset {
  const random = seededRandom(seed)
  const fill = (value: () => number) => Float64Array.from({ length: rowCount }, value)
  const [a, b] = [fill(() => random() * 10), fill(() => Math.round(random() * 4))]
  const sometimes = fill(() => (random() < 0.3 ? Number.NaN : random() - 0.5))
  const colour = fill(() => Math.floor(random() * 9))
  const labels = Float64Array.from({ length: rowCount }, (_, row) => {
    const [x, y, z, c] = [a, b, sometimes, colour].map((column) => column[row] as number) as [
      number,
      number,
      number,
      number,
    ]
    const value =
      Math.sin(x) + (y > 2 ? 1 : 0) + (Number.isNaN(z) ? 0.8 : z) + (c % 3 === 1 ? 1.5 : 0) + random()
    return kind === 'number' ? value : value > 2 ? 1 : 0
  })
  return {
    rowCount,
    featureNames: ['a', 'b', 'sometimes', 'colour'],
    columns: [a, b, sometimes, colour],
    categorical: new Set(['colour']),
    labels,
  }
}

/** The same without labels. */
export function withoutLabels({ labels: _labels, ...rows }: LabelledDataset): Dataset {
  return rows
}
