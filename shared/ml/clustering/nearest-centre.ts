/** Squared Euclidean distance of two points of equal width. */
export function squaredDistance(left: readonly number[], right: readonly number[]): number {
  let sum = 0
  for (let axis = 0; axis < left.length; axis++) {
    const difference = (left[axis] ?? 0) - (right[axis] ?? 0)
    sum += difference * difference
  }
  return sum
}

/** The index of the nearest centre, the first of equal ones, and the squared distance to it. */
export function nearestCentre(
  centres: readonly (readonly number[])[],
  point: readonly number[],
): { index: number; squaredDistance: number } {
  let index = 0
  let best = Number.POSITIVE_INFINITY
  for (const [candidate, centre] of centres.entries()) {
    const distance = squaredDistance(centre, point)
    if (distance < best) {
      best = distance
      index = candidate
    }
  }
  return { index, squaredDistance: best }
}

/** Inertia: the sum of the squared distances of all points to their nearest centres. */
export function inertiaOf(
  centres: readonly (readonly number[])[],
  points: readonly (readonly number[])[],
): number {
  return points.reduce((sum, point) => sum + nearestCentre(centres, point).squaredDistance, 0)
}

/** How many of the points are nearest to each centre. */
export function clusterSizes(
  centres: readonly (readonly number[])[],
  points: readonly (readonly number[])[],
): number[] {
  const sizes = centres.map(() => 0)
  for (const point of points) {
    const { index } = nearestCentre(centres, point)
    sizes[index] = (sizes[index] ?? 0) + 1
  }
  return sizes
}
