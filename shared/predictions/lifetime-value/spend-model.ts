import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import type { Dataset } from '../../ml/dataset.ts'
import { type GammaGammaModel, gammaGamma } from '../../ml/lifetime-value/gamma-gamma.ts'
import { histogramGbdt } from '../../ml/trees/histogram-gbdt.ts'
import type { TreeModel } from '../../ml/trees/tree-ensemble.ts'
import { figureNames } from '../repurchase/repurchase-figures.ts'
import type { RepurchaseRow } from '../repurchase/repurchase-row.ts'
import {
  latestRows,
  type ReturnModel,
  type ReturnStack,
  readReturnModel,
  returnChances,
  returnInputs,
  returnModelToArtifact,
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
  /** What a day on which something is bought comes to, for the value beyond the horizon; null: too few came back. */
  readonly dayValues: GammaGammaModel | null
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
  const values = gammaGamma.fit(orderDays(latest))
  const dayValues = values.ok ? values.value : null
  const model = { returns, spend: fitted.value, scale: 1, dayValues }
  const inputs = returnInputs(rows, returns, latest)
  const expected = expectedSpends(model, stack, inputs).reduce((sum, each) => sum + each, 0)
  const spent = rows.reduce((sum, { spendMinor }) => sum + spendMinor, 0)
  return { ...model, scale: expected > 0 ? spent / expected : 1 }
}

/** What each row's customer will spend within the horizon, on average over customers like them: minor units. By the rows' `returnInputs`. */
export function expectedSpends(
  { returns, spend, scale }: SpendModel,
  stack: ReturnStack,
  inputs: Dataset,
): Float64Array {
  const chances = returnChances(returns, stack, inputs)
  const amounts = spend.predict(inputs)
  return chances.map((chance, row) => scale * chance * Math.exp(amounts[row] ?? 0))
}

/** On how many days each customer bought, and what such a day came to on average, in minor units. */
export function orderDays(rows: readonly Pick<RepurchaseRow, 'figures'>[]): Dataset {
  const dayCounts = Float64Array.from(rows, (row) => figureOf(row, 'orderDayCount'))
  const means = dayCounts.map((count, row) => {
    const revenueMinor = figureOf(rows[row], 'revenueMinor')
    return count > 0 ? Math.max(0, revenueMinor / count) : 0
  })
  return { rowCount: rows.length, featureNames: ['frequency', 'meanValue'], columns: [dayCounts, means] }
}

function figureOf(
  row: Pick<RepurchaseRow, 'figures'> | undefined,
  name: (typeof figureNames)[number],
): number {
  const value = row?.figures[figureNames.indexOf(name)] ?? 0
  return Number.isFinite(value) ? value : 0
}

const spendSchema = z.object({
  returns: z.unknown(),
  spend: z.unknown(),
  scale: z.number(),
  dayValues: z.unknown().default(null),
})

export function spendModelToArtifact({ returns, spend, scale, dayValues }: SpendModel): JsonObject {
  return {
    returns: returnModelToArtifact(returns),
    spend: spend.toArtifact(),
    scale,
    dayValues: dayValues === null ? null : dayValues.toArtifact(),
  }
}

/** Throws when it is none: it comes from the registry, or from an earlier step. */
export function readSpendModel(artifact: unknown): SpendModel {
  const { returns, spend, scale, dayValues } = spendSchema.parse(artifact)
  const trees = histogramGbdt.read(spend)
  if (!trees.ok) throw new Error(trees.failure.message)
  const values = dayValues === null ? null : gammaGamma.read(dayValues)
  if (values?.ok === false) throw new Error(values.failure.message)
  return {
    returns: readReturnModel(returns),
    spend: trees.value,
    scale,
    dayValues: values === null ? null : values.value,
  }
}
