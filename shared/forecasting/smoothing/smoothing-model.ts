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
