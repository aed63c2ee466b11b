import type { DailySeries } from './demand-rhythm.ts'
import type { NodeDemand } from './node-demand.ts'
import { blockDays } from './outlook.ts'
import { seasonBlocks } from './season-phase.ts'
import { fewestSeasonBlocks } from './yearly-season.ts'

/** A place sells all the time when it began and went on within so many days of both ends. */
const slackDays = 28
/** Spans that are tried, the longest first: three years, two and a half, two, one and a half, and the shortest of which a season is learned. */
const spanBlocks = [
  3 * seasonBlocks,
  2.5 * seasonBlocks,
  2 * seasonBlocks,
  1.5 * seasonBlocks,
  fewestSeasonBlocks,
]
const leastShare = 0.5

/**
 * What a sum sold in those of its places that sold all the time: a place that opened, or closed, looks like a season otherwise, and what is expected next falls by as much as it brought. Of the longest
 * span, until the last day, in which such places have at least half of what was sold; the sum as it is where there is none, or where all places are such.
 *
 * @param parts the same of its places
 */
export function likeForLike(sum: NodeDemand, parts: readonly NodeDemand[]): DailySeries {
  const endDay = sum.firstDay + sum.units.length
  const own = sum.units.length
  const spans = [own, ...spanBlocks.map((blocks) => blocks * blockDays).filter((days) => days < own)]
  for (const days of spans) {
    const firstDay = endDay - days
    const steady = parts.filter((part) => soldAllTheTime(part, firstDay))
    if (days === own && steady.length === parts.length) return sum
    const units = new Float64Array(days)
    for (const part of steady) addKnownEnd(units, part.units)
    const ofSum = sum.units.subarray(own - days)
    if (soldIn(units) < leastShare * soldIn(ofSum)) continue
    // What late places have not told is missing where it is missed in the sum.
    return { firstDay, units: units.map((count, at) => (Number.isNaN(ofSum[at]) ? Number.NaN : count)) }
  }
  return sum
}

function soldAllTheTime({ firstDay: began, units }: NodeDemand, firstDay: number): boolean {
  const first = units.findIndex((count) => count > 0)
  return (
    first >= 0 &&
    began + first < firstDay + slackDays &&
    units.subarray(-slackDays).some((count) => count > 0 || Number.isNaN(count))
  )
}

/** Both end on the same day. Days that are missing add nothing. */
function addKnownEnd(sums: Float64Array, units: Float64Array): void {
  const shift = sums.length - units.length
  for (let at = Math.max(0, -shift); at < units.length; at++) {
    const count = units[at] as number
    if (!Number.isNaN(count)) sums[shift + at] = (sums[shift + at] as number) + count
  }
}

function soldIn(units: Float64Array): number {
  let sum = 0
  for (const count of units) if (count > 0) sum += count
  return sum
}
