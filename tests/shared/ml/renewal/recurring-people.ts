import type { RandomSource } from '#shared/kernel/random.ts'
import type { RenewalSeries } from '#shared/ml/renewal/renewal-series.ts'
import { drawGamma } from '../lifetime-value/simulate-people.ts'

export interface Recurring {
  readonly shape: number
  readonly mean: number
  readonly series: RenewalSeries
  /** The gap after those of the series. */
  readonly next: number
}

/** People with gamma gaps of a shape and mean of their own: log-normal, about shape 4 and 14 days. */
export function recurringPeople(random: RandomSource, count: number): Recurring[] {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length: count }, () => {
    const [shape, mean] = [4 * Math.exp(0.6 * normal()), 14 * Math.exp(0.6 * normal())]
    const gaps = Array.from({ length: 7 + Math.floor(13 * random()) }, () =>
      Math.max(0.1, drawGamma(random, shape, shape / mean)),
    )
    return { shape, mean, series: { gaps: gaps.slice(1) }, next: gaps[0] as number }
  })
}
