/**
 * What many series say together on how to weigh the candidates: the sums of a least-squares problem. It is small whatever the number of series, and
 * pools of parts add up, so that the parts can be read one after the other or side by side.
 */
export interface WeightPool {
  readonly size: number
  /** Products of candidates, row by row. */
  readonly products: Float64Array
  /** Products of candidates and what came. */
  readonly targets: Float64Array
}

export function emptyWeightPool(size: number): WeightPool {
  return { size, products: new Float64Array(size * size), targets: new Float64Array(size) }
}

/** Adds forecasts of one series from one origin (`[candidate][step]`), each point weighing `1 / variance`. Changes the pool. */
export function addToWeightPool(
  pool: WeightPool,
  forecasts: readonly Float64Array[],
  actual: Float64Array,
  variance: number,
): void {
  const { size, products, targets } = pool
  for (let row = 0; row < size; row++) {
    const one = forecasts[row] as Float64Array
    let target = 0
    for (let step = 0; step < actual.length; step++)
      target += (one[step] as number) * (actual[step] as number)
    targets[row] = (targets[row] as number) + target / variance
    for (let column = 0; column <= row; column++) {
      const other = forecasts[column] as Float64Array
      let sum = 0
      for (let step = 0; step < actual.length; step++) sum += (one[step] as number) * (other[step] as number)
      products[row * size + column] = (products[row * size + column] as number) + sum / variance
      if (column < row) products[column * size + row] = products[row * size + column] as number
    }
  }
}

export function mergeWeightPools(one: WeightPool, other: WeightPool): WeightPool {
  return {
    size: one.size,
    products: one.products.map((value, at) => value + (other.products[at] as number)),
    targets: one.targets.map((value, at) => value + (other.targets[at] as number)),
  }
}

const ridge = 0.1
const mostRounds = 500

/**
 * The weights, none below zero, with the least sum of squared errors over the pool, held near the plain mean by a ridge of a tenth of the mean square. They need not add up to one: where
 * all candidates lag behind a rise, so does their mean, and the sum makes up for it. By coordinate descent. An empty pool answers the plain mean.
 */
export function poolWeights({ size, products, targets }: WeightPool): Float64Array {
  const prior = 1 / size
  const weights = new Float64Array(size).fill(prior)
  let trace = 0
  for (let at = 0; at < size; at++) trace += products[at * size + at] as number
  const pull = (ridge * trace) / size
  if (!(pull > 0)) return weights
  for (let round = 0; round < mostRounds; round++) {
    let moved = 0
    for (let at = 0; at < size; at++) {
      let rest = (targets[at] as number) + pull * prior
      for (let other = 0; other < size; other++) {
        if (other !== at) rest -= (products[at * size + other] as number) * (weights[other] as number)
      }
      const next = Math.max(0, rest / ((products[at * size + at] as number) + pull))
      moved = Math.max(moved, Math.abs(next - (weights[at] as number)))
      weights[at] = next
    }
    if (moved < 1e-9) break
  }
  return weights
}
