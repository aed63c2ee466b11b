import type { JsonObject } from '../../kernel/json.ts'
import type { LabelledDataset } from '../../ml/dataset.ts'
import { histogramGbdt } from '../../ml/trees/histogram-gbdt.ts'
import type { TreeModel } from '../../ml/trees/tree-ensemble.ts'
import { addToSharePool, emptySharePool, pooledShare } from '../selection/share-pool.ts'
import { levelFeatureNames, levelFeatures, meanOf, weighLevel } from './level-features.ts'

/** A series of a panel with what else was known of it. */
export interface PanelSeries {
  /** No gaps. */
  readonly values: Float64Array
  /** Numbers beside the series as they were so many points before its end, the same ones for all series; NaN is not known. */
  contextAt(pointsBeforeEnd: number): readonly number[]
}

/** Trees that say how much above or below its weighed level a series goes on, learned from many. Plain data. */
export interface LevelTrees {
  readonly contextNames: readonly string[]
  readonly model: JsonObject
  /** How much of what they say is mixed into the quick forecast, 0 to 1. */
  readonly share: number
}

/** What the trees are learned from, and what they are held against. */
export interface LearnLevelTrees {
  readonly all: readonly PanelSeries[]
  readonly contextNames: readonly string[]
  /** Weights of the candidates. */
  readonly weights: ArrayLike<number>
  /** Points whose mean is to be foretold. */
  readonly horizon: number
  /** The level that the quick forecast of a series has. */
  steadyLevel(series: Float64Array): number | null
}

const options = {
  objective: { kind: 'tweedie', variancePower: 1.5 },
  treeCount: 60,
  learningRate: 0.07,
  leafCount: 8,
  l2: 10,
  binCount: 63,
  rowRate: 0.7,
  featureRate: 0.6,
} as const
const fewestKnown = 10
const fewestRows = 300
const leastLeafRows = 50
const leafShare = 0.005
const mostRatio = 10
const mostRows = 20_000
const mostJudged = 2_000
/** Windows begin so many points apart, and no earlier than a year of weeks before the end. */
const windowStep = 2
const earliestWindow = 60
const judgedWindows = 3
/** What all series do together is one thing seen a window, so few windows are as if so many more had shown nothing. */
const windowDoubt = 4

interface Row {
  readonly series: Float64Array
  readonly level: number
  readonly features: readonly number[]
  /** The mean of the points that came. */
  readonly came: number
}

/**
 * Boosted trees (Tweedie deviance) over the series of a panel, one row for each series and window: its features at the origin, and the mean of what came over its level. How much they are worth is judged on the newest windows, by trees
 * that knew only what had come before those; the trees that are kept know all. Null where there is too little to learn from, or nothing to gain.
 */
export function learnLevelTrees(given: LearnLevelTrees): LevelTrees | null {
  const { all, contextNames, horizon } = given
  const longest = all.reduce((most, { values }) => Math.max(most, values.length), 0)
  const windows: number[] = []
  for (let back = horizon; back <= Math.min(earliestWindow, longest - fewestKnown); back += windowStep) {
    windows.push(back)
  }
  const stride = Math.max(1, Math.ceil((all.length * windows.length) / mostRows))
  const rowsOf = (back: number, at: number) => windowRows(given, back, stride, at)
  const judged = windows.slice(0, judgedWindows)
  const before = windows.slice(judgedWindows).filter((back) => back >= (judged.at(-1) as number) + horizon)
  const judge = fitTrees(
    before.flatMap((back) => rowsOf(back, back)),
    contextNames,
  )
  if (judge === null) return null
  const pool = emptySharePool()
  for (const back of judged) {
    const rows = windowRows(given, back, Math.max(1, Math.ceil(all.length / mostJudged)), back)
    const ratios = judge.predict(datasetOf(rows, contextNames))
    rows.forEach(({ series, level, came }, row) => {
      const steady = given.steadyLevel(series)
      if (steady === null) return
      // Demand is about as uneven as a Poisson's: its variance goes with its mean.
      addToSharePool(pool, [came - steady], [came - level * (ratios[row] as number)], level)
    })
  }
  const share = pooledShare(pool, windowDoubt / before.length)
  const model =
    share > 0
      ? fitTrees(
          windows.flatMap((back) => rowsOf(back, back)),
          contextNames,
        )
      : null
  return model === null ? null : { contextNames, model: model.toArtifact(), share }
}

/** The level that the trees foretell; null where the series has none, or a sale too few to tell. */
export function forecastByTrees(
  model: TreeModel,
  weights: ArrayLike<number>,
  series: Float64Array,
  context: readonly number[],
): number | null {
  if (series.length < fewestKnown) return null
  const weighed = weighLevel(series, weights)
  if (!(weighed.level > 0)) return null
  const values = [...levelFeatures(series, weighed), ...context]
  const [ratio] = model.predict({
    rowCount: 1,
    featureNames: model.ensemble.featureNames,
    columns: values.map((value) => Float64Array.of(value)),
  })
  return weighed.level * (ratio as number)
}

/** Every `stride`-th series that is long enough, from one that depends on the window, so that windows take turns. */
function windowRows(
  { all, weights, horizon }: LearnLevelTrees,
  back: number,
  stride: number,
  turn: number,
): Row[] {
  const rows: Row[] = []
  for (let at = turn % stride; at < all.length; at += stride) {
    const { values, contextAt } = all[at] as PanelSeries
    const origin = values.length - back
    if (origin < fewestKnown) continue
    const series = values.subarray(0, origin)
    const weighed = weighLevel(series, weights)
    if (!(weighed.level > 0)) continue
    const features = [...levelFeatures(series, weighed), ...contextAt(back)]
    rows.push({
      series,
      level: weighed.level,
      features,
      came: meanOf(values.subarray(origin, origin + horizon)),
    })
  }
  return rows
}

function fitTrees(rows: readonly Row[], contextNames: readonly string[]): TreeModel | null {
  if (rows.length < fewestRows) return null
  const dataset: LabelledDataset = {
    ...datasetOf(rows, contextNames),
    labels: Float64Array.from(rows, ({ came, level }) => Math.min(mostRatio, came / level)),
    weights: Float64Array.from(rows, ({ level }) => level),
  }
  const minLeafRows = Math.max(leastLeafRows, Math.floor(leafShare * rows.length))
  const fitted = histogramGbdt.fit(dataset, { ...options, minLeafRows })
  return fitted.ok ? fitted.value : null
}

function datasetOf(rows: readonly Row[], contextNames: readonly string[]) {
  const featureNames = [...levelFeatureNames, ...contextNames]
  return {
    rowCount: rows.length,
    featureNames,
    columns: featureNames.map((_, feature) =>
      Float64Array.from(rows, ({ features }) => features[feature] as number),
    ),
  }
}
