export interface IntervalSearch {
  readonly low: number
  readonly high: number
  /** Points at equal distances, both ends among them, that are asked first: 3 or more. */
  readonly gridPoints: number
  /** The search ends when the minimum is known to this, in units of the variable. */
  readonly tolerance: number
}

export interface Asked {
  readonly at: number
  readonly value: number
}

/** The smaller part of a golden section. */
const golden = (3 - Math.sqrt(5)) / 2

/**
 * A least value of a function of one variable within bounds: the best of a grid, and from there on the lowest point of the parabola through the best point and one on either
 * side of it, or a golden section where parabolas make too little of the interval (after Brent 1973, chapter 5). Never worse than the best of the grid. NaN counts as infinite.
 */
export function minimiseOnInterval(
  evaluate: (at: number) => number,
  { low, high, gridPoints, tolerance }: IntervalSearch,
): Asked {
  const ask = (at: number): Asked => {
    const value = evaluate(at)
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
  }
  const grid = Array.from({ length: gridPoints }, (_, of) =>
    ask(Math.min(high, low + ((high - low) * of) / (gridPoints - 1))),
  )
  const start = grid.reduce((best, { value }, of) => (value < (grid[best] as Asked).value ? of : best), 0)
  let left = grid[start - 1]
  let middle = grid[start] as Asked
  let right = grid[start + 1]
  if (left === undefined || right === undefined) {
    // At an end: a point just inside tells whether the minimum is there.
    const inside = ask(left === undefined ? low + tolerance : high - tolerance)
    if (!(inside.value < middle.value)) return middle
    left ??= middle
    right ??= middle
    middle = inside
  }
  let hasHalved = true
  for (;;) {
    const width = right.at - left.at
    const isRightLarger = right.at - middle.at > middle.at - left.at
    if ((isRightLarger ? right.at - middle.at : middle.at - left.at) <= tolerance) return middle
    const outwards = (isRightLarger ? right.at : left.at) - middle.at
    let step = hasHalved ? stepToVertex(left, middle, right) : golden * outwards
    if (!(Math.abs(step) >= tolerance))
      step = Math.sign(outwards) * Math.min(tolerance, Math.abs(outwards) / 2)
    const trial = ask(middle.at + step)
    if (trial.value < middle.value) {
      if (step < 0) right = middle
      else left = middle
      middle = trial
    } else if (step < 0) left = trial
    else right = trial
    hasHalved = right.at - left.at <= width / 2
  }
}

/** From the middle of three points to the lowest one of the parabola through them; NaN where there is none. */
function stepToVertex(left: Asked, middle: Asked, right: Asked): number {
  const back = left.at - middle.at
  const ahead = right.at - middle.at
  const rise = (left.value - middle.value) / back
  const other = (right.value - middle.value) / ahead
  return (back * other - ahead * rise) / (2 * (other - rise))
}
