/** Simple exponential smoothing from the first point on, at the rate of a grid with the least squared error. */
export function bestSmoothed(history: Float64Array): number {
  let best = { squares: Number.POSITIVE_INFINITY, level: 0 }
  for (const rate of [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8]) {
    let level = history[0] as number
    let squares = 0
    for (const value of history.subarray(1)) {
      squares += (value - level) ** 2
      level += rate * (value - level)
    }
    if (squares < best.squares) best = { squares, level }
  }
  return best.level
}
