import { type Abroad, calendarIn, countryAbroad, nothingAbroad } from './abroad.ts'
import type { CalendarDay } from './calendar-day.ts'
import { type CalendarEffect, effectKey } from './calendar-effects.ts'
import { daysAroundHolidays, payDays } from './special-days.ts'

/** A stretch of days with what each of them sells of a category in a place, 1 being a plain day. */
export interface DayFactors {
  readonly firstDay: number
  /** Of a category everywhere (`storeId` null), or in one place with what is on there alone. */
  factorsOf(category: string, storeId: string | null): Float64Array
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
  const known = new Map<string, Float64Array>()
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
    return Float64Array.from({ length: lastDay - firstDay + 1 }, (_, at) => {
      const around = days.special.get(firstDay + at)
      if (around !== undefined) {
        const unseen = around.offset === 0 ? effectOf('holiday', '', 0, '', country) : undefined
        return effectOf('holiday', around.name, around.offset, category, country) ?? unseen ?? 1
      }
      const pay = days.paid.get(firstDay + at)
      return pay === undefined ? 1 : (effectOf('pay-day', pay, 0, category, country) ?? 1)
    })
  }
  /** Of all places together, each country counts as much as it sells. */
  const computeEverywhere = (category: string): Float64Array => {
    const ofCountries = Object.entries(abroad.shares).map(([country, share]) => ({
      share,
      factors: computeIn(category, country),
    }))
    const home = 1 - ofCountries.reduce((sum, { share }) => sum + share, 0)
    const factors = computeIn(category, null)
    return factors.map((factor, at) =>
      ofCountries.reduce((sum, of) => sum + of.share * (of.factors[at] as number), home * factor),
    )
  }

  const compute = (category: string, storeId: string | null): Float64Array => {
    const factors =
      storeId === null ? computeEverywhere(category) : computeIn(category, countryAbroad(abroad, storeId))
    for (const event of own) {
      if (event.storeId !== null && event.storeId !== storeId) continue
      if (event.category !== null && event.category !== category) continue
      const effect = effectOf('own', event.name, 0, '', null)
      const end = Math.min(lastDay, event.lastDay ?? event.day)
      for (let day = Math.max(firstDay, event.day); day <= end; day++)
        factors[day - firstDay] =
          (factors[day - firstDay] as number) * factorOfOwn(event, day, effect, asOfDay)
    }
    return factors
  }

  return {
    firstDay,
    factorsOf: (category, storeId) => {
      // Places of one country without own days have the same.
      const place =
        storeId === null || busyStores.has(storeId) ? { storeId } : { in: countryAbroad(abroad, storeId) }
      const key = JSON.stringify([category, place])
      const factors = known.get(key) ?? compute(category, storeId)
      known.set(key, factors)
      return factors
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
