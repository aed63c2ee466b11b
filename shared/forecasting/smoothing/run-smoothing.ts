import type { SmoothingForm, SmoothingRates, SmoothingState } from './smoothing-model.ts'

/** What is divided by, and what a logarithm is taken of, lies above this. */
const leastForecast = 1e-9

/**
 * Runs a model over a series from `state`, which is left as it stands after the last point, and writes the error of each point into `errors`: actual minus forecast one step before.
 * With multiplicative errors, that as a share of the forecast times the geometric mean of all forecasts, so that the likelihood is greatest where the sum of squares is least,
 * and n times the logarithm of the sum is -2 log likelihood for both kinds. Returns the sum of squares; infinite where a multiplicative model breaks (a forecast at or below zero).
 */
export function runSmoothing(
  series: Float64Array,
  form: SmoothingForm,
  rates: SmoothingRates,
  state: SmoothingState,
  errors: Float64Array,
): number {
  const damping = form.trend === 'none' ? 0 : rates.damping
  const follow =
    form.season === 'none' ? followLevel : form.season === 'additive' ? followAdded : followMultiplied
  const squares = follow(series, rates, damping, state, errors)
  return form.error === 'additive' || squares === Number.POSITIVE_INFINITY
    ? squares
    : relateToForecasts(series, errors)
}

/** Without a season. Returns the sum of squares, as do the others. */
function followLevel(
  series: Float64Array,
  rates: SmoothingRates,
  damping: number,
  state: SmoothingState,
  errors: Float64Array,
): number {
  const { level: rate } = rates
  const kept = 1 - rate
  const bend = damping * rates.slope
  const end = series.length
  let { level } = state
  let faded = damping * state.slope
  let squares = 0
  for (let at = 0; at < end; at++) {
    const value = series[at] as number
    const forecast = level + faded
    const error = value - forecast
    errors[at] = error
    squares += error * error
    // Written so that the next forecast waits for few steps after this one: most of the time of all goes by here.
    level = rate * value + kept * forecast
    faded = damping * faded + bend * value - bend * forecast
  }
  state.level = level
  state.slope = damping > 0 ? faded / damping : 0
  return squares
}

function followAdded(
  series: Float64Array,
  rates: SmoothingRates,
  damping: number,
  state: SmoothingState,
  errors: Float64Array,
): number {
  const { level: rate, slope: slopeRate, season: seasonRate } = rates
  const { phases } = state
  const season = phases.length
  const end = series.length
  let { level, slope } = state
  let squares = 0
  let phase = 0
  for (let at = 0; at < end; at++) {
    const share = phases[phase] as number
    const faded = damping * slope
    const base = level + faded
    const error = (series[at] as number) - share - base
    errors[at] = error
    squares += error * error
    level = base + rate * error
    slope = faded + slopeRate * error
    phases[phase] = share + seasonRate * error
    phase = phase + 1 === season ? 0 : phase + 1
  }
  state.level = level
  state.slope = slope
  return squares
}

function followMultiplied(
  series: Float64Array,
  rates: SmoothingRates,
  damping: number,
  state: SmoothingState,
  errors: Float64Array,
): number {
  const { level: rate, slope: slopeRate, season: seasonRate } = rates
  const { phases } = state
  const season = phases.length
  const end = series.length
  let { level, slope } = state
  let squares = 0
  let phase = 0
  for (let at = 0; at < end; at++) {
    const share = phases[phase] as number
    const faded = damping * slope
    const base = level + faded
    const forecast = base * share
    if (!(base > leastForecast) || !(forecast > leastForecast)) return Number.POSITIVE_INFINITY
    const error = (series[at] as number) - forecast
    const ratio = error / forecast
    errors[at] = error
    squares += error * error
    level = base + rate * base * ratio
    slope = faded + slopeRate * base * ratio
    phases[phase] = share + seasonRate * share * ratio
    phase = phase + 1 === season ? 0 : phase + 1
  }
  state.level = level
  state.slope = slope
  return squares
}

/** Turns errors in units into shares of their forecasts times the geometric mean of these. */
function relateToForecasts(series: Float64Array, errors: Float64Array): number {
  const end = series.length
  let squares = 0
  let logs = 0
  let product = 1
  for (let at = 0; at < end; at++) {
    const error = errors[at] as number
    const forecast = (series[at] as number) - error
    if (!(forecast > leastForecast)) return Number.POSITIVE_INFINITY
    const ratio = error / forecast
    errors[at] = ratio
    squares += ratio * ratio
    product *= forecast
    if (product > 1e200 || product < 1e-200) {
      logs += Math.log(product)
      product = 1
    }
  }
  const mean = Math.exp((logs + Math.log(product)) / end)
  for (let at = 0; at < end; at++) errors[at] = mean * (errors[at] as number)
  return squares * mean * mean
}
