import type { Dataset, LabelledDataset } from '#shared/ml/dataset.ts'

/** A dataset out of the ordinary, and what has to become of it. */
export interface HardDataset {
  readonly name: string
  readonly dataset: Dataset
  readonly expected: 'learned' | 'not-enough-data' | 'invalid-data'
}

interface Promised {
  readonly labels: 'classes' | 'numbers' | 'none'
  readonly fewestRows: number
  readonly missing: 'learned' | 'refused'
  readonly constantFeatures: 'learned' | 'refused'
}

/** Spoils a dataset that can be learned in every way that an estimator must stand. */
export function hardDatasets(good: Dataset, promised: Promised): HardDataset[] {
  const everyColumn = (change: (column: Float64Array, feature: number) => Float64Array): Dataset => ({
    ...good,
    columns: good.columns.map(change),
  })
  const firstRows = (rowCount: number): Dataset => ({
    ...everyColumn((column) => column.slice(0, rowCount)),
    rowCount,
    ...('labels' in good && { labels: (good as LabelledDataset).labels.slice(0, rowCount) }),
    ...('weights' in good && { weights: (good as LabelledDataset).weights?.slice(0, rowCount) }),
  })
  const withValue = (value: number) =>
    everyColumn((column) => column.with(Math.floor(column.length / 2), value))
  const lastColumn = good.columns.length - 1
  return [
    { name: 'no row', dataset: firstRows(0), expected: 'not-enough-data' },
    { name: 'one row', dataset: firstRows(1), expected: 'not-enough-data' },
    { name: 'one row too few', dataset: firstRows(promised.fewestRows - 1), expected: 'not-enough-data' },
    {
      name: 'no feature',
      dataset: { ...good, featureNames: [], columns: [] },
      expected: 'not-enough-data',
    },
    {
      name: 'a column that is too short',
      dataset: everyColumn((column, feature) => (feature === lastColumn ? column.slice(1) : column)),
      expected: 'invalid-data',
    },
    {
      name: 'fewer columns than features',
      dataset: { ...good, columns: good.columns.slice(1) },
      expected: 'invalid-data',
    },
    { name: 'an infinite value', dataset: withValue(Number.POSITIVE_INFINITY), expected: 'invalid-data' },
    {
      name: 'a missing value in each column',
      dataset: withValue(Number.NaN),
      expected: promised.missing === 'learned' ? 'learned' : 'invalid-data',
    },
    {
      name: 'features that never change',
      dataset: everyColumn((column) => new Float64Array(column.length).fill(1)),
      expected: promised.constantFeatures === 'learned' ? 'learned' : 'not-enough-data',
    },
    ...(promised.labels === 'none' ? [] : hardLabels(good as LabelledDataset, promised.labels)),
  ]
}

function hardLabels(good: LabelledDataset, kind: 'classes' | 'numbers'): HardDataset[] {
  const { labels, rowCount } = good
  const labelled = (changed: Float64Array): Dataset => ({ ...good, labels: changed }) as LabelledDataset
  const weighted = (weights: Float64Array): Dataset => ({ ...good, weights }) as LabelledDataset
  return [
    {
      name: 'a label that is no number',
      dataset: labelled(labels.with(1, Number.NaN)),
      expected: 'invalid-data',
    },
    {
      name: 'an infinite label',
      dataset: labelled(labels.with(1, Number.NEGATIVE_INFINITY)),
      expected: 'invalid-data',
    },
    { name: 'too few labels', dataset: labelled(labels.slice(1)), expected: 'invalid-data' },
    {
      name: 'a negative weight',
      dataset: weighted(new Float64Array(rowCount).fill(1).with(0, -1)),
      expected: 'invalid-data',
    },
    {
      name: 'a weight that is no number',
      dataset: weighted(new Float64Array(rowCount).fill(1).with(0, Number.NaN)),
      expected: 'invalid-data',
    },
    {
      name: 'no weight anywhere',
      dataset: weighted(new Float64Array(rowCount)),
      expected: 'not-enough-data',
    },
    ...(kind === 'numbers'
      ? [
          {
            name: 'the same number everywhere',
            dataset: labelled(new Float64Array(rowCount).fill(7)),
            expected: 'learned' as const,
          },
        ]
      : [
          {
            name: 'one class alone',
            dataset: labelled(new Float64Array(rowCount).fill(1)),
            expected: 'not-enough-data' as const,
          },
          { name: 'a third class', dataset: labelled(labels.with(1, 2)), expected: 'invalid-data' as const },
        ]),
  ]
}
