import {
  type Abroad,
  calendarIn,
  countryAbroad,
  countryWhere,
  nothingAbroad,
  soldAbroad,
  withoutAbroad,
} from './abroad.ts'
import type { CalendarDay } from './calendar-day.ts'
import { type CalendarEffect, effectKey } from './calendar-effects.ts'
import { type DayFactors, dayFactors } from './day-factors.ts'
import { placeOf, whereSold } from './forecast-levels.ts'
import type { NodeDemand } from './node-demand.ts'
import { daysOfEvents } from './own-days.ts'
import { daysAroundHolidays, payDays } from './special-days.ts'
import { type UsualUnits, usualUnits } from './usual-units.ts'

/** Before anything is seen, a special day is taken to sell like a plain one, give or take this much; a category like all, give or take that much. */
const priorDeviation = 0.5
const categoryDeviation = 0.25
/** Days that need not differ, those around holidays and pay days, count only when they surely do, and by something. */
const sureDeviations = 3
const leastChangeRate = 0.1
const fewestPayDays = 6
const fewestDailyUnits = 5
const closedFromUnits = 20
const fewestHolidays = 3
const holidayDeviation = 0.5

/** What was seen of one kind of day: what was sold on such days, and what would have been sold on plain ones. */
interface Seen {
  readonly effect: Omit<CalendarEffect, 'seenDays' | 'factor' | 'category'>
  actual: number
  usual: number
  days: number
  /** Noise of the series that were looked at, weighed by days. */
  noise: number
}

/**
 * What holidays, the two days on either side of them, pay days and the shop's own days did to sales: the ratio of what was sold on all such days to
 * what the same weekdays around sold, drawn towards 1 as far as the noise of plain days asks (the posterior mean of a normal prior with standard deviation 0.5). A
 * category with at least five units a day has effects of its own, drawn towards those of all with standard deviation 0.25, and so has a place or region of a holiday itself, where stores are closed and people
 * buy online. A holiday named '' stands for those not seen yet.
 *
 * Each country abroad has effects of its own days, seen where its places sold, and drawn towards those of the same name at home. Where nothing was sold at home, what all places sold stands for
 * it, and draws no country. Own days are seen in what all places sold.
 */
export function learnCalendarEffects(
  allNodes: readonly NodeDemand[],
  allDays: readonly CalendarDay[],
  abroad: Abroad = nothingAbroad,
): CalendarEffect[] {
  const hasHome = soldAtHome(allNodes, abroad)
  const nodes = hasHome ? withoutAbroad(allNodes, abroad) : allNodes
  const calendar = calendarIn(allDays, null)
  const total = nodes.find(({ level }) => level === 'total')
  if (total === undefined) return []
  const days = namedDays(calendar, allNodes)
  const ofAll = effectsOfNode(total, '', days, new Map())
  const known = new Map(ofAll.map((effect) => [effectKey(effect), effect]))
  const ofCategories = nodes
    .filter(({ level, category }) => level === 'category' && category !== '')
    .filter(({ units }) => meanKnown(units) >= fewestDailyUnits)
    .flatMap((node) => effectsOfNode(node, node.category, days, known))
  const holidays = [...ofAll, ...ofCategories, ...anyHoliday(ofAll)]
  const ofCountries = Object.keys(abroad.shares).flatMap((country) => {
    const node = soldAbroad(allNodes, abroad, country)
    if (node === undefined) return []
    const there = namedDays(calendarIn(allDays, country), allNodes)
    const seen = effectsOfNode(node, '', there, hasHome ? known : new Map())
    return seen.map((effect) => ({ ...effect, country }))
  })
  const ofPublic = [
    ...holidays,
    ...ofCountries,
    ...placeEffects(allNodes, allDays, [...ofAll, ...ofCountries], abroad),
  ]
  return [...ofPublic, ...ownEffects(allNodes, allDays, ofPublic, abroad)]
}

/** What holidays did in single places and regions, where that is something else than in all of their country. */
function placeEffects(
  nodes: readonly NodeDemand[],
  calendar: readonly CalendarDay[],
  ofCountries: readonly CalendarEffect[],
  abroad: Abroad,
): CalendarEffect[] {
  const byCountry = Map.groupBy(
    nodes.filter(({ level }) => level === 'store' || level === 'region'),
    (node) => countryWhere(abroad, whereSold(node)),
  )
  return [...byCountry].flatMap(([country, places]) => {
    if (country === undefined) return []
    const there = ofCountries.filter((effect) => (effect.country ?? null) === country)
    const known = new Map(there.map(({ country: _, ...effect }) => [effectKey(effect), effect]))
    const days = namedDays(calendarIn(calendar, country), places)
    return places
      .filter(({ units }) => meanKnown(units) >= fewestDailyUnits)
      .flatMap((node) =>
        effectsOfNode(node, '', days, known, categoryDeviation).flatMap((effect) => {
          const ofAll = known.get(effectKey(effect))
          const where = whereSold(node)
          if (effect.kind !== 'holiday' || effect.offset !== 0 || ofAll === undefined || where === null)
            return []
          // As a share of what all do: where stores are closed, all sell what is sold online, and a store nothing of it.
          const isAsAll = Math.abs(effect.factor - ofAll.factor) < leastChangeRate * ofAll.factor
          if (isAsAll || ofAll.factor === 0) return []
          return { ...effect, where, ...(country !== null && { country }) }
        }),
      )
  })
}

function soldAtHome(nodes: readonly NodeDemand[], abroad: Abroad): boolean {
  if (Object.keys(abroad.countries).length === 0) return true
  return nodes.some(
    ({ level, storeId, units }) =>
      level === 'store' && countryAbroad(abroad, storeId) === null && units.some((count) => count > 0),
  )
}

/** The days of a calendar that may sell otherwise than plain ones. */
interface NamedDays {
  readonly special: ReturnType<typeof daysAroundHolidays>
  readonly paid: ReturnType<typeof payDays>
  /** By category: the shop's own. */
  own(category: string): ReadonlySet<number>
}

/** Found once for all nodes of a country. */
function namedDays(calendar: readonly CalendarDay[], nodes: readonly NodeDemand[]): NamedDays {
  const firstDay = Math.min(...nodes.map((node) => node.firstDay))
  const endDay = Math.max(...nodes.map((node) => node.firstDay + node.units.length))
  const special = daysAroundHolidays(calendar)
  const byCategory = new Map<string, ReadonlySet<number>>()
  return {
    special,
    paid: payDays(firstDay, endDay, (day) => special.get(day)?.offset === 0),
    own: (category) => {
      const days = byCategory.get(category) ?? ownDays(calendar, category, null)
      byCategory.set(category, days)
      return days
    },
  }
}

function effectsOfNode(
  { firstDay, units }: NodeDemand,
  category: string,
  { special, paid, ...days }: NamedDays,
  ofAll: ReadonlyMap<string, CalendarEffect>,
  deviation = category === '' ? priorDeviation : categoryDeviation,
): CalendarEffect[] {
  const own = days.own(category)
  const usual = usualUnits(units, (at) => {
    const day = firstDay + at
    return !special.has(day) && !paid.has(day) && !own.has(day)
  })
  if (!usual.isKnown) return []
  const seen = new Map<string, Seen>()
  units.forEach((actual, at) => {
    const day = firstDay + at
    const around = special.get(day)
    const pay = around === undefined ? paid.get(day) : undefined
    if (own.has(day)) return
    if (around !== undefined) addSeen(seen, { kind: 'holiday', ...around }, actual, usual, at)
    else if (pay !== undefined) addSeen(seen, { kind: 'pay-day', name: pay, offset: 0 }, actual, usual, at)
  })
  return [...seen.values()].flatMap((one) => {
    const effect = { ...one.effect, category }
    const prior = ofAll.get(effectKey({ ...effect, category: '' }))?.factor ?? 1
    const mustBeSure = effect.kind === 'pay-day' || effect.offset !== 0
    if (mustBeSure && prior === 1 && !isSure(one)) return []
    return { ...effect, seenDays: one.days, factor: posterior(one, prior, deviation) }
  })
}

/**
 * What is expected of a holiday that was not seen yet, named '': the mean of those that were, drawn towards a plain day by as much as holidays differ. A shop
 * that was closed on Easter Monday may well be on Christmas Day.
 */
function anyHoliday(effects: readonly CalendarEffect[]): CalendarEffect[] {
  const seen = effects.filter(({ kind, offset }) => kind === 'holiday' && offset === 0)
  if (seen.length < fewestHolidays) return []
  const sum = seen.reduce((before, { factor }) => before + factor, 0)
  const ofPrior = 1 / priorDeviation ** 2
  const ofSeen = 1 / holidayDeviation ** 2
  const factor = (ofPrior + ofSeen * sum) / (ofPrior + ofSeen * seen.length)
  return [{ kind: 'holiday', name: '', offset: 0, category: '', seenDays: seen.length, factor }]
}

/** The effects of the shop's own days, by name, each seen where it was meant: in all, in one store, one category, or one category of a store. */
function ownEffects(
  nodes: readonly NodeDemand[],
  calendar: readonly CalendarDay[],
  ofPublic: readonly CalendarEffect[],
  abroad: Abroad,
): CalendarEffect[] {
  const holidays = holidaysByPlace(nodes, calendar, ofPublic, abroad)
  const seen = new Map<string, Seen>()
  const usuals = new Map<NodeDemand, UsualUnits>()
  for (const event of calendar) {
    if (event.kind !== 'event' && event.kind !== 'promotion') continue
    const node = nodeOfEvent(nodes, event)
    if (node === undefined) continue
    const from = Math.max(0, event.day - node.firstDay)
    const to = Math.min(node.units.length - 1, (event.lastDay ?? event.day) - node.firstDay)
    if (from > to) continue
    const place = placeOf(node)
    let usual = usuals.get(node)
    if (usual === undefined) {
      const own = ownDays(calendar, node.category, place)
      usual = usualUnits(
        node.units,
        (at) => !holidays.isSpecial(node.firstDay + at, place) && !own.has(node.firstDay + at),
      )
      usuals.set(node, usual)
    }
    if (!usual.isKnown) continue
    const { firstDay } = holidays.factors
    const factors = holidays.factors.factorsOf(node.category, place)
    for (let at = from; at <= to; at++) {
      const day = node.firstDay + at
      const holiday = holidays.isSpecial(day, place) ? (factors[day - firstDay] as number) : 1
      if (!(holiday > 0)) continue
      const actual = (node.units[at] as number) / holiday
      addSeen(seen, { kind: 'own', name: event.name, offset: 0 }, actual, usual, at)
    }
  }
  return [...seen.values()].map((one) => ({
    ...one.effect,
    category: '',
    seenDays: one.days,
    factor: posterior(one, 1, priorDeviation),
  }))
}

/** The days around holidays of a place, or of any (null), and what they do there. */
function holidaysByPlace(
  nodes: readonly NodeDemand[],
  calendar: readonly CalendarDay[],
  effects: readonly CalendarEffect[],
  abroad: Abroad,
): { readonly factors: DayFactors; isSpecial(day: number, storeId: string | null): boolean } {
  const firstDay = nodes.reduce((first, node) => Math.min(first, node.firstDay), Number.POSITIVE_INFINITY)
  const lastDay = nodes.reduce(
    (last, node) => Math.max(last, node.firstDay + node.units.length - 1),
    firstDay,
  )
  const holidays = calendar.filter(({ kind }) => kind === 'holiday')
  const special = new Map(
    [null, ...Object.keys(abroad.shares)].map((country) => [
      country,
      daysAroundHolidays(calendarIn(holidays, country)),
    ]),
  )
  return {
    factors: dayFactors(holidays, effects, firstDay, lastDay, lastDay, abroad),
    isSpecial: (day, storeId) =>
      storeId === null
        ? [...special.values()].some((days) => days.has(day))
        : special.get(countryAbroad(abroad, storeId))?.has(day) === true,
  }
}

function nodeOfEvent(nodes: readonly NodeDemand[], { storeId, category }: CalendarDay) {
  const level =
    category === null
      ? storeId === null
        ? 'total'
        : 'store'
      : storeId === null
        ? 'category'
        : 'category-store'
  return nodes.find(
    (node) =>
      node.level === level &&
      (storeId === null || node.storeId === storeId) &&
      (category === null || node.category === category),
  )
}

/** The days with an own event that is about a category ('' for all) or a store (null for all), or part of them. */
function ownDays(calendar: readonly CalendarDay[], category: string, storeId: string | null) {
  const meant = calendar.filter(
    (one) =>
      one.kind !== 'holiday' &&
      (category === '' || one.category === null || one.category === category) &&
      (storeId === null || one.storeId === null || one.storeId === storeId),
  )
  return daysOfEvents(meant)
}

function addSeen(
  all: Map<string, Seen>,
  effect: Seen['effect'],
  actual: number,
  usual: UsualUnits,
  at: number,
): void {
  const expected = usual.units[at] as number
  if (Number.isNaN(actual) || !(expected > 0)) return
  const key = effectKey({ ...effect, category: '' })
  const seen = all.get(key) ?? { effect, actual: 0, usual: 0, days: 0, noise: 0 }
  all.set(key, seen)
  seen.actual += actual
  seen.usual += expected
  seen.noise = (seen.noise * seen.days + usual.noiseRate) / (seen.days + 1)
  seen.days++
}

function isSure({ effect, actual, usual, days, noise }: Seen): boolean {
  const changeRate = Math.abs(actual / usual - 1)
  if (effect.kind === 'pay-day' && days < fewestPayDays) return false
  return changeRate >= leastChangeRate && changeRate * Math.sqrt(days) >= sureDeviations * noise
}

function posterior({ actual, usual, days, noise }: Seen, prior: number, deviation: number): number {
  // Nothing at all, where that many were usual, is no noise: the shop was closed.
  if (actual === 0 && usual >= closedFromUnits) return 0
  const ofPrior = 1 / deviation ** 2
  const ofDays = days / noise ** 2
  return (ofPrior * prior + ofDays * (actual / usual)) / (ofPrior + ofDays)
}

function meanKnown(units: Float64Array): number {
  const known = units.filter((value) => !Number.isNaN(value))
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length
}
