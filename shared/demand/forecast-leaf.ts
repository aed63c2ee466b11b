import { classifyDemand } from '../forecasting/demand-class.ts'
import { seriesScale } from '../forecasting/panel/series-scale.ts'
import { forecastFully } from '../forecasting/selection/full-lane.ts'
import type { SeriesForecast } from '../forecasting/selection/series-forecast.ts'
import { fillGaps } from '../forecasting/series/fill-gaps.ts'
import { tameSpikes } from '../forecasting/series/tame-spikes.ts'
import { xyzClass } from './abc-xyz.ts'
import { type DemandKnowledge, ofCategory } from './demand-knowledge.ts'
import { type PlainSeries, withoutRhythm } from './demand-rhythm.ts'
import { forecastLaunch, launchBlocks } from './launch-profile.ts'
import { outlookBlocks } from './outlook.ts'
import { prepareDemand } from './prepared-demand.ts'
import type { PricedSeries } from './priced-series.ts'
import type { SeriesOutlook } from './series-outlook.ts'
import { forecastTail, tailForecaster } from './tail-forecast.ts'
import { withTrees } from './tree-forecast.ts'

export type LeafLane = 'full' | 'tail'

const yearDays = 364
const recentDays = 28
const stockOutDays = 91
const priceDays = 91

/**
 * The outlook of one series of an item: of one place, or (`storeId` null) of all. Null when nothing was sold for a year. Series younger than eight blocks, and those of which nothing is known, are
 * forecast from what is like them.
 */
export function forecastLeaf(
  series: PricedSeries,
  category: string | null,
  storeId: string | null,
  knowledge: DemandKnowledge,
  lane: LeafLane,
): SeriesOutlook | null {
  const { units, firstDay } = series
  if (!units.subarray(Math.max(0, units.length - yearDays)).some((value) => value > 0)) return null
  const { rhythm, panel } = prepareDemand(knowledge)
  const plain = withoutRhythm(series, category, storeId, rhythm)
  const { kind: demandClass } = classifyDemand(plain.blocks)
  const told = {
    storeId: storeId ?? '',
    demandClass,
    xyzClass: xyzClass(plain.blocks),
    unitPriceMinor: unitPrice(series),
    unitsLast28: sumOfKnown(units.subarray(Math.max(0, units.length - recentDays))),
    stockOutDays: units.subarray(Math.max(0, units.length - stockOutDays)).filter(Number.isNaN).length,
    firstSaleDay: firstDay + units.findIndex((value) => value > 0),
  }
  if (plain.blocks.length >= launchBlocks) {
    const request = { season: 1, horizon: outlookBlocks, nonNegative: true }
    const steady = { forecaster: tailForecaster(panel), pool: knowledge.lanes }
    const forecast =
      lane === 'full' ? forecastFully(plain.blocks, request, steady) : forecastTail(plain.blocks, panel)
    if (forecast.ok) {
      const repaired = tameSpikes(fillGaps(plain.blocks, 1).series).series
      const { points, members } = withTrees(forecast.value, repaired, series, category, knowledge)
      const scale = seriesScale(repaired)
      const scales = Array.from({ length: outlookBlocks }, (_, block) =>
        Math.hypot(scale * (block + 1) ** knowledge.errorGrowth, plain.doubtRate * (points[block] as number)),
      )
      return {
        ...told,
        outlook: withRhythm(plain, points, scales, null),
        lane,
        members: largestFirst(members),
        fallback: forecast.value.fallback,
      }
    }
  }
  const profile = ofCategory(knowledge.launches, category)
  const { points, scales } = forecastLaunch(plain.blocks, profile, outlookBlocks)
  return {
    ...told,
    outlook: withRhythm(plain, points, scales, profile.scores),
    lane: 'new',
    members: [['launch-profile', 1]],
    fallback: null,
  }
}

/** Points and scales of plain blocks as those of the blocks that come. */
export function withRhythm(
  { weekdayShares, ahead }: PlainSeries,
  points: ArrayLike<number>,
  scales: ArrayLike<number>,
  scores: readonly number[] | null,
) {
  return {
    blocks: ahead.map((times, block) => times * (points[block] as number)),
    scales: ahead.map((times, block) => times * (scales[block] as number)),
    scores,
    weekdayShares,
  }
}

export function largestFirst(members: SeriesForecast['members']): [string, number][] {
  return members
    .filter(({ weight }) => weight > 0)
    .map(({ name, weight }): [string, number] => [name, weight])
    .sort(([, one], [, other]) => other - one)
}

/**
 * What a unit brought in the last 91 days with a sale among them, else in all; null when nobody knows. Days of which no money was told do not
 * count.
 */
export function unitPrice(series: PricedSeries): number | null {
  return priceFrom(series, Math.max(0, series.units.length - priceDays)) ?? priceFrom(series, 0)
}

function priceFrom({ units, revenueMinor }: PricedSeries, from: number): number | null {
  let sold = 0
  let revenue = 0
  for (let at = from; at < units.length; at++) {
    const ofDay = units[at] as number
    if (!(ofDay > 0 && (revenueMinor[at] as number) > 0)) continue
    sold += ofDay
    revenue += revenueMinor[at] as number
  }
  return sold > 0 ? revenue / sold : null
}

export function sumOfKnown(values: Float64Array): number {
  let sum = 0
  for (const value of values) if (!Number.isNaN(value)) sum += value
  return sum
}
