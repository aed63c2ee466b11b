/** What each number of a point may be at least and at most. */
export interface Box {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** Moves a point's numbers to the nearest that the box allows, in place. */
export function moveInto(box: Box, point: Float64Array): Float64Array {
  for (let index = 0; index < point.length; index += 1) {
    point[index] = Math.min(
      box.high[index] as number,
      Math.max(box.low[index] as number, point[index] as number),
    )
  }
  return point
}

export interface Minimum {
  readonly point: Float64Array
  readonly value: number
  /** How often the function was asked. */
  readonly evaluations: number
  /** Whether it stopped because there was nothing left to gain, not because it had asked often enough. */
  readonly isConverged: boolean
}
