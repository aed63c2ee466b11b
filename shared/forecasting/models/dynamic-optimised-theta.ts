import { minimiseInBox } from '../../optimisation/box-simplex.ts'
import { type Forecaster, fitWhen, refuseSeries } from '../forecaster.ts'

/** Level, and the straight line through all points so far (`mean`, `intercept`, `slope`), after `count` points. */
interface ThetaState {
  level: number
  mean: number
  intercept: number
  slope: number
  count: number
  /** (1 - rate) to the power of `count`. */
  power: number
}

/**
 * The dynamic optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler 2016): how much the curvature is raised is searched for
 * together with the smoothing, and the straight line is drawn anew with each point. For series without a season.
 */
export const dynamicOptimisedTheta: Forecaster = {
  name: 'dynamic-optimised-theta',
  fit: (series) =>
    fitWhen(refuseSeries(series, 4), () => {
      const first = series[0] as number
      let scale = Math.abs(first)
      for (const value of series) scale = Math.max(scale, Math.abs(value - first))
      const errors = new Float64Array(series.length)
      const state: ThetaState = { level: 0, mean: 0, intercept: 0, slope: 0, count: 0, power: 1 }
      const run = (point: Float64Array): number => {
        const rate = point[0] as number
        begin(state, first, rate, first / 2 + (point[1] as number) * scale)
        let squares = 0
        for (let at = 1; at < series.length; at++) {
          const forecast = nextPoint(state, rate, point[2] as number)
          const error = (series[at] as number) - forecast
          errors[at] = error
          // The first two steps only tell where the line begins.
          if (at > 1) squares += error * error
          advance(state, series[at] as number, rate)
        }
        return squares
      }
      const found = minimiseInBox(run, {
        lower: [0.1, -2, 1],
        upper: [0.99, 2, 20],
        start: [0.5, 0, 2],
        stepRate: 0.1,
        maxEvaluations: 250,
      })
      run(found.point)
      const [rate, , curvature] = found.point as unknown as [number, number, number]
      const last = { ...state }
      return {
        residuals: errors.slice(2),
        forecast(horizon) {
          const ahead = { ...last }
          return Float64Array.from({ length: horizon }, () => {
            const point = nextPoint(ahead, rate, curvature)
            advance(ahead, point, rate)
            return point
          })
        },
      }
    }),
}

function begin(state: ThetaState, first: number, rate: number, level: number): void {
  state.level = rate * first + (1 - rate) * level
  state.mean = first
  state.intercept = first
  state.slope = 0
  state.count = 1
  state.power = 1 - rate
}

function nextPoint(state: ThetaState, rate: number, curvature: number): number {
  const line = state.power * state.intercept + ((1 - state.power * (1 - rate)) / rate) * state.slope
  return state.level + (1 - 1 / curvature) * line
}

function advance(state: ThetaState, value: number, rate: number): void {
  const count = state.count + 1
  state.level = rate * value + (1 - rate) * state.level
  state.slope = ((count - 2) * state.slope + (6 / count) * (value - state.mean)) / (count + 1)
  state.mean = ((count - 1) * state.mean + value) / count
  state.intercept = state.mean - ((count + 1) / 2) * state.slope
  state.count = count
  state.power *= 1 - rate
}
