import { fail, succeed } from '../../kernel/result.ts'
import { longestShort } from '../arima/arma-filter.ts'
import { type ArmaOrder, armaProblems } from '../arima/arma-squares.ts'
import { difference, integrate, wanders } from '../arima/difference.ts'
import { type ArmaFit, type FittedArma, fitArma, fitArmaProblem } from '../arima/fit-arma.ts'
import { type FittedForecaster, type Forecaster, refuseSeries } from '../forecaster.ts'
import { seasonalStrength } from '../season/seasonal-strength.ts'

/** Orders of a seasonal ARIMA model: `differences` of neighbours and `seasonalDifferences` a season apart come first. */
export interface ArimaOrder extends ArmaOrder {
  readonly differences: number
  readonly seasonalDifferences: number
}

/** A model with the orders that were chosen for it. */
export interface ChosenArima extends FittedForecaster {
  readonly order: ArimaOrder
}

/** An ARIMA model of given orders, `p` and `q` up to 3, by conditional least squares. */
export function arima(order: ArimaOrder): Forecaster {
  return {
    name: 'arima',
    fit(series, { season }) {
      if (Math.max(order.p, order.q) > longestShort) {
        const message = `p and q are at most ${longestShort}.`
        return fail({ kind: 'invalid-data', message, retryable: false })
      }
      const longest = order.p + order.q + season * (order.seasonalP + order.seasonalQ)
      const lost = order.differences + order.seasonalDifferences * season
      const refused = refuseSeries(series, lost + longest + 4)
      if (refused !== null) return fail(refused)
      const steps = differenceAll(series, season, order.differences, order.seasonalDifferences)
      return succeed(restored(steps, fitArma(steps.stationary, season, order)))
    },
  }
}

/** A seasonal difference from this strength of season on (Wang, Smith and Hyndman 2006; the R package `forecast`). */
const strongSeason = 0.64
const longestSeason = 24
const mostFits = 16
const coarse = { mostRounds: 4, leastGain: 1e-3 }
const fine = { mostRounds: 8, leastGain: 1e-6 }
/** To a stretch: from nothing or from a shorter one, for the coefficients of the whole series know what came after it. */
const again = { mostRounds: 12, leastGain: 1e-4 }

/**
 * ARIMA with orders chosen by the corrected information criterion among neighbours of four first models (Hyndman and Khandakar 2008), with differences by the
 * tests above. Seasons longer than 24 points are not modelled. At most 16 models are fitted.
 */
export const automaticArima: Forecaster = {
  name: 'automatic-arima',
  fit(series, shape) {
    const refused = refuseSeries(series, 8)
    if (refused !== null) return fail(refused)
    const season =
      shape.season > 1 && shape.season <= longestSeason && series.length >= 3 * shape.season + 2
        ? shape.season
        : 1
    const seasonalDifferences = seasonalStrength(series, season) > strongSeason ? 1 : 0
    const afterSeason = seasonalDifferences === 1 ? difference(series, season) : series
    const first = wanders(afterSeason) ? 1 : 0
    const differences =
      first === 1 && seasonalDifferences === 0 && wanders(difference(afterSeason, 1)) ? 2 : first
    const differenced = (of: Float64Array) => differenceAll(of, season, differences, seasonalDifferences)
    const steps = differenced(series)
    const found = searchOrder(steps.stationary, season, differences + seasonalDifferences < 2)
    const fitted: ChosenArima = {
      ...restored(steps, found),
      order: { ...found.order, differences, seasonalDifferences },
      refit(stretches) {
        let before: FittedArma | null = null
        return stretches.map((stretch) => {
          if (stretch.length < (seasonalDifferences + 1) * season + differences + 6) return null
          const known = differenced(stretch)
          const search = before === null ? again : { ...again, from: before.free }
          before = fitArma(known.stationary, season, found.order, search)
          return restored(known, before)
        })
      },
    }
    return succeed(fitted)
  },
}

function searchOrder(series: Float64Array, season: number, constant: boolean): FittedArma {
  const seasonal = season > 1 ? 1 : 0
  const problemOf = armaProblems(series, season, seasonal)
  const tried = new Set<string>()
  const plain = { p: 0, q: 0, seasonalP: 0, seasonalQ: 0, constant }
  let best: ArmaFit = fitArmaProblem(problemOf(plain), coarse)
  const attempt = (change: Partial<ArmaOrder>) => {
    const order = { ...best.order, ...change }
    if (Math.min(order.p, order.q) < 0 || Math.max(order.p, order.q) > longestShort) return
    if (order.seasonalP > seasonal || order.seasonalQ > seasonal) return
    const key = Object.values(order).join()
    if (tried.has(key) || tried.size >= mostFits) return
    tried.add(key)
    const fitted = fitArmaProblem(problemOf(order), { ...coarse, from: best.free })
    if (fitted.aicc < best.aicc) best = fitted
  }
  attempt({ p: 1, q: 0, seasonalP: seasonal, seasonalQ: 0 })
  attempt({ p: 0, q: 1, seasonalP: 0, seasonalQ: seasonal })
  attempt({ p: 2, q: 2, seasonalP: seasonal, seasonalQ: seasonal })
  for (;;) {
    const from = best
    const { p, q, seasonalP, seasonalQ } = from.order
    attempt({ p: p - 1 })
    attempt({ p: p + 1 })
    attempt({ q: q - 1 })
    attempt({ q: q + 1 })
    attempt({ seasonalP: 1 - seasonalP })
    attempt({ seasonalQ: 1 - seasonalQ })
    if (constant) attempt({ constant: !from.order.constant })
    if (best === from) return fitArmaProblem(problemOf(from.order), { ...fine, from: from.free }).describe()
  }
}

/** A series and its differences, each made of the one before: what integration needs. */
interface Differences {
  readonly stationary: Float64Array
  readonly steps: readonly { readonly history: Float64Array; readonly lag: number }[]
}

function differenceAll(
  series: Float64Array,
  season: number,
  differences: number,
  seasonalDifferences: number,
): Differences {
  const steps: { history: Float64Array; lag: number }[] = []
  let stationary = series
  for (let times = 0; times < seasonalDifferences + differences; times++) {
    const lag = times < seasonalDifferences ? season : 1
    steps.push({ history: stationary, lag })
    stationary = difference(stationary, lag)
  }
  return { stationary, steps }
}

function restored({ steps }: Differences, fitted: FittedArma): FittedForecaster {
  return {
    residuals: fitted.errors,
    forecast: (horizon) =>
      steps.reduceRight(
        (points, { history, lag }) => integrate(points, history, lag),
        fitted.forecast(horizon),
      ),
  }
}
