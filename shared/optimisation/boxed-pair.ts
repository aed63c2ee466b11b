/** The sum of squares of `rest - first * x - second * y` over many rows, as sums of products. Rows are of order one: what they have in common is taken out before, for it would leave the sums no digits. */
export interface PairSums {
  readonly restSquares: number
  readonly restByFirst: number
  readonly restBySecond: number
  readonly firstSquares: number
  readonly firstBySecond: number
  readonly secondSquares: number
}

export interface Pair {
  readonly first: number
  readonly second: number
  /** The sum of squares there. */
  readonly squares: number
}

/** A determinant that is a smaller share of the product it is left over from is none. */
const roundingShare = 1e-12

/**
 * The two unknowns with the least sum of squares within their bounds, exactly: the free minimum where the box holds it, else the lowest on the four edges. Rows that do not tell the two
 * apart give one of the best pairs.
 */
export function solveBoxedPair(
  sums: PairSums,
  low: readonly [number, number],
  high: readonly [number, number],
): Pair {
  const { restByFirst, restBySecond, firstSquares, firstBySecond, secondSquares } = sums
  const at = (first: number, second: number): Pair => ({
    first,
    second,
    // Rounding may leave less than nothing of what fits perfectly.
    squares: Math.max(
      0,
      sums.restSquares +
        first * (firstSquares * first + 2 * (firstBySecond * second - restByFirst)) +
        second * (secondSquares * second - 2 * restBySecond),
    ),
  })
  const whole = firstSquares * secondSquares
  const determinant = whole - firstBySecond * firstBySecond
  if (determinant > roundingShare * whole) {
    const first = (restByFirst * secondSquares - restBySecond * firstBySecond) / determinant
    const second = (restBySecond * firstSquares - restByFirst * firstBySecond) / determinant
    const isInside = first >= low[0] && first <= high[0] && second >= low[1] && second <= high[1]
    if (isInside) return at(first, second)
  }
  const secondAt = (first: number) =>
    clamp((restBySecond - firstBySecond * first) / secondSquares, low[1], high[1])
  const firstAt = (second: number) =>
    clamp((restByFirst - firstBySecond * second) / firstSquares, low[0], high[0])
  return better(
    better(at(low[0], secondAt(low[0])), at(high[0], secondAt(high[0]))),
    better(at(firstAt(low[1]), low[1]), at(firstAt(high[1]), high[1])),
  )
}

function better(one: Pair, other: Pair): Pair {
  return other.squares < one.squares ? other : one
}

/** The nearest that is allowed; any will do where the rows say nothing (NaN). */
function clamp(value: number, low: number, high: number): number {
  return value > low ? Math.min(high, value) : low
}
