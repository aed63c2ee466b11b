import { weekdayOf } from '../sales/day-number.ts'
import { type NodeDemand, nodeKey } from './node-demand.ts'

/** By place: the first of its last days that it has not told. */
export type LatePlaces = Readonly<Record<string, number>>

/** A place without a sale for so long sells nothing any more. */
const longestLateDays = 28
/** What a place usually sells is that of so many weeks before. */
const usualWeeks = 8
/** Of the same weekdays, so many at least sold something: a place that often sells nothing says nothing by it. */
const leastSellingRate = 0.9
/** A place is late when so many units are missing. A day that sold nothing where 20 are usual was no plain day either. */
const leastMissingUnits = 20
/** What places that are late usually sell of a sum, from which on the sum is not known either. */
const leastMissingRate = 0.02

/**
 * The places whose last days are without any sale though they sell nearly every day: their tills have not reported yet. Holidays and
 * closed days do not count as missing.
 *
 * @param nodes those of places are looked at; their last day is the newest that is known
 * @param mayBeClosed whether a place may have been closed on a day
 */
export function latePlaces(
  nodes: readonly NodeDemand[],
  mayBeClosed: (storeId: string, day: number) => boolean,
): LatePlaces {
  const late: Record<string, number> = {}
  for (const { level, storeId, firstDay, units } of nodes) {
    if (level !== 'store') continue
    const end = units.findLastIndex((sold) => sold > 0) + 1
    const silentDays = units.length - end
    if (end < usualWeeks * 7 || silentDays === 0 || silentDays >= longestLateDays) continue
    let missing = 0
    for (let at = end; at < units.length; at += 1) {
      if (mayBeClosed(storeId, firstDay + at)) continue
      const before = sameWeekdays(units, end, weekdayOf(firstDay + at) - weekdayOf(firstDay))
      const selling = before.filter((sold) => sold > 0).length / before.length
      if (selling >= leastSellingRate) missing += before.reduce((sum, sold) => sum + sold, 0) / before.length
    }
    if (missing >= leastMissingUnits) late[storeId] = firstDay + end
  }
  return late
}

/** What was sold on one weekday in the weeks before position `end`; `shift` is its distance from the weekday of the first position. */
function sameWeekdays(units: Float64Array, end: number, shift: number): Float64Array {
  const from = end - usualWeeks * 7
  return units.subarray(from, end).filter((_, at) => (from + at - shift) % 7 === 0)
}

/**
 * The nodes with the days that late places have not told as missing: of the places themselves, and of sums of which these places usually sell a
 * fiftieth or more.
 */
export function withoutLateDays(
  nodes: readonly NodeDemand[],
  late: LatePlaces,
  regionOf: (storeId: string) => string,
): NodeDemand[] {
  const pairs = nodes.filter(
    ({ level, storeId }) => level === 'category-store' && Object.hasOwn(late, storeId),
  )
  if (pairs.length === 0) return [...nodes]
  const byKey = new Map(nodes.map((node) => [nodeKey(node), node]))
  const missingFrom = new Map<string, number>()
  const sums = new Map<string, { usual: number; from: number }>()
  for (const pair of pairs) {
    const from = late[pair.storeId] as number
    const usual = unitsBefore(pair, from)
    const { storeId, category } = pair
    const region = regionOf(storeId)
    missingFrom.set(nodeKey(pair), from)
    missingFrom.set(nodeKey({ level: 'store', storeId, category: '', region }), from)
    for (const place of [
      { level: 'total', storeId: '', category: '', region: '' },
      { level: 'region', storeId: '', category: '', region },
      { level: 'category', storeId: '', category, region: '' },
    ] as const) {
      const key = nodeKey(place)
      const sum = sums.get(key) ?? { usual: 0, from }
      sums.set(key, { usual: sum.usual + usual, from: Math.min(sum.from, from) })
    }
  }
  for (const [key, { usual, from }] of sums) {
    const node = byKey.get(key)
    if (node !== undefined && usual >= leastMissingRate * unitsBefore(node, from)) missingFrom.set(key, from)
  }
  return nodes.map((node) => {
    const from = missingFrom.get(nodeKey(node))
    if (from === undefined) return node
    const units = node.units.slice()
    units.fill(Number.NaN, Math.max(0, from - node.firstDay))
    return { ...node, units }
  })
}

function unitsBefore({ units, firstDay }: NodeDemand, day: number): number {
  const end = Math.max(0, day - firstDay)
  return units.subarray(Math.max(0, end - usualWeeks * 7), end).reduce((sum, sold) => sum + sold, 0)
}
