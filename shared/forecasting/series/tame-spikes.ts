/** A series without slips of the pen, and how many there were. */
export interface TamedSeries {
  readonly series: Float64Array
  readonly spikes: number
}

/** A point this many times as large as the 90 % point of the others is no demand but an error of entry. */
const beyond = 100
const fewest = 5

/**
 * Lowers points that cannot be right (1e9 among hundreds) to the 90 % point of the sizes that are not zero. Wide on purpose: real
 * peaks stay. Left alone are series with fewer than five points that are not zero.
 */
export function tameSpikes(series: Float64Array): TamedSeries {
  const sizes = series.map(Math.abs).filter((size) => size > 0)
  if (sizes.length < fewest) return { series, spikes: 0 }
  let largest = 0
  for (const size of sizes) largest = Math.max(largest, size)
  // The largest can be no spike when it is near the mean of the others; that spares most series the sorting.
  let sum = 0
  for (const size of sizes) sum += size
  if (largest * (sizes.length - 1) < beyond * (sum - largest) * 0.1) return { series, spikes: 0 }
  sizes.sort()
  const usual = sizes[Math.floor(0.9 * (sizes.length - 2))] as number
  const limit = beyond * usual
  if (largest <= limit) return { series, spikes: 0 }
  let spikes = 0
  const tamed = series.map((value) => {
    if (Math.abs(value) <= limit) return value
    spikes++
    return Math.sign(value) * usual
  })
  return { series: tamed, spikes }
}
