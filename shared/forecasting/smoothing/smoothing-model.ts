/** The form of an exponential smoothing model in the state space notation of Hyndman, Koehler, Ord and Snyder (2008). */
export interface SmoothingForm {
  /** Whether errors are measured in units or as a share of the forecast. */
  readonly error: 'additive' | 'multiplicative'
  readonly trend: 'none' | 'additive' | 'damped'
  readonly season: 'none' | 'additive' | 'multiplicative'
}

/** How fast level, slope and season follow (0..1; the slope's share is at most the level's), and how fast the slope fades. */
export interface SmoothingRates {
  readonly level: number
  readonly slope: number
  readonly season: number
  readonly damping: number
}

/** Where the model stands: `phases[t % season]` belongs to point t. */
export interface SmoothingState {
  level: number
  slope: number
  readonly phases: Float64Array
}

/**
 * Runs a model over a series from `state`, which is left as it stands after the last point. Writes each error (actual minus
 * forecast one step before) into `errors` when given. Returns what maximum likelihood minimises, n log(sum of squared errors), and for
 * multiplicative errors 2 log of the product of forecasts besides; infinite where the model breaks (a forecast at or below zero).
 */
export function runSmoothing(
  series: Float64Array,
  form: SmoothingForm,
  rates: SmoothingRates,
  state: SmoothingState,
  errors: Float64Array | null,
): number {
  const { phases } = state
  const season = phases.length
  const seasonal = form.season !== 'none'
  const multiplied = form.season === 'multiplicative'
  const relative = form.error === 'multiplicative'
  const damping = form.trend === 'none' ? 0 : rates.damping
  const slopeRate = rates.level > 0 ? rates.slope / rates.level : 0
  const levelRate = rates.level
  const seasonRate = rates.season
  let { level, slope } = state
  let squares = 0
  let logs = 0
  let product = 1
  let phase = 0
  for (let at = 0; at < series.length; at++) {
    const value = series[at] as number
    const faded = damping * slope
    const base = level + faded
    const share = phases[phase] as number
    const forecast = !seasonal ? base : multiplied ? base * share : base + share
    const error = value - forecast
    if (errors !== null) errors[at] = error
    if (relative || multiplied) {
      if (!(base > 1e-9) || !(forecast > 1e-9)) return Number.POSITIVE_INFINITY
    }
    if (relative) {
      const ratio = error / forecast
      squares += ratio * ratio
      product *= forecast
      if (product > 1e200 || product < 1e-200) {
        logs += Math.log(product)
        product = 1
      }
    } else {
      squares += error * error
    }
    const adjusted = !seasonal ? value : multiplied ? value / share : value - share
    const before = level
    level = base + levelRate * (adjusted - base)
    slope = faded + slopeRate * (level - before - faded)
    if (seasonal) {
      phases[phase] = share + seasonRate * ((multiplied ? value / base : value - base) - share)
      phase = phase + 1 === season ? 0 : phase + 1
    }
  }
  state.level = level
  state.slope = slope
  const likelihood = series.length * Math.log(squares + 1e-300)
  return relative ? likelihood + 2 * (logs + Math.log(product)) : likelihood
}

/** The points after the last one, `count` points after the first, from where the model stands. */
export function projectSmoothing(
  form: SmoothingForm,
  damping: number,
  state: SmoothingState,
  count: number,
  horizon: number,
): Float64Array {
  const result = new Float64Array(horizon)
  let fade = 0
  let power = 1
  for (let step = 0; step < horizon; step++) {
    if (form.trend !== 'none') {
      power *= form.trend === 'damped' ? damping : 1
      fade += power
    }
    const base = state.level + fade * state.slope
    const share = state.phases[(count + step) % state.phases.length] as number
    result[step] =
      form.season === 'none' ? base : form.season === 'multiplicative' ? base * share : base + share
  }
  return result
}
