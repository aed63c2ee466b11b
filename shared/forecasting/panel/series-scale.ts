const rate = 0.2
const priorPoints = 4

/**
 * How far the next point of a series usually is from its smoothed level, in units: the root mean square of the errors of simple exponential smoothing
 * at a rate of 0.2, with four errors as large as the mean of the series as if seen before. Zero for a series of zeros only.
 */
export function seriesScale(series: Float64Array): number {
  let level = 0
  for (const value of series) level += value / series.length
  let squares = priorPoints * level * level
  for (const value of series) {
    const error = value - level
    squares += error * error
    level += rate * error
  }
  return Math.sqrt(squares / (series.length + priorPoints))
}
