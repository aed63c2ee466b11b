import { weekdayOf } from '../sales/day-number.ts'
import type { DayFactors } from './day-factors.ts'
import { plainBlocks } from './demand-blocks.ts'
import { ofCategory } from './demand-knowledge.ts'
import type { SoldIn } from './forecast-levels.ts'
import { blockDays, outlookBlocks } from './outlook.ts'
import { seasonPhase } from './season-phase.ts'
import { evenShares, sharesInPlace, weekdayShares } from './weekday-shares.ts'

/** When sales come, apart from how many there are: by day of the week, of the year, and by what is on. */
export interface DemandRhythm {
  readonly asOfDay: number
  /** Reaches from the oldest day that is looked at to the last day ahead. */
  readonly factors: DayFactors
  /** By category ('' for all others). */
  readonly seasons: Readonly<Record<string, readonly number[]>>
  readonly seasonDoubts: Readonly<Record<string, number>>
  readonly weekdayShares: Readonly<Record<string, readonly number[]>>
  /** By place; those of all places are `weekdayShares['']`. */
  readonly placeShares: Readonly<Record<string, readonly number[]>>
}

/** Daily numbers whose last is that of the last known day; NaN is missing. */
export interface DailySeries {
  readonly firstDay: number
  readonly units: Float64Array
}

/** A series without its rhythm, and what brings the rhythm back. */
export interface PlainSeries {
  /** In blocks, the last being the last known one; NaN is missing. */
  readonly blocks: Float64Array
  readonly weekdayShares: readonly number[]
  /** By block ahead: its units over those of a plain block. */
  readonly ahead: readonly number[]
  /** How far off a block ahead may be because its season is not known better, as a share of the block. */
  readonly doubtRate: number
}

/** Takes the rhythm out of a series of a category, from where it is sold. */
export function withoutRhythm(
  series: DailySeries,
  category: string | null,
  where: SoldIn,
  rhythm: DemandRhythm,
): PlainSeries {
  const { factors, asOfDay } = rhythm
  const ofDays = factors.factorsOf(category ?? '', where)
  const prior = sharesInPlace(
    ofCategory(rhythm.weekdayShares, category),
    typeof where !== 'string' || !Object.hasOwn(rhythm.placeShares, where)
      ? undefined
      : rhythm.placeShares[where],
    rhythm.weekdayShares[''] ?? evenShares,
  )
  const shares = weekdayShares(series, ofDays, factors.firstDay, prior)
  const season = ofCategory(rhythm.seasons, category)
  const blocks = plainBlocks(series, ofDays, factors.firstDay, shares)
  blocks.forEach((units, at) => {
    blocks[at] = units / (season[seasonPhase(at - blocks.length)] as number)
  })
  const ahead = Array.from({ length: outlookBlocks }, (_, block) => {
    let exposure = 0
    for (let at = 0; at < blockDays; at++) {
      const day = asOfDay + 1 + block * blockDays + at
      exposure += (shares[weekdayOf(day)] as number) * (ofDays[day - factors.firstDay] ?? 1)
    }
    return exposure * (season[seasonPhase(block)] as number)
  })
  return { blocks, weekdayShares: shares, ahead, doubtRate: ofCategory(rhythm.seasonDoubts, category) }
}
