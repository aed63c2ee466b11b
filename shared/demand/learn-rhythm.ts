import { type Abroad, nothingAbroad } from './abroad.ts'
import type { CalendarDay } from './calendar-day.ts'
import type { CalendarEffect } from './calendar-effects.ts'
import { dayFactors } from './day-factors.ts'
import { plainBlocks } from './demand-blocks.ts'
import type { DemandRhythm } from './demand-rhythm.ts'
import { historyDays } from './item-demand.ts'
import { likeForLike } from './like-for-like.ts'
import type { NodeDemand } from './node-demand.ts'
import { outlookDays } from './outlook.ts'
import { evenShares, weekdayShares } from './weekday-shares.ts'
import { type YearlySeason, yearlySeason } from './yearly-season.ts'

/**
 * When a shop sells, from the sums of its sales: the week of all, of each category and of each place, and the year of all and of each category, which is drawn towards
 * that of all. The year is that of places which sold all the time.
 */
export function learnRhythm(
  nodes: readonly NodeDemand[],
  calendar: readonly CalendarDay[],
  effects: readonly CalendarEffect[],
  asOfDay: number,
  abroad: Abroad = nothingAbroad,
): DemandRhythm {
  const firstDay = asOfDay - historyDays + 1
  const factors = dayFactors(calendar, effects, firstDay, asOfDay + outlookDays, asOfDay, abroad)
  const total = nodes.find(({ level }) => level === 'total')
  const sharesOf = (node: NodeDemand, prior: readonly number[], storeId: string | null) =>
    weekdayShares(node, factors.factorsOf(node.category, storeId), firstDay, prior)
  const stores = nodes.filter(({ level }) => level === 'store')
  const pairs = Map.groupBy(
    nodes.filter(({ level }) => level === 'category-store'),
    ({ category }) => category,
  )
  const seasonOf = (node: NodeDemand, shares: readonly number[], prior?: YearlySeason) => {
    const parts = node.level === 'total' ? stores : (pairs.get(node.category) ?? [])
    const sold = likeForLike(node, parts)
    return yearlySeason(plainBlocks(sold, factors.factorsOf(node.category, null), firstDay, shares), prior)
  }

  const ofAll = total === undefined ? evenShares : sharesOf(total, evenShares, null)
  const season = total === undefined ? yearlySeason(new Float64Array(0)) : seasonOf(total, ofAll)
  const seasons: Record<string, readonly number[]> = { '': season.factors }
  const seasonDoubts: Record<string, number> = { '': season.doubtRate }
  const shares: Record<string, readonly number[]> = { '': ofAll }
  const placeShares: Record<string, readonly number[]> = {}
  for (const node of nodes) {
    if (node.level === 'store') placeShares[node.storeId] = sharesOf(node, ofAll, node.storeId)
    if (node.level !== 'category' || node.category === '') continue
    const own = sharesOf(node, ofAll, null)
    shares[node.category] = own
    const ofCategory = seasonOf(node, own, season)
    seasons[node.category] = ofCategory.factors
    seasonDoubts[node.category] = ofCategory.doubtRate
  }
  return { asOfDay, factors, seasons, seasonDoubts, weekdayShares: shares, placeShares }
}
