export type AbcClass = 'A' | 'B' | 'C'
export type XyzClass = 'X' | 'Y' | 'Z'

/** Revenue from which on an item is A, or at least B. Smallest units of a currency. */
export interface AbcBorders {
  readonly fromAMinor: number
  readonly fromBMinor: number
}

const shareOfA = 0.8
const shareOfAB = 0.95

/** The borders that divide items by what they sell: A the best that make 80 % of the revenue, B those that make up to 95 %, C the rest. */
export function abcBorders(revenuesMinor: ArrayLike<number>): AbcBorders {
  const falling = Float64Array.from(revenuesMinor)
    .filter((revenue) => revenue > 0)
    .sort()
    .reverse()
  const whole = falling.reduce((sum, revenue) => sum + revenue, 0)
  let before = 0
  // Beyond all revenue rather than infinite, which JSON cannot say.
  let fromAMinor = Number.MAX_VALUE
  let fromBMinor = Number.MAX_VALUE
  for (const revenue of falling) {
    // The item that crosses a border still belongs above it, so that there is always an A.
    if (before < shareOfA * whole) fromAMinor = revenue
    if (before < shareOfAB * whole) fromBMinor = revenue
    before += revenue
  }
  return { fromAMinor, fromBMinor }
}

export function abcClass(revenueMinor: number, { fromAMinor, fromBMinor }: AbcBorders): AbcClass {
  if (revenueMinor >= fromAMinor) return 'A'
  return revenueMinor >= fromBMinor ? 'B' : 'C'
}

const xyzBlocks = 52
const steadyBelow = 0.5
const unevenBelow = 1

/**
 * How steady sales are, by the coefficient of variation of the last 52 blocks that are known: X below 0.5, Y below 1, Z beyond or
 * without any sale.
 */
export function xyzClass(blocks: Float64Array): XyzClass {
  const known = blocks
    .subarray(Math.max(0, blocks.length - xyzBlocks))
    .filter((units) => !Number.isNaN(units))
  const mean = known.reduce((sum, units) => sum + units, 0) / known.length
  if (!(mean > 0)) return 'Z'
  const variance = known.reduce((sum, units) => sum + (units - mean) ** 2, 0) / known.length
  const variation = Math.sqrt(variance) / mean
  if (variation < steadyBelow) return 'X'
  return variation < unevenBelow ? 'Y' : 'Z'
}
