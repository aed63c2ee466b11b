import { symmetricPercentageError } from '#shared/forecasting/accuracy/percentage-errors.ts'
import { meanAbsoluteScaledError, rootMeanSquaredError } from '#shared/forecasting/accuracy/scaled-errors.ts'
import { learnPanel } from '#shared/forecasting/panel/learn-panel.ts'
import { forecastQuickly } from '#shared/forecasting/panel/tail-lane.ts'
import type { ModelFigure, ModelTask } from '../../models/model-figure.ts'
import { publicDataFolder } from '../../models/public-data.ts'
import { forecastAll, meanOf } from '../forecast-all.ts'
import { type PublicSeries, readCarparts, readM3Monthly, readM4Weekly } from '../public-series.ts'
import { forecastByR, isRHere, type RMethod } from '../r/forecast-by-r.ts'

interface Set {
  readonly name: string
  readonly folder: string
  read(folder: string): PublicSeries[]
  /** Every so many series: R takes seconds for one. */
  readonly every: number
  readonly season: number
  readonly horizon: number
  readonly methods: readonly RMethod[]
  readonly measures: readonly (readonly [
    string,
    (series: PublicSeries, points: Float64Array) => number | null,
  ])[]
}

const smape = [
  'sMAPE',
  ({ actual }: PublicSeries, points: Float64Array) => symmetricPercentageError(actual, points),
] as const
const mase = (lag: number) =>
  [
    'MASE',
    ({ actual, history }: PublicSeries, points: Float64Array) =>
      meanAbsoluteScaledError(actual, points, history, lag),
  ] as const

const sets: readonly Set[] = [
  {
    name: 'M3 monthly, every 40th series',
    folder: 'm3',
    read: readM3Monthly,
    every: 40,
    season: 12,
    horizon: 18,
    methods: ['ets', 'thetaf', 'auto.arima'],
    measures: [smape, mase(12)],
  },
  {
    name: 'M4 weekly, every 12th series',
    folder: 'm4',
    read: readM4Weekly,
    every: 12,
    season: 52,
    horizon: 13,
    methods: ['ets', 'stlf', 'thetaf', 'auto.arima'],
    measures: [smape, mase(1)],
  },
  {
    name: 'carparts, every 15th series',
    folder: 'carparts',
    read: readCarparts,
    every: 15,
    season: 12,
    horizon: 12,
    methods: ['ets', 'thetaf', 'croston'],
    measures: [['RMSE', ({ actual }, points) => rootMeanSquaredError(actual, points)]],
  },
]

/** R's package `forecast` and ours on the same series in the same run, as far as `Rscript` is here: our figure, and each of R's beside it. */
export const task: ModelTask = {
  name: 'beside-r',
  data: null,
  async measure() {
    if (!isRHere()) {
      console.log('beside-r: skipped, for Rscript with the packages forecast and jsonlite is not here')
      return []
    }
    return sets.flatMap((set) => {
      const folder = publicDataFolder(set.folder)
      if (folder !== undefined) return measureSet(set, set.read(folder))
      console.log(`beside-r: ${set.name} skipped, for the dataset ${set.folder} is not here`)
      return []
    })
  },
}

function measureSet(
  { name, every, season, horizon, methods, measures }: Set,
  all: PublicSeries[],
): ModelFigure[] {
  const sample = all.filter((_, at) => at % every === 0)
  const ours = name.startsWith('carparts')
    ? tailOfAll(all, sample, season, horizon)
    : forecastAll(sample, { season, horizon })
  const byR = forecastByR(
    sample.map(({ history }) => history),
    { season, horizon, methods },
  )
  return byR.methods.flatMap((method): ModelFigure[] => {
    const figure = (what: string, own: number, value: number): ModelFigure => ({
      what: `${name}: ${what}`,
      ours: own,
      goal: null,
      baseline: { name: `${method.name} (${byR.version})`, value },
      published: null,
    })
    return [
      ...measures.map(([what, measure]) => {
        const of = (points: readonly Float64Array[]) =>
          meanOf(sample, (series, at) => measure(series, points[at] as Float64Array))
        return figure(what, of(ours.points), of(method.points))
      }),
      figure('CPU ms a series', ours.cpuMs, method.cpuMs),
    ]
  })
}

/** The tail lane with a panel of all series. */
function tailOfAll(
  all: readonly PublicSeries[],
  sample: readonly PublicSeries[],
  season: number,
  horizon: number,
) {
  const panel = learnPanel(
    all.map(({ history }) => history),
    season,
    horizon,
  )
  const before = process.cpuUsage()
  const points = sample.map(({ history }) => {
    const result = forecastQuickly(history, { season, horizon, nonNegative: true }, panel)
    if (!result.ok) throw new Error(result.failure.message)
    return result.value.points
  })
  const { user, system } = process.cpuUsage(before)
  return { points, cpuMs: (user + system) / 1000 / sample.length }
}
