import type { ForecastSpread } from './spread.ts'

/** How errors grow with the horizon before anything is seen: as those of a random walk, at half weight. */
const usualGrowth = 0.5
const usualGrowthSteps = 2

/**
 * The spread of forecasts from the errors of a backtest: `errors[origin][step]`, actual minus forecast. The scale is that of a power of the step, its
 * exponent between 0 and 1 fitted to the errors' size and held near one half; beyond the steps that were tested it goes on growing alike. All
 * errors, each over the scale of its step, are the scores, so the steps lend each other what they know. `freedom` is how many independent errors there were: neighbours within
 * one horizon say much the same.
 */
export function backtestSpread(
  errors: readonly Float64Array[],
  horizon: number,
  freedom: number,
): ForecastSpread {
  const tested = errors[0]?.length ?? 0
  const sizes = new Float64Array(tested)
  let whole = 0
  for (const row of errors) {
    row.forEach((error, step) => {
      sizes[step] = (sizes[step] as number) + Math.abs(error) / errors.length
      whole += Math.abs(error)
    })
  }
  const growth = fitGrowth(sizes)
  const scales = Float64Array.from({ length: horizon }, (_, step) => (step + 1) ** growth)
  if (!(whole > 0)) return { scores: Float64Array.of(0), scales, freedom }
  const scores = new Float64Array(errors.length * tested)
  errors.forEach((row, of) => {
    row.forEach((error, step) => {
      scores[of * tested + step] = error / (step + 1) ** growth
    })
  })
  return { scores: scores.sort(), scales, freedom }
}

/** The slope of log size over log step, 0 to 1, by least squares with the usual growth as if seen before. */
function fitGrowth(sizes: Float64Array): number {
  let count = 0
  let meanStep = 0
  let meanSize = 0
  sizes.forEach((size, step) => {
    if (!(size > 0)) return
    count++
    meanStep += Math.log(step + 1)
    meanSize += Math.log(size)
  })
  if (count < 2) return usualGrowth
  meanStep /= count
  meanSize /= count
  let products = usualGrowth * usualGrowthSteps
  let squares = usualGrowthSteps
  sizes.forEach((size, step) => {
    if (!(size > 0)) return
    products += (Math.log(step + 1) - meanStep) * (Math.log(size) - meanSize)
    squares += (Math.log(step + 1) - meanStep) ** 2
  })
  return Math.max(0.1, Math.min(1, products / squares))
}
