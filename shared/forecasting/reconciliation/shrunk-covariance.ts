/** A covariance matrix, row by row, and how far it was drawn to its diagonal (0..1). */
export interface ShrunkCovariance {
  readonly size: number
  readonly values: Float64Array
  readonly shrinkage: number
}

/**
 * The covariance of errors (`errors[node][time]`, mean taken as zero) drawn to its diagonal by as much as the uncertainty of its correlations says (Schäfer and Strimmer
 * 2005), as in MinT (Wickramasuriya, Athanasopoulos and Hyndman 2019). Nodes without any error get the smallest variance of the others.
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
  const scaled = errors.map((row, node) =>
    row.map((error) => error / ((deviations[node] as number) || floor)),
  )

  const correlations = new Float64Array(size * size)
  let uncertainty = 0
  let strength = 0
  for (let row = 0; row < size; row++) {
    correlations[row * size + row] = 1
    const one = scaled[row] as Float64Array
    for (let column = 0; column < row; column++) {
      const other = scaled[column] as Float64Array
      let sum = 0
      let squares = 0
      for (let time = 0; time < times; time++) {
        const product = (one[time] as number) * (other[time] as number)
        sum += product
        squares += product * product
      }
      const correlation = sum / times
      correlations[row * size + column] = correlation
      correlations[column * size + row] = correlation
      uncertainty += (squares - sum * correlation) / (times * Math.max(1, times - 1))
      strength += correlation * correlation
    }
  }
  const shrinkage = strength > 0 ? Math.max(0, Math.min(1, uncertainty / strength)) : 1
  const values = correlations.map((correlation, at) => {
    const row = Math.floor(at / size)
    const column = at % size
    const scale = ((deviations[row] as number) || floor) * ((deviations[column] as number) || floor)
    return row === column ? scale : (1 - shrinkage) * correlation * scale
  })
  return { size, values, shrinkage }
}
