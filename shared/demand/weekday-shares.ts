import { weekdayOf } from '../sales/day-number.ts'
import { blockDays } from './outlook.ts'

/** A plain week is as if this many units had been sold by the shares that are expected, before anything is seen. */
const priorUnits = 50
const recentDays = 182
const plainFrom = 0.8
const plainTo = 1.25

export const evenShares: readonly number[] = new Array<number>(blockDays).fill(1 / blockDays)

/**
 * The share of each weekday (Monday first, adding up to 1) in the last half year, of days that are plain and known, drawn towards `prior` as
 * if 50 units had been sold by it.
 */
export function weekdayShares(
  { firstDay, units }: { readonly firstDay: number; readonly units: Float64Array },
  factors: Float64Array,
  factorsFirstDay: number,
  prior: readonly number[],
): number[] {
  const sums = new Float64Array(blockDays)
  const counts = new Float64Array(blockDays)
  for (let at = Math.max(0, units.length - recentDays); at < units.length; at++) {
    const value = units[at] as number
    const factor = factors[firstDay + at - factorsFirstDay] ?? 1
    if (Number.isNaN(value) || factor < plainFrom || factor > plainTo) continue
    const weekday = weekdayOf(firstDay + at)
    sums[weekday] = (sums[weekday] as number) + value
    counts[weekday] = (counts[weekday] as number) + 1
  }
  // Weekdays are not known equally often, so a day's mean counts and not its sum.
  const days = counts.reduce((sum, count) => sum + count, 0)
  const shares = prior.map((share, weekday) => {
    const count = counts[weekday] as number
    const mean = count > 0 ? (sums[weekday] as number) / count : 0
    return (mean * days) / blockDays + priorUnits * share
  })
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share) => share / whole)
}

/** The shares of a category as one place has them, by how its week differs from that of all places. */
export function sharesInPlace(
  ofCategory: readonly number[],
  ofPlace: readonly number[] | undefined,
  ofAll: readonly number[],
): readonly number[] {
  if (ofPlace === undefined) return ofCategory
  const shares = ofCategory.map((share, weekday) => {
    const all = ofAll[weekday] as number
    return all > 0 ? (share * (ofPlace[weekday] as number)) / all : 0
  })
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return whole > 0 ? shares.map((share) => share / whole) : ofCategory
}
