import * as z from 'zod'
import type { RandomSource } from '../../kernel/random.ts'
import { sampleRows } from '../clustering/sample-rows.ts'

export const neighbourBagsSchema = z.object({
  /** Over how many nearest points of a bag distances are averaged. */
  neighbourCount: z.int().positive(),
  /** Samples of the data; in each, every point's values one after another. */
  bags: z.array(z.array(z.number()).min(1).readonly()).min(1).readonly(),
})
/**
 * Samples of the data that rows are held against. A few hundred points tell what is far from everything as well as all of them, and
 * do it in a time that does not grow with the square (Wu and Jermaine 2006; Sugiyama and Borgwardt 2013); several samples even out
 * chance (Aggarwal and Sathe 2015).
 */
export type NeighbourBags = z.infer<typeof neighbourBagsSchema>

/** Points of a bag stand on a grid of so many lines to a standard deviation. */
const roundedTo = 16

/** Draws `bagCount` bags of `bagRowCount` rows. Columns are in standard deviations. */
export function drawBags(
  columns: readonly Float64Array[],
  options: { readonly bagCount: number; readonly bagRowCount: number; readonly neighbourCount: number },
  random: RandomSource,
): NeighbourBags {
  const rowCount = columns[0]?.length ?? 0
  const bags = Array.from({ length: options.bagCount }, () =>
    sampleRows(rowCount, options.bagRowCount, random).flatMap((row) =>
      // Rounded, so that the artifact is small and holds nobody's exact figures; distances hardly change.
      columns.map((column) => Math.round((column[row] ?? 0) * roundedTo) / roundedTo + 0),
    ),
  )
  return { neighbourCount: options.neighbourCount, bags }
}

/**
 * Of each row the mean distance to its nearest points, averaged over the bags. A bag may hold the row itself, so one point
 * nearer than rounding is passed over.
 */
export function neighbourDistances(model: NeighbourBags, columns: readonly Float64Array[]): Float64Array {
  const bags = bagsOf(model)
  const scores = new Float64Array(columns[0]?.length ?? 0)
  const point = new Float64Array(columns.length)
  const nearest = new Float64Array(model.neighbourCount)
  for (let row = 0; row < scores.length; row++) {
    for (let axis = 0; axis < point.length; axis++) point[axis] = columns[axis]?.[row] ?? 0
    let sum = 0
    for (const bag of bags) sum += meanNearest(bag, point, nearest)
    scores[row] = sum / bags.length
  }
  return scores
}

const known = new WeakMap<NeighbourBags, Float64Array[]>()

/** The bags as plain numbers, made once for a model: that takes longer than to hold one row against them. */
function bagsOf(model: NeighbourBags): Float64Array[] {
  const bags = known.get(model) ?? model.bags.map((bag) => Float64Array.from(bag))
  known.set(model, bags)
  return bags
}

/** `nearest` is room for the squared distances of the nearest points, ascending. */
function meanNearest(bag: Float64Array, point: Float64Array, nearest: Float64Array): number {
  const width = point.length
  const last = nearest.length - 1
  nearest.fill(Number.POSITIVE_INFINITY)
  // As far as a point may lie from itself on the grid.
  const itself = width * (0.5 / roundedTo) ** 2
  let isItselfSeen = false
  for (let start = 0; start < bag.length; start += width) {
    const limit = nearest[last] as number
    let squared = 0
    // What is further than the nearest need not be known exactly.
    for (let axis = 0; axis < width && squared < limit; axis++) {
      const difference = (point[axis] as number) - (bag[start + axis] as number)
      squared += difference * difference
    }
    if (squared <= itself && !isItselfSeen) {
      isItselfSeen = true
      continue
    }
    if (squared >= limit) continue
    let place = last
    while (place > 0 && (nearest[place - 1] as number) > squared) {
      nearest[place] = nearest[place - 1] as number
      place--
    }
    nearest[place] = squared
  }
  let sum = 0
  let count = 0
  while (count < nearest.length && nearest[count] !== Number.POSITIVE_INFINITY) {
    sum += Math.sqrt(nearest[count] as number)
    count++
  }
  return count === 0 ? 0 : sum / count
}
