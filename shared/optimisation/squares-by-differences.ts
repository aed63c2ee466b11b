import type { Box } from './box.ts'
import type { SquaresProblem } from './least-squares.ts'

const step = 1e-4

/**
 * The problem of errors whose slopes are taken by differences. `evaluate` writes the `count` errors of a point into the array it is given and returns the sum of their squares, infinite where the point has none; it is
 * asked within the box only.
 */
export function squaresByDifferences(
  evaluate: (point: Float64Array, errors: Float64Array) => number,
  count: number,
  box: Box,
): SquaresProblem {
  const size = box.low.length
  // One block of memory: for small problems, allocating is what takes the time.
  const memory = new Float64Array((size + 1) * count)
  const errors = memory.subarray(0, count)
  const slopes = Array.from({ length: size }, (_, of) => memory.subarray((of + 1) * count, (of + 2) * count))
  return {
    size,
    squaresAt: (point) => evaluate(point, errors),
    slopesAt(point, normal, pull) {
      for (let row = 0; row < size; row++) {
        const slope = slopes[row] as Float64Array
        writeSlope(evaluate, point, row, box, errors, slope)
        pull[row] = -sumOfProducts(slope, errors)
        for (let column = 0; column <= row; column++) {
          const value = sumOfProducts(slope, slopes[column] as Float64Array)
          normal[row * size + column] = value
          normal[column * size + row] = value
        }
      }
    },
  }
}

/** A variable that may not move has no slope. */
function writeSlope(
  evaluate: (point: Float64Array, errors: Float64Array) => number,
  point: Float64Array,
  variable: number,
  box: Box,
  errors: Float64Array,
  slope: Float64Array,
): void {
  const before = point[variable] as number
  const move = before + step > (box.high[variable] as number) ? -step : step
  point[variable] = before + move
  const isKnown = Number.isFinite(evaluate(point, slope))
  point[variable] = before
  if (!isKnown) slope.fill(0)
  else subtract(slope, errors, 1 / move)
}

/** slope = (slope - errors) * factor */
function subtract(slope: Float64Array, errors: Float64Array, factor: number): void {
  for (let at = 0; at < slope.length; at++) {
    slope[at] = ((slope[at] as number) - (errors[at] as number)) * factor
  }
}

function sumOfProducts(one: Float64Array, other: Float64Array): number {
  let even = 0
  let odd = 0
  let at = 0
  for (; at + 1 < one.length; at += 2) {
    even += (one[at] as number) * (other[at] as number)
    odd += (one[at + 1] as number) * (other[at + 1] as number)
  }
  return at < one.length ? even + odd + (one[at] as number) * (other[at] as number) : even + odd
}
