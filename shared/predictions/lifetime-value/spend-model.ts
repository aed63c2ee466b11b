import { histogramGbdt } from '../../ml/trees/histogram-gbdt.ts'
import type { TreeModel } from '../../ml/trees/tree-ensemble.ts'
import type { RepurchaseRow } from '../repurchase/repurchase-row.ts'
import {
  latestRows,
  type ReturnModel,
  type ReturnStack,
  returnChances,
  returnInputs,
  treeOptions,
} from '../repurchase/return-model.ts'

/**
 * What a customer spends within the horizon, in two parts: the chance to come back times what is spent by who does
 * (a hurdle model: Cragg 1971). Spending is learned in logarithms, which a few very large buyers do not bend, and
 * `scale` brings the sum of all predictions to the sum of what was spent.
 */
export interface SpendModel {
  readonly returns: ReturnModel
  readonly spend: TreeModel
  readonly scale: number
}

/** Customers who came back, without whom nothing is learned of what is spent. */
export const fewestSpenders = 20

/** Throws when fewer than {@link fewestSpenders} rows spent anything: the caller has counted them. */
export function fitSpendModel(
  rows: readonly RepurchaseRow[],
  returns: ReturnModel,
  stack: ReturnStack,
  seed: number,
): SpendModel {
  const latest = latestRows(rows)
  const spenders = rows.filter(({ spendMinor }) => spendMinor > 0)
  const labels = Float64Array.from(spenders, ({ spendMinor }) => Math.log(spendMinor))
  const fitted = histogramGbdt.fit(
    { ...returnInputs(spenders, returns, latest), labels },
    { ...treeOptions, objective: { kind: 'squared-error' }, leafCount: 4, minLeafRows: 10, seed },
  )
  if (!fitted.ok) throw new Error(fitted.failure.message)
  const model = { returns, spend: fitted.value, scale: 1 }
  const expected = expectedSpends(model, stack, rows, latest).reduce((sum, each) => sum + each, 0)
  const spent = rows.reduce((sum, { spendMinor }) => sum + spendMinor, 0)
  return { ...model, scale: expected > 0 ? spent / expected : 1 }
}

/** What each row's customer will spend within the horizon, on average over customers like them: minor units. `counted` as for the inputs. */
export function expectedSpends(
  { returns, spend, scale }: SpendModel,
  stack: ReturnStack,
  rows: Parameters<typeof returnInputs>[0],
  counted: Parameters<typeof returnInputs>[2] = null,
): Float64Array {
  const inputs = returnInputs(rows, returns, counted)
  const chances = returnChances(returns, stack, inputs)
  const amounts = spend.predict(inputs)
  return chances.map((chance, row) => scale * chance * Math.exp(amounts[row] ?? 0))
}
