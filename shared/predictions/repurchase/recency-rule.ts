import { logisticRegression } from '../../ml/linear/logistic-regression.ts'
import { figureNames } from './repurchase-figures.ts'
import { labelsOf } from './repurchase-folds.ts'
import type { RepurchaseRow } from './repurchase-row.ts'

/** The plain rule that a model has to beat: the longer since the last order, the less likely a customer comes back. */
export function recencyRule(
  learned: readonly RepurchaseRow[],
  asked: readonly RepurchaseRow[],
): Float64Array {
  const dataset = (rows: readonly RepurchaseRow[]) => ({
    rowCount: rows.length,
    featureNames: ['recencyDays'],
    columns: [Float64Array.from(rows, ({ figures }) => figures[figureNames.indexOf('recencyDays')] ?? 0)],
    labels: labelsOf(rows),
  })
  const fitted = logisticRegression.fit(dataset(learned))
  if (!fitted.ok) throw new Error(fitted.failure.message)
  return fitted.value.predict(dataset(asked))
}
