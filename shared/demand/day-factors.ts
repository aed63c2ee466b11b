import { type Abroad, calendarIn, countryWhere, nothingAbroad } from './abroad.ts'
import type { CalendarDay } from './calendar-day.ts'
import { type CalendarEffect, effectKey } from './calendar-effects.ts'
import { factorInPlace } from './factor-in-place.ts'
import type { PlaceOrRegion, SoldIn } from './forecast-levels.ts'
import { daysAroundHolidays, payDays } from './special-days.ts'

/** A stretch of days with what each of them sells of a category in a place, 1 being a plain day. */
export interface DayFactors {
  readonly firstDay: number
  /** Of a category everywhere, in a region, or in one place with what is on there alone. */
  factorsOf(category: string, where: SoldIn): Float64Array
  /** Of a category in a country abroad (null: the shop's own), without what is on in single places. */
  factorsIn(category: string, country: string | null): Float64Array
  /** Of the days on which a place or region sells something else than its country: by day, how many times as much. */
  ratiosAt(where: PlaceOrRegion): ReadonlyMap<number, number>
}

/**
 * The factors of all days from the first to the last, both included. Where days meet, their factors multiply; a closed day is 0. What the shop itself expects
 * of an own day holds for days after `asOfDay`; before, what was learned does. Places abroad have the public days of their country.
 */
export function dayFactors(
  calendar: readonly CalendarDay[],
  effects: readonly CalendarEffect[],
  firstDay: number,
  lastDay: number,
  asOfDay: number,
  abroad: Abroad = nothingAbroad,
): DayFactors {
  const learned = new Map(effects.map((effect) => [effectKey(effect), effect.factor]))
  const own = calendar.filter(({ kind, day, lastDay: end = day }) => {
    return kind !== 'holiday' && end >= firstDay && day <= lastDay
  })
  const busyStores = new Set(own.map(({ storeId }) => storeId))
  const holidayPlaces = new Set(effects.map(({ where }) => JSON.stringify(where)))
  /** All others sell as '' does. */
  const ownCategories = new Set([...effects, ...own].map(({ category }) => category))
  const known = new Map<string, Float64Array>()
  const ofCountries = new Map<string, Float64Array>()
  const publicDays = new Map<string | null, ReturnType<typeof publicDaysIn>>()

  const publicDaysIn = (country: string | null) => {
    const special = daysAroundHolidays(calendarIn(calendar, country))
    return { special, paid: payDays(firstDay, lastDay, (day) => special.get(day)?.offset === 0) }
  }
  /** What a country has learned itself, else what its holidays of that name do at home. */
  const effectOf = (
    kind: CalendarEffect['kind'],
    name: string,
    offset: number,
    category: string,
    country: string | null,
  ) => {
    const abroadThere =
      country === null ? undefined : learned.get(effectKey({ kind, name, offset, category: '', country }))
    return (
      abroadThere ??
      learned.get(effectKey({ kind, name, offset, category })) ??
      learned.get(effectKey({ kind, name, offset, category: '' }))
    )
  }
  /** What the public days of a country do. */
  const computeIn = (category: string, country: string | null): Float64Array => {
    const days = publicDays.get(country) ?? publicDaysIn(country)
    publicDays.set(country, days)
    const unseen = effectOf('holiday', '', 0, '', country) ?? 1
    return Float64Array.from({ length: lastDay - firstDay + 1 }, (_, at) => {
      const around = days.special.get(firstDay + at)
      if (around !== undefined) {
        const seen = effectOf('holiday', around.name, around.offset, category, country)
        return seen ?? (around.offset === 0 ? unseen : 1)
      }
      const pay = days.paid.get(firstDay + at)
      return pay === undefined ? 1 : (effectOf('pay-day', pay, 0, category, country) ?? 1)
    })
  }
  const publicIn = (category: string, country: string | null): Float64Array => {
    const key = JSON.stringify([category, country])
    const factors = ofCountries.get(key) ?? computeIn(category, country)
    ofCountries.set(key, factors)
    return factors
  }
  const ratiosAt = (where: PlaceOrRegion): ReadonlyMap<number, number> => {
    const ratios = new Map<number, number>()
    const country = countryWhere(abroad, where)
    if (country === undefined || !holidayPlaces.has(JSON.stringify(where))) return ratios
    const days = publicDays.get(country) ?? publicDaysIn(country)
    publicDays.set(country, days)
    for (const [day, { name, offset }] of days.special) {
      if (offset !== 0 || day < firstDay || day > lastDay) continue
      const key = { kind: 'holiday', name, offset, category: '' } as const
      const there = learned.get(effectKey({ ...key, where, ...(country !== null && { country }) }))
      const ofAll = effectOf('holiday', name, offset, '', country) ?? 0
      if (there !== undefined && ofAll > 0) ratios.set(day, there / ofAll)
    }
    return ratios
  }
  /** Of all places together, each country counts as much as it sells. */
  const publicEverywhere = (category: string): Float64Array => {
    const factors = publicIn(category, null)
    const abroadThere = Object.entries(abroad.shares).map(([country, share]) => ({
      share,
      factors: publicIn(category, country),
    }))
    if (abroadThere.length === 0) return factors
    const home = 1 - abroadThere.reduce((sum, { share }) => sum + share, 0)
    return factors.map((factor, at) =>
      abroadThere.reduce((sum, of) => sum + of.share * (of.factors[at] as number), home * factor),
    )
  }

  /** With the own days that are meant for a place, or for all (`storeId` null). */
  const withOwn = (ofPublic: Float64Array, category: string, storeId: string | null): Float64Array => {
    const meant = own.filter(
      (event) =>
        (event.storeId === null || event.storeId === storeId) &&
        (event.category === null || event.category === category),
    )
    if (meant.length === 0) return ofPublic
    const factors = ofPublic.slice()
    for (const event of meant) {
      const effect = effectOf('own', event.name, 0, '', null)
      const end = Math.min(lastDay, event.lastDay ?? event.day)
      for (let day = Math.max(firstDay, event.day); day <= end; day++)
        factors[day - firstDay] =
          (factors[day - firstDay] as number) * factorOfOwn(event, day, effect, asOfDay)
    }
    return factors
  }
  const remember = (key: unknown, compute: () => Float64Array): Float64Array => {
    const text = JSON.stringify(key)
    const factors = known.get(text) ?? compute()
    known.set(text, factors)
    return factors
  }
  const factorsIn = (of: string, country: string | null) => {
    const category = ownCategories.has(of) ? of : ''
    return remember([category, 'in', country], () => withOwn(publicIn(category, country), category, null))
  }

  /** With what holidays do there, and what is on in the place alone. */
  const factorsAt = (category: string, country: string | null, where: PlaceOrRegion): Float64Array => {
    const ofPublic = publicIn(category, country).slice()
    const ofAll = publicIn('', country)
    for (const [day, ratio] of ratiosAt(where)) {
      const at = day - firstDay
      ofPublic[at] = factorInPlace(ofPublic[at] as number, ofAll[at] as number, ratio)
    }
    return withOwn(ofPublic, category, typeof where === 'string' ? where : null)
  }

  return {
    firstDay,
    factorsIn,
    ratiosAt,
    factorsOf: (of, where) => {
      const category = ownCategories.has(of) ? of : ''
      const country = countryWhere(abroad, where)
      if (country === undefined)
        return remember([category], () => withOwn(publicEverywhere(category), category, null))
      // Places of one country without days of their own have the same, and so have its regions.
      const isBusy = typeof where === 'string' && busyStores.has(where)
      if (where === null || !(isBusy || holidayPlaces.has(JSON.stringify(where))))
        return factorsIn(category, country)
      return remember([category, 'at', where], () => factorsAt(category, country, where))
    },
  }
}

function factorOfOwn(
  { kind, expectedChangeRate }: CalendarDay,
  day: number,
  learned: number | undefined,
  asOfDay: number,
) {
  if (kind === 'closed') return 0
  const said = expectedChangeRate === null ? undefined : Math.max(0, 1 + expectedChangeRate)
  return (day > asOfDay ? (said ?? learned) : (learned ?? said)) ?? 1
}
