import type { BelievedSeason } from './believed-season.ts'
import { seasonBlocks, seasonPhase } from './season-phase.ts'

/**
 * How much more is sold in each block of a year than `prior` says, from more than one year and less than two: 52 ratios around 1, the first being that of the first block ahead. `blocks` end with the
 * last known one and may have gaps (NaN). Null when too much is missing, and without sales.
 *
 * Growth is the mean change from a block to that of a year later, in which no season is; what the last year differs from a line of that growth is the season. It is smoothed over three blocks,
 * because one year has its chances. Believed of it is what the blocks that were seen in a second year say: the slope of their differences over those of the year before, a reliability (Spearman 1910),
 * times their share of the year, because over a short stretch a level that wanders can happen to look alike.
 */
export function firstSeason(blocks: Float64Array, prior: readonly number[]): BelievedSeason | null {
  const plain = smoothed(
    blocks.map((units, at) => units / (prior[seasonPhase(at - blocks.length)] as number)),
  )
  const lastYear = plain.subarray(-seasonBlocks)
  const mean = lastYear.reduce((sum, units) => sum + units, 0) / seasonBlocks
  const seenAgain = Array.from({ length: plain.length - seasonBlocks }, (_, at) => at).filter((at) =>
    Number.isFinite(plain[at]),
  )
  if (!(mean > 0) || seenAgain.length === 0) return null
  const changes = seenAgain.map((at) => (plain[at + seasonBlocks] as number) - (plain[at] as number))
  const slope = meanOf(changes) / seasonBlocks
  const middle = plain.length - (seasonBlocks + 1) / 2
  const ratios = plain.map((units, at) => units / Math.max(leastShare * mean, mean + slope * (at - middle)))
  const repeated = slopeOf(
    seenAgain.map((at) => ratios[at] as number),
    seenAgain.map((at) => ratios[at + seasonBlocks] as number),
  )
  const reliability = Math.max(0, Math.min(1, repeated))
  const believed = (reliability * seenAgain.length) / seasonBlocks
  const last = ratios.subarray(-seasonBlocks)
  const variance = last.reduce((sum, ratio) => sum + (ratio - 1) ** 2, 0) / seasonBlocks
  const [season, chance] = [reliability * variance, (1 - reliability) * variance]
  return {
    ratios: last.map((ratio) => 1 + believed * (ratio - 1)),
    believed,
    // What is not believed of the season is missed; what is believed of chance is wrong ahead, and was taken out of the past.
    doubtRate: Math.sqrt((1 - believed) ** 2 * season + 2 * believed * chance),
  }
}

/** The line of growth never falls below this share of the last year's mean. */
const leastShare = 0.1

const kernel = [
  { away: -1, weight: 1 },
  { away: 0, weight: 2 },
  { away: 1, weight: 1 },
]

/** Each block with its neighbours; one that is missing is as its neighbours are. */
function smoothed(blocks: Float64Array): Float64Array {
  return blocks.map((_, at) => {
    let sum = 0
    let weights = 0
    for (const { away, weight } of kernel) {
      const units = blocks[at + away]
      if (units === undefined || Number.isNaN(units)) continue
      sum += weight * units
      weights += weight
    }
    return sum / weights
  })
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Of the line by least squares; 0 where all x are the same. */
function slopeOf(x: readonly number[], y: readonly number[]): number {
  const meanX = meanOf(x)
  const meanY = meanOf(y)
  const products = x.reduce((sum, value, at) => sum + (value - meanX) * ((y[at] as number) - meanY), 0)
  const squares = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
  return squares > 0 ? products / squares : 0
}
