import type { BelievedSeason } from './believed-season.ts'
import { firstSeason } from './first-season.ts'
import { seasonBlocks } from './season-phase.ts'

/** How sales go over a year. */
export interface YearlySeason {
  /** How much more is sold in each block than in a usual one: 52 numbers whose mean is 1, the first being the first block ahead. */
  readonly factors: readonly number[]
  /** How far off a block ahead may be because the season is not known better: one standard deviation, as a share of the block. 0 where no season is known. */
  readonly doubtRate: number
}

const plainSeason: YearlySeason = { factors: new Array<number>(seasonBlocks).fill(1), doubtRate: 0 }
const leastFactor = 0.25
const mostFactor = 4

/** A third of the year has been seen twice. */
export const fewestSeasonBlocks = 70

/**
 * The season of a year: `prior` with less than 16 months, and until two years are full a part of what `firstSeason` finds. `blocks` end with the last known one and may have gaps (NaN).
 *
 * With two years, each block is set against a straight line through all, and the season `prior`; the blocks of one phase in different years tell how much of their differences repeats, and
 * only as much of them is believed (James and Stein 1961; the share by analysis of variance).
 */
export function yearlySeason(blocks: Float64Array, prior: YearlySeason = plainSeason): YearlySeason {
  if (blocks.length < fewestSeasonBlocks) return prior
  const { factors } = prior
  const seen =
    blocks.length < 2 * seasonBlocks ? firstSeason(blocks, factors) : repeatedSeason(blocks, factors)
  if (seen === null) return prior
  return {
    factors: normalised(seen.ratios.map((ratio, phase) => ratio * (factors[phase] as number))),
    doubtRate: Math.hypot(seen.doubtRate, (1 - seen.believed) * prior.doubtRate),
  }
}

/** The season of blocks of two years or more, against a straight line through all. */
function repeatedSeason(blocks: Float64Array, prior: readonly number[]): BelievedSeason | null {
  const years = Math.floor(blocks.length / seasonBlocks)
  const recent = blocks.subarray(blocks.length - years * seasonBlocks)
  const ratios = recent.map((units, at) => units / (prior[at % seasonBlocks] as number))
  const trend = lineThrough(ratios)
  ratios.forEach((ratio, at) => {
    ratios[at] = ratio / trend(at)
  })
  const means = new Float64Array(seasonBlocks)
  let within = 0
  let freedom = 0
  for (let phase = 0; phase < seasonBlocks; phase++) {
    const same = ratios.filter((ratio, at) => at % seasonBlocks === phase && Number.isFinite(ratio))
    if (same.length === 0) return null
    const mean = same.reduce((sum, ratio) => sum + ratio, 0) / same.length
    means[phase] = mean
    within += same.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0)
    freedom += same.length - 1
  }
  const grand = means.reduce((sum, mean) => sum + mean, 0) / seasonBlocks
  const between = means.reduce((sum, mean) => sum + (mean - grand) ** 2, 0) / (seasonBlocks - 1)
  if (!(grand > 0) || !(between > 0) || freedom === 0) return null
  const chance = within / freedom / years
  const believed = Math.max(0, 1 - chance / between)
  return {
    ratios: means.map((mean) => 1 + believed * (mean / grand - 1)),
    believed,
    // The chance in a mean of years is believed in part: it is wrong ahead, and was taken out of the past, twice as each year is half of its mean.
    doubtRate: Math.sqrt((3 - believed) * believed * chance) / grand,
  }
}

function normalised(season: Float64Array): number[] {
  const held = season.map((factor) => Math.max(leastFactor, Math.min(mostFactor, factor)))
  const mean = held.reduce((sum, factor) => sum + factor, 0) / held.length
  return Array.from(held, (factor) => factor / mean)
}

/** A straight line through what is known, never below a tenth of the mean: its slope is the mean change from one year to the next, in which no season is. */
function lineThrough(values: Float64Array): (at: number) => number {
  let count = 0
  let meanAt = 0
  let mean = 0
  let changes = 0
  let pairs = 0
  values.forEach((value, at) => {
    if (!Number.isFinite(value)) return
    count++
    meanAt += at
    mean += value
    const before = values[at - seasonBlocks]
    if (before === undefined || !Number.isFinite(before)) return
    changes += value - before
    pairs++
  })
  if (count === 0 || pairs === 0) return () => 1
  meanAt /= count
  mean /= count
  const slope = changes / pairs / seasonBlocks
  return (at) => Math.max(0.1 * mean, mean + slope * (at - meanAt))
}
