/**
 * A covariance matrix of errors drawn to its diagonal, kept as what it is made of: with some fifty errors each, thousands of nodes take some megabytes
 * instead of a number for each pair of nodes.
 */
export interface ShrunkCovariance {
  readonly size: number
  /** Standard deviation of the errors of each node. */
  readonly deviations: Float64Array
  /** `scaled[node][time]`: errors over their deviation; zeros for a node without any error. */
  readonly scaled: readonly Float64Array[]
  /** How far it was drawn to its diagonal (0..1). */
  readonly shrinkage: number
}

/**
 * The covariance of errors (`errors[node][time]`, mean taken as zero) drawn to its diagonal by as much as the uncertainty of its correlations says (Schäfer and Strimmer
 * 2005), as in MinT (Wickramasuriya, Athanasopoulos and Hyndman 2019). Nodes without any error get the smallest variance of the others.
 *
 * What is summed over all pairs of nodes is summed over pairs of times instead, for the squares of all entries of E E' and of E' E have the same sum.
 */
export function shrunkCovariance(errors: readonly Float64Array[]): ShrunkCovariance {
  const size = errors.length
  const times = errors[0]?.length ?? 0
  const deviations = Float64Array.from(errors, (row) =>
    Math.sqrt(row.reduce((sum, error) => sum + error * error, 0) / Math.max(1, times)),
  )
  let least = Number.POSITIVE_INFINITY
  for (const deviation of deviations) if (deviation > 0) least = Math.min(least, deviation)
  const floor = Number.isFinite(least) ? least : 1
  for (const [node, deviation] of deviations.entries()) if (!(deviation > 0)) deviations[node] = floor
  const scaled = errors.map((row, node) => row.map((error) => error / (deviations[node] as number)))

  // Of all pairs of different nodes: the sum of their squared products at each time, and of their squared sums of products.
  let products = 0
  let sums = 0
  for (let time = 0; time < times; time++) {
    let squares = 0
    let fourths = 0
    for (const row of scaled) {
      const square = (row[time] as number) ** 2
      squares += square
      fourths += square * square
    }
    products += (squares * squares - fourths) / 2
    for (let other = 0; other <= time; other++) {
      let sum = 0
      for (const row of scaled) sum += (row[time] as number) * (row[other] as number)
      sums += (other === time ? 0.5 : 1) * sum * sum
    }
  }
  for (const row of scaled) sums -= row.reduce((sum, error) => sum + error * error, 0) ** 2 / 2
  const uncertainty = (products - sums / times) / (times * Math.max(1, times - 1))
  const strength = sums / (times * times)
  const shrinkage = strength > 0 ? Math.max(0, Math.min(1, uncertainty / strength)) : 1
  return { size, deviations, scaled, shrinkage }
}

/** What of a node's variance it has by itself: on the diagonal nothing is drawn, so what was drawn elsewhere is left over there. */
export function ownShare({ scaled, shrinkage }: ShrunkCovariance, node: number): number {
  return scaled[node]?.some((error) => error !== 0) === true ? shrinkage : 1
}

/** The covariance matrix times a vector with a number for each node. */
export function timesCovariance(covariance: ShrunkCovariance, vector: Float64Array): Float64Array {
  const { size, deviations, scaled, shrinkage } = covariance
  const times = scaled[0]?.length ?? 0
  const together = new Float64Array(times)
  for (let node = 0; node < size; node++) {
    const value = (deviations[node] as number) * (vector[node] as number)
    if (value === 0) continue
    const row = scaled[node] as Float64Array
    for (let time = 0; time < times; time++)
      together[time] = (together[time] as number) + value * (row[time] as number)
  }
  const result = new Float64Array(size)
  for (let node = 0; node < size; node++) {
    const row = scaled[node] as Float64Array
    const deviation = deviations[node] as number
    let sum = 0
    for (let time = 0; time < times; time++) sum += (row[time] as number) * (together[time] as number)
    const shared = ((1 - shrinkage) * sum) / Math.max(1, times)
    result[node] = deviation * (shared + ownShare(covariance, node) * deviation * (vector[node] as number))
  }
  return result
}
