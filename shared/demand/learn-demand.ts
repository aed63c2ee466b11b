import { learnWeights } from '../forecasting/panel/panel-model.ts'
import { tailCandidateNames } from '../forecasting/panel/tail-candidates.ts'
import { emptyWeightPool, poolWeights } from '../forecasting/panel/weight-pool.ts'
import { fillGaps } from '../forecasting/series/fill-gaps.ts'
import { tameSpikes } from '../forecasting/series/tame-spikes.ts'
import { type Abroad, abroadOf } from './abroad.ts'
import type { CalendarDay } from './calendar-day.ts'
import { type CalendarEffect, holidayFactors } from './calendar-effects.ts'
import type { DayFactors } from './day-factors.ts'
import type { DemandKnowledge } from './demand-knowledge.ts'
import { type DemandRhythm, withoutRhythm } from './demand-rhythm.ts'
import { learnErrorSpread } from './error-spread.ts'
import { allPlaces } from './forecast-item.ts'
import { historyDays, type ItemDemand, type PlaceDemand } from './item-demand.ts'
import { type LaunchProfile, launchBlocks, learnLaunch } from './launch-profile.ts'
import { learnCalendarEffects } from './learn-calendar-effects.ts'
import { learnItemTrees } from './learn-item-trees.ts'
import { learnLanes } from './learn-lanes.ts'
import { learnPriceResponses } from './learn-price-responses.ts'
import { learnRhythm } from './learn-rhythm.ts'
import type { NodeDemand } from './node-demand.ts'
import { type DayRatio, type OutlookBasis, outlookDays } from './outlook.ts'
import { tailPanel } from './prepared-demand.ts'
import { tailHorizon } from './tail-forecast.ts'

/** What is learned from. */
export interface LearnDemand {
  /** Items drawn by chance from all, some thousands at most. */
  readonly sample: readonly ItemDemand[]
  readonly nodes: readonly NodeDemand[]
  /** Holidays and own days from the oldest day to the last day ahead. */
  readonly calendar: readonly CalendarDay[]
  /** By place that lies abroad, its country; left out: there is none. */
  readonly countries?: Abroad['countries']
  /** The last day that is known whole, days since 1970-01-01. */
  readonly asOfDay: number
}

/** One sampled series without its rhythm. */
interface SampledSeries {
  readonly category: string
  readonly place: PlaceDemand
  readonly blocks: Float64Array
}

const yearBlocks = 52
/** What a shop sells from its first days on was not launched then. */
const launchAfterDays = 28
const fewestLaunches = 10
const mostWeightSeries = 5000
/** Each is tested from up to six origins. */
const mostSpreadSeries = 1500

/** Learns from a sample of items, and from sums of all, what the forecasts of single items rest on. Takes no chance: the same sales teach the same. */
export function learnDemand({
  sample,
  nodes,
  calendar,
  countries = {},
  asOfDay,
}: LearnDemand): DemandKnowledge {
  const abroad = abroadOf(countries, nodes)
  const effects = learnCalendarEffects(nodes, calendar, abroad)
  const rhythm = learnRhythm(nodes, calendar, effects, asOfDay, abroad)
  /** Four digits are as many as a row of the run is to carry for hundreds of categories. */
  const ahead = (factors: Float64Array): readonly number[] => {
    const from = asOfDay + 1 - rhythm.factors.firstDay
    return Array.from(factors.subarray(from, from + outlookDays), (factor) => Math.round(factor * 1e4) / 1e4)
  }
  const series = sample.flatMap((item) => sampleItem(item, rhythm))
  const alive = series.filter(
    ({ blocks }) => blocks.length >= launchBlocks && blocks.subarray(-yearBlocks).some((units) => units > 0),
  )
  const repaired = alive.slice(0, mostWeightSeries).map(({ blocks }) => repair(blocks))
  const pool = emptyWeightPool(tailCandidateNames.length)
  for (const blocks of repaired) learnWeights(pool, blocks, 1, tailHorizon)
  const tailWeights = Array.from(poolWeights(pool))
  const panel = tailPanel(tailWeights)
  const wholes = sample
    .filter(({ places }) => places.length > 1)
    .map((item): SampledSeries => {
      const category = item.category ?? ''
      const place = allPlaces(item.places)
      return { category, place, blocks: withoutRhythm(place, item.category, null, rhythm).blocks }
    })
    .filter(({ blocks }) => blocks.length >= launchBlocks)
    .slice(0, mostSpreadSeries / 2)
    .map((whole) => ({ ...whole, blocks: repair(whole.blocks) }))
  const tested = [...evenly(repaired, mostSpreadSeries), ...wholes.map(({ blocks }) => blocks)]
  const { growth, scores, sumScores, blockCorrelation } = learnErrorSpread(tested, panel)
  const treeSeries = [...alive.slice(0, mostWeightSeries), ...wholes].map(({ category, place }, at) => ({
    category,
    sales: place,
    blocks: repaired[at] ?? (wholes[at - repaired.length] as SampledSeries).blocks,
  }))
  return {
    basis: {
      asOfDay,
      scores,
      sumScores,
      blockCorrelation,
      dayFactors: factorsAhead(nodes, (category) => ahead(rhythm.factors.factorsOf(category, null))),
      placeDays: ownDaysAhead(nodes, 'store', rhythm.factors, asOfDay),
      regionDays: ownDaysAhead(nodes, 'region', rhythm.factors, asOfDay),
      ...(Object.keys(countries).length > 0 && {
        abroad: abroadAhead(rhythm.factors, nodes, effects, abroad, ahead),
      }),
    },
    calendar,
    abroad,
    effects,
    seasons: rhythm.seasons,
    seasonDoubts: rhythm.seasonDoubts,
    weekdayShares: rhythm.weekdayShares,
    placeShares: rhythm.placeShares,
    tailWeights,
    lanes: learnLanes([...repaired, ...wholes.map(({ blocks }) => blocks)], panel),
    itemTrees: learnItemTrees(treeSeries, nodes, rhythm, panel),
    errorGrowth: growth,
    launches: learnLaunches(series, nodes, asOfDay),
    responses: learnPriceResponses(series, effects, calendar),
  }
}

/** At most so many of a list, from all over it. */
function evenly<Value>(all: readonly Value[], most: number): Value[] {
  const step = Math.max(1, all.length / most)
  return Array.from({ length: Math.min(most, all.length) }, (_, at) => all[Math.floor(at * step)] as Value)
}

function repair(blocks: Float64Array): Float64Array {
  return tameSpikes(fillGaps(blocks, 1).series).series
}

function sampleItem({ category, places }: ItemDemand, rhythm: DemandRhythm): SampledSeries[] {
  return places.map((place) => ({
    category: category ?? '',
    place,
    blocks: withoutRhythm(place, category, place.storeId, rhythm).blocks,
  }))
}

/** What the days ahead do at home, by category, and in each country abroad, and its holidays that were seen. */
function abroadAhead(
  factors: DayFactors,
  nodes: readonly NodeDemand[],
  effects: readonly CalendarEffect[],
  { countries, regions }: Abroad,
  ahead: (factors: Float64Array) => readonly number[],
): NonNullable<OutlookBasis['abroad']> {
  const all = [...new Set(Object.values(countries))]
  return {
    countries,
    ...(regions !== undefined && { regions }),
    homeDayFactors: factorsAhead(nodes, (category) => ahead(factors.factorsIn(category, null))),
    dayFactors: Object.fromEntries(all.map((country) => [country, ahead(factors.factorsIn('', country))])),
    holidays: Object.fromEntries(all.map((country) => [country, holidayFactors(effects, country)])),
  }
}

/** Of the places, or regions, that have days of their own ahead. */
function ownDaysAhead(
  nodes: readonly NodeDemand[],
  level: 'store' | 'region',
  factors: DayFactors,
  asOfDay: number,
): Record<string, readonly DayRatio[]> {
  const places = nodes
    .filter((node) => node.level === level)
    .map(({ storeId, region }): [string, DayRatio[]] => {
      const ratios = [...factors.ratiosAt(level === 'store' ? storeId : { region })]
      const ahead = ratios.filter(([day]) => day > asOfDay && day <= asOfDay + outlookDays)
      const days = ahead.map(([day, ratio]): DayRatio => [day - asOfDay - 1, Math.round(ratio * 1e4) / 1e4])
      return [level === 'store' ? storeId : region, days]
    })
  return Object.fromEntries(places.filter(([, days]) => days.length > 0))
}

/** Of the categories whose days ahead differ from those of all others. */
function factorsAhead(
  nodes: readonly NodeDemand[],
  ahead: (category: string) => readonly number[],
): Record<string, readonly number[]> {
  const ofAll = ahead('')
  const own = nodes
    .filter(({ level, category }) => level === 'category' && category !== '')
    .map(({ category }): [string, readonly number[]] => [category, ahead(category)])
    .filter(([, days]) => days.some((factor, at) => factor !== ofAll[at]))
  return { '': ofAll, ...Object.fromEntries(own) }
}

/** Profiles of the categories with ten launches or more, and of all together; of everything there is where hardly anything was launched. */
function learnLaunches(
  series: readonly SampledSeries[],
  nodes: readonly NodeDemand[],
  asOfDay: number,
): Record<string, LaunchProfile> {
  const begun = nodes.find(({ level }) => level === 'total')?.firstDay ?? asOfDay - historyDays
  const launched = series.filter(({ place }) => place.firstDay >= begun + launchAfterDays)
  const enough = launched.length >= fewestLaunches ? launched : series
  const byCategory = new Map<string, Float64Array[]>()
  for (const { category, blocks } of enough) {
    const others = byCategory.get(category) ?? []
    byCategory.set(category, others)
    others.push(blocks)
  }
  const own = [...byCategory]
    .filter(([category, all]) => category !== '' && all.length >= fewestLaunches)
    .map(([category, all]): [string, LaunchProfile] => [category, learnLaunch(all)])
  return { '': learnLaunch(enough.map(({ blocks }) => blocks)), ...Object.fromEntries(own) }
}
