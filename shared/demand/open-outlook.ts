import { normalQuantile } from '../forecasting/intervals/student-inflation.ts'
import { weekdayOf } from '../sales/day-number.ts'
import { countryWhere } from './abroad.ts'
import { factorInPlace } from './factor-in-place.ts'
import type { SoldIn } from './forecast-levels.ts'
import {
  blockDays,
  type Outlook,
  type OutlookBasis,
  outlookDays,
  spreadProbabilities,
  summedBlocks,
} from './outlook.ts'

/**
 * An outlook that can be asked. Offsets are days from the first day of the outlook, 0 to 90; what lies beyond is cut off, and a
 * stretch without a day is zero. Units are never below zero.
 */
export interface OpenOutlook {
  /** Units that are expected in `dayCount` days together. */
  expectedUnits(fromOffset: number, dayCount: number): number
  /** The units that `probability` (0 to 1, both excluded) of such stretches do not exceed: the stock for a service level. */
  quantile(fromOffset: number, dayCount: number, probability: number): number
  /** The range that holds `coverageRate` (0 to 1) of such stretches; it holds what is expected, and every narrower one. */
  interval(fromOffset: number, dayCount: number, coverageRate: number): UnitRange
}

export interface UnitRange {
  readonly lower: number
  readonly upper: number
}

/** From this share of outcomes on at or below zero, ranges begin there. */
const oftenZero = 0.25

/** The day factors of a category, or those of all others: where all of it is sold in one country, by that country's days, else by the mix of all. */
function dayFactorsOf(
  { dayFactors, abroad }: OutlookBasis,
  category: string,
  where: SoldIn,
): readonly number[] {
  const country = abroad === undefined ? undefined : countryWhere(abroad, where)
  const there = typeof country === 'string' ? abroad?.dayFactors[country] : undefined
  if (there !== undefined) return there
  const factors = (country === null ? abroad?.homeDayFactors : undefined) ?? dayFactors
  return (Object.hasOwn(factors, category) ? factors[category] : factors['']) ?? []
}

/** The same where a place or region has days of its own. */
function dayFactorsAt(basis: OutlookBasis, category: string, where: SoldIn): readonly number[] {
  const { placeDays = {}, regionDays = {} } = basis
  const factors = dayFactorsOf(basis, category, where)
  if (where === null) return factors
  const [all, name] = typeof where === 'string' ? [placeDays, where] : [regionDays, where.region]
  if (!Object.hasOwn(all, name)) return factors
  const ofAll = dayFactorsOf(basis, '', where)
  const ratios = new Map(all[name])
  return factors.map((factor, offset) =>
    factorInPlace(factor, ofAll[offset] ?? factor, ratios.get(offset) ?? 1),
  )
}

/**
 * Reads an outlook with what its run has in common.
 *
 * `where` is where that is sold which the outlook is about (see `whereSold`). A block is shared out over its days by weekday and calendar. Days of a block vary by themselves, so a share f of it is off by the root of
 * f times its scale; blocks go together by the correlation of the run. The errors of a sum have the shape of those of one block, or of four blocks together, or lie between.
 */
export function openOutlook(
  outlook: Outlook,
  basis: OutlookBasis,
  category: string,
  demandClass: string,
  where: SoldIn = null,
): OpenOutlook {
  const days = shareOutDays(outlook, dayFactorsAt(basis, category, where), basis.asOfDay)
  const { scores: ofOne, sumScores: ofSum = ofOne } = basis
  const single = outlook.scores ?? ofOne[demandClass] ?? ofOne.none ?? [0]
  const summed = outlook.scores ?? ofSum[demandClass] ?? ofSum.none ?? single

  const sumOf = (fromOffset: number, dayCount: number) => {
    const from = Math.max(0, Math.floor(fromOffset))
    const to = Math.min(outlookDays, Math.floor(fromOffset) + Math.floor(dayCount))
    let expected = 0
    let squares = 0
    let sizes = 0
    for (let start = from; start < to; ) {
      const block = Math.floor(start / blockDays)
      const end = Math.min(to, (block + 1) * blockDays)
      let share = 0
      for (let day = start; day < end; day++) share += days[day] as number
      expected += share * (outlook.blocks[block] ?? 0)
      const size = Math.sqrt(share) * (outlook.scales[block] ?? 0)
      squares += size * size
      sizes += size
      start = end
    }
    // Of all pairs of blocks, those of one block with itself are wholly correlated.
    const correlation = outlook.blockCorrelation ?? basis.blockCorrelation
    const scale = Math.sqrt((1 - correlation) * squares + correlation * sizes * sizes)
    return { expected, scale, scores: scoresBetween(single, summed, squares > 0 ? sizes ** 2 / squares : 1) }
  }
  return {
    expectedUnits: (fromOffset, dayCount) => sumOf(fromOffset, dayCount).expected,
    quantile: (fromOffset, dayCount, probability) => {
      const { expected, scale, scores } = sumOf(fromOffset, dayCount)
      return Math.max(0, expected + scale * scoreOf(scores, probability))
    },
    interval: (fromOffset, dayCount, coverageRate) => {
      const { expected, scale, scores } = sumOf(fromOffset, dayCount)
      return rangeAround(expected, scale, scores, coverageRate)
    },
  }
}

/** Scores of so many blocks together, between those of one and those of `summedBlocks`, which stand for more as well. */
function scoresBetween(
  single: readonly number[],
  summed: readonly number[],
  blocks: number,
): readonly number[] {
  const share = Math.max(0, Math.min(1, Math.log(blocks) / Math.log(summedBlocks)))
  if (share === 0 || single === summed) return single
  return share === 1 ? summed : single.map((score, at) => (1 - share) * score + share * (summed[at] ?? score))
}

/** The share of its block that each day has; the shares of a block add up to 1. */
function shareOutDays({ weekdayShares }: Outlook, factors: readonly number[], asOfDay: number): Float64Array {
  const days = Float64Array.from({ length: outlookDays }, (_, offset) => {
    const weekday = weekdayOf(asOfDay + 1 + offset)
    return (weekdayShares[weekday] ?? 1 / blockDays) * (factors[offset] ?? 1)
  })
  for (let start = 0; start < outlookDays; start += blockDays) {
    const block = days.subarray(start, start + blockDays)
    const whole = block.reduce((sum, share) => sum + share, 0)
    block.forEach((share, at) => {
      block[at] = whole > 0 ? share / whole : 1 / blockDays
    })
  }
  return days
}

/**
 * Both ends leave out the same share. Where a good part of all outcomes can be zero, the range begins there, and the upper end alone leaves out the share. In between the lower end stops at
 * zero while the upper one stays where it was when that happened, lest a wider range end lower.
 */
export function rangeAround(
  expected: number,
  scale: number,
  scores: readonly number[],
  coverageRate: number,
): UnitRange {
  const end = (probability: number) => expected + scale * scoreOf(scores, probability)
  const tail = (1 - coverageRate) / 2
  const below = scale > 0 ? shareBelow(scores, -expected / scale) : 0
  if (below >= oftenZero) return { lower: 0, upper: Math.max(expected, end(coverageRate)) }
  if (below <= tail)
    return { lower: Math.max(0, Math.min(expected, end(tail))), upper: Math.max(expected, end(1 - tail)) }
  return { lower: 0, upper: Math.max(expected, end(coverageRate), end(1 - below)) }
}

/** The error at a probability, on the lines between those that are kept; beyond them as a normal's tail goes on. */
export function scoreOf(scores: readonly number[], probability: number): number {
  const last = spreadProbabilities.length - 1
  const kept = (at: number) => scores[Math.min(at, scores.length - 1)] ?? 0
  const [least, most] = [spreadProbabilities[0] as number, spreadProbabilities[last] as number]
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, probability))
  if (inside <= least) return kept(0) * Math.max(1, normalQuantile(inside) / normalQuantile(least))
  if (inside >= most) return kept(last) * Math.max(1, normalQuantile(inside) / normalQuantile(most))
  let above = 1
  while ((spreadProbabilities[above] as number) < inside) above++
  const low = spreadProbabilities[above - 1] as number
  const high = spreadProbabilities[above] as number
  return kept(above - 1) + ((inside - low) / (high - low)) * (kept(above) - kept(above - 1))
}

/** The probability of an error no larger than `score`: the way back from `scoreOf`. */
function shareBelow(scores: readonly number[], score: number): number {
  let low = 0
  let high = 1
  for (let round = 0; round < 30; round++) {
    const middle = (low + high) / 2
    if (scoreOf(scores, middle) < score) low = middle
    else high = middle
  }
  return low
}
