import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { stackScores } from '../../ml/blending/stack-scores.ts'
import type { Dataset, LabelledDataset } from '../../ml/dataset.ts'
import { mbgNbd } from '../../ml/lifetime-value/beta-geometric.ts'
import { repeatEstimator } from '../../ml/lifetime-value/repeat-estimator.ts'
import { repeatFeatures } from '../../ml/lifetime-value/repeat-history.ts'
import type { RepeatModel } from '../../ml/lifetime-value/repeat-model.ts'
import { type LogisticModel, logisticRegression } from '../../ml/linear/logistic-regression.ts'
import { histogramGbdt } from '../../ml/trees/histogram-gbdt.ts'
import type { TreeModel } from '../../ml/trees/tree-ensemble.ts'
import {
  countReturns,
  productReturnsSchema,
  type ReturnRates,
  readReturnRates,
  returnRateOf,
  returnRatesToArtifact,
} from './product-returns.ts'
import { figureNames } from './repurchase-figures.ts'
import type { RepurchaseRow, RepurchaseState } from './repurchase-row.ts'
import { horizonDays } from './repurchase-window.ts'

/** What the learned parts add to the figures of a row. */
export const learnedNames = ['expectedRepeats', 'returnChance', 'productReturnRate'] as const
export const inputNames: readonly string[] = [...figureNames, ...learnedNames]

/** Splits of the trees: a few leaves for few customers, more where there is more to learn from. */
export const leafCounts = [4, 16] as const

/**
 * Whether a customer comes back within the horizon: a logistic regression on logarithms and boosted trees on the figures, put
 * together by `stack` in log-odds, which also brings the result to the rate at which it comes true.
 */
export interface ReturnModel {
  readonly repeat: RepeatModel
  readonly rates: ReturnRates
  readonly logistic: LogisticModel
  readonly trees: TreeModel
}

/** The log-odds of the two parts, and what the two weigh together. */
export interface ReturnStack {
  readonly intercept: number
  readonly logisticWeight: number
  readonly treeWeight: number
}

const repeat = repeatEstimator(mbgNbd)

/** Learns from rows; throws when they are not enough: the caller has counted them. */
export function fitReturnModel(rows: readonly RepurchaseRow[], leafCount: number, seed: number): ReturnModel {
  const latest = latestRows(rows)
  const parts = { repeat: fitRepeat(latest), rates: countReturns(latest) }
  const labels = Float64Array.from(rows, ({ cameBack }) => (cameBack ? 1 : 0))
  const inputs: LabelledDataset = { ...returnInputs(rows, parts, latest), labels }
  const trees = histogramGbdt.fit(inputs, { ...treeOptions, leafCount, seed })
  if (!trees.ok) throw new Error(trees.failure.message)
  // In place, since nobody else has the inputs: a copy is half as much again as all rows.
  const logistic = logisticRegression.fit(takeLogarithms(inputs), { l2: 10 })
  if (!logistic.ok) throw new Error(logistic.failure.message)
  return { ...parts, logistic: logistic.value, trees: trees.value }
}

/** Slow learning of small trees, each from a part of rows and features: Friedman 2002, "Stochastic gradient boosting". */
export const treeOptions = {
  treeCount: 300,
  learningRate: 0.02,
  rowRate: 0.6,
  featureRate: 0.4,
  l2: 10,
} as const

/** Each customer once, by the row of their latest cut. */
export function latestRows(rows: readonly RepurchaseRow[]): RepurchaseRow[] {
  const latest = new Map<number, RepurchaseRow>()
  for (const row of rows) {
    const known = latest.get(row.customer)
    if (known === undefined || row.cut < known.cut) latest.set(row.customer, row)
  }
  return [...latest.values()]
}

function fitRepeat(customers: readonly RepurchaseRow[]): RepeatModel {
  // Ages count from the cut, so that customers of one cut only are of one window.
  const cut = customers.reduce((least, row) => Math.min(least, row.cut), Number.POSITIVE_INFINITY)
  const fitted = repeat.fit(histories(customers.filter((row) => row.cut === cut)))
  if (!fitted.ok) throw new Error(fitted.failure.message)
  return fitted.value
}

function histories(rows: readonly RepurchaseState[]): Dataset {
  const columns = [
    Float64Array.from(rows, ({ frequency }) => frequency),
    Float64Array.from(rows, ({ recencyDays }) => recencyDays),
    Float64Array.from(rows, ({ ageDays }) => ageDays),
  ]
  return { rowCount: rows.length, featureNames: repeatFeatures, columns }
}

/** The inputs of the two parts. `counted`: customers that the rates were counted from, when the rows are of them. */
export function returnInputs(
  rows: readonly (RepurchaseState & Partial<RepurchaseRow>)[],
  { repeat: repeatModel, rates }: Pick<ReturnModel, 'repeat' | 'rates'>,
  counted: readonly RepurchaseRow[] | null,
): Dataset {
  const own = new Map(counted?.map((row) => [row.customer, row]))
  const figures = figureNames.map(() => new Float64Array(rows.length))
  const [expectedRepeats, returnChance, productReturnRate] = [0, 0, 0].map(
    () => new Float64Array(rows.length),
  ) as [Float64Array, Float64Array, Float64Array]
  for (const [index, row] of rows.entries()) {
    const ofRow = row.figures
    for (const [place, column] of figures.entries()) column[index] = ofRow[place] ?? Number.NaN
    const history = { frequency: row.frequency, recency: row.recencyDays, age: row.ageDays }
    expectedRepeats[index] = finite(repeatModel.expectedFurther(history, horizonDays))
    returnChance[index] = finite(repeatModel.chanceOfAny(history, horizonDays))
    productReturnRate[index] = returnRateOf(row.products, rates, own.get(row.customer ?? -1))
  }
  const columns = [...figures, expectedRepeats, returnChance, productReturnRate]
  return { rowCount: rows.length, featureNames: inputNames, columns }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN
}

/** Figures are skewed; below zero (money given back) they are mirrored. */
function inLogarithms<Data extends Dataset>(dataset: Data): Data {
  return takeLogarithms({ ...dataset, columns: dataset.columns.map((column) => column.slice()) })
}

/** The same in the place of the values. */
function takeLogarithms<Data extends Dataset>(dataset: Data): Data {
  for (const column of dataset.columns) {
    for (let row = 0; row < column.length; row++) {
      const value = column[row] as number
      column[row] = Math.sign(value) * Math.log1p(Math.abs(value))
    }
  }
  return dataset
}

/** Log-odds of the two parts for each row. */
export function partScores(
  model: ReturnModel,
  inputs: Dataset,
): { logistic: Float64Array; trees: Float64Array } {
  return { logistic: model.logistic.scores(inLogarithms(inputs)), trees: model.trees.scores(inputs) }
}

/** How the parts are put together, from what they say of rows that they were not learned from. */
export function fitStack(
  scores: { readonly logistic: Float64Array; readonly trees: Float64Array },
  labels: Float64Array,
): ReturnStack {
  const stacked = stackScores([scores.logistic, scores.trees], labels)
  if (!stacked.ok) throw new Error(stacked.failure.message)
  const { intercept, weights } = stacked.value
  const [logisticWeight = 0, treeWeight = 0] = weights
  return { intercept, logisticWeight, treeWeight }
}

/** The chance, 0..1, that each row's customer comes back within the horizon. */
export function returnChances(model: ReturnModel, stack: ReturnStack, inputs: Dataset): Float64Array {
  const { logistic, trees } = partScores(model, inputs)
  return logistic.map((score, row) => {
    const odds = stack.intercept + stack.logisticWeight * score + stack.treeWeight * (trees[row] ?? 0)
    return 1 / (1 + Math.exp(-odds))
  })
}

/** What each input adds to the log-odds of coming back, a column each. */
export function returnContributions(
  model: ReturnModel,
  stack: ReturnStack,
  inputs: Dataset,
): readonly Float64Array[] {
  const logistic = model.logistic.explainAll(inLogarithms(inputs)).contributions
  const { contributions } = model.trees.explainAll(inputs)
  return logistic.map((parts, input) =>
    parts.map(
      (part, row) => stack.logisticWeight * part + stack.treeWeight * (contributions[input]?.[row] ?? 0),
    ),
  )
}

export const returnStackSchema = z.strictObject({
  intercept: z.number(),
  logisticWeight: z.number(),
  treeWeight: z.number(),
})

const artifactSchema = z.object({
  repeat: z.unknown(),
  rates: productReturnsSchema,
  logistic: z.unknown(),
  trees: z.unknown(),
})

export function returnModelToArtifact(model: ReturnModel): JsonObject {
  return {
    repeat: model.repeat.toArtifact(),
    rates: returnRatesToArtifact(model.rates),
    logistic: model.logistic.toArtifact(),
    trees: model.trees.toArtifact(),
  }
}

/** Throws when it is no artifact of this model: it comes from the registry. */
export function readReturnModel(artifact: unknown): ReturnModel {
  const { repeat: repeatArtifact, rates, logistic, trees } = artifactSchema.parse(artifact)
  const parts = [
    repeat.read(repeatArtifact),
    logisticRegression.read(logistic),
    histogramGbdt.read(trees),
  ] as const
  for (const part of parts) if (!part.ok) throw new Error(part.failure.message)
  const [repeatModel, logisticModel, treeModel] = parts
  if (!repeatModel.ok || !logisticModel.ok || !treeModel.ok) throw new Error('unreachable')
  return {
    repeat: repeatModel.value,
    rates: readReturnRates(rates),
    logistic: logisticModel.value,
    trees: treeModel.value,
  }
}
