/** Figures of a list of numbers; each is null when there are too few of them. */

export function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Of the sample: divided by one less than their number. Null for fewer than two. */
export function standardDeviation(values: readonly number[]): number | null {
  const centre = mean(values)
  if (centre === null || values.length < 2) return null
  return Math.sqrt(sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1))
}

/** Weight of the newest value in {@link movingAverage}. */
export const newestWeight = 0.3

/** The exponentially weighted moving average: begins with the first value, then 0.3 of each new one and 0.7 of before. */
export function movingAverage(values: readonly number[]): number | null {
  return values.reduce<number | null>(
    (before, value) => (before === null ? value : newestWeight * value + (1 - newestWeight) * before),
    null,
  )
}

/** Null when there is nothing to divide by. */
export function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole
}

/** How often each name occurs. */
export type Tally<Name = string | number> = ReadonlyMap<Name, number>

export function tally<Name>(names: Iterable<Name>): Tally<Name> {
  const counts = new Map<Name, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** The share of the most frequent, 0..1. */
export function topRate(counts: Tally<unknown>): number | null {
  let most = 0
  for (const count of counts.values()) most = Math.max(most, count)
  return ratio(most, sum([...counts.values()]))
}

/** The most frequent; of several, the one that sorts first. */
export function top<Name extends string | number>(counts: Tally<Name>): Name | null {
  let best: readonly [Name, number] | null = null
  for (const [name, count] of counts) {
    if (best === null || count > best[1] || (count === best[1] && name < best[0])) best = [name, count]
  }
  return best === null ? null : best[0]
}

/** Shannon's entropy in bits: 0 when all is one, 1 for two halves, 2 for four quarters. */
export function entropyBits(counts: Tally<unknown>): number | null {
  const total = sum([...counts.values()])
  if (total === 0) return null
  return 0 - sum([...counts.values()].map((count) => (count / total) * Math.log2(count / total))) + 0
}

/** Whether one of the ascending values lies between two others, both included. */
export function hasBetween(ascending: readonly number[], from: number, to: number): boolean {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  const first = ascending[low]
  return first !== undefined && first <= to
}
