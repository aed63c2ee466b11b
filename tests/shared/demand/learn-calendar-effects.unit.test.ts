import { describe, expect, it } from 'vitest'
import type { CalendarDay } from '#shared/demand/calendar-day.ts'
import { dayFactors } from '#shared/demand/day-factors.ts'
import { learnCalendarEffects } from '#shared/demand/learn-calendar-effects.ts'
import type { NodeDemand } from '#shared/demand/node-demand.ts'
import { holidaysOf } from '#shared/demand/public-holidays.ts'
import { lastWorkingDay, payDays } from '#shared/demand/special-days.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'

const firstDay = dayNumber('2024-01-01')
const asOfDay = dayNumber('2026-10-31')
const calendar = holidaysOf('GB', firstDay, asOfDay + 91)

/** A shop that sells some 100 a day, give or take a tenth (or `noise`), and exactly 100 times `factor` on days of which it is not 1. */
function node(place: Partial<NodeDemand>, factor: (day: string) => number, noise = 0.1): NodeDemand {
  const random = seededRandom(5)
  const units = Float64Array.from({ length: asOfDay - firstDay + 1 }, (_, at) => {
    const times = factor(dayText(firstDay + at))
    const chance = 2 * noise * (random() + random() + random() - 1.5)
    return 100 * times * (times === 1 ? 1 + chance : 1)
  })
  return {
    level: 'total',
    storeId: '',
    category: '',
    region: '',
    firstDay,
    units,
    revenueMinor: units,
    ...place,
  }
}

const own = (name: string, day: string, changes: Partial<CalendarDay> = {}): CalendarDay => ({
  day: dayNumber(day),
  name,
  kind: 'event',
  storeId: null,
  category: null,
  expectedChangeRate: null,
  ...changes,
})

describe('what days do', () => {
  it('is learned of holidays and the days around them, each by itself', () => {
    const effects = learnCalendarEffects(
      [
        node({}, (day) => {
          if (day.endsWith('-12-24')) return 3
          if (day.endsWith('-12-25')) return 0
          return day === '2024-05-27' || day === '2025-05-26' || day === '2026-05-25' ? 0.5 : 1
        }),
      ],
      calendar,
    )
    const of = (name: string, offset: number) =>
      effects.find((effect) => effect.name === name && effect.offset === offset)
    expect(of('Christmas Day', 0)).toMatchObject({ seenDays: 2, factor: 0 })
    expect(of('Christmas Day', -1)?.factor).toBeCloseTo(3, 0)
    expect(of('Christmas Day', -2)).toBeUndefined()
    expect(of('Spring bank holiday', 0)?.factor).toBeCloseTo(0.5, 1)
    expect(of('Good Friday', 0)?.factor).toBeCloseTo(1, 0)
    expect(effects.filter(({ kind }) => kind === 'pay-day')).toEqual([])
  })

  it('of a holiday that was not seen yet is like that of others, less surely', () => {
    const closed = new Set(
      calendar.filter(({ name }) => name !== 'Christmas Day').map(({ day }) => dayText(day)),
    )
    const shop = node({}, (day) => (closed.has(day) ? 0 : 1))
    const begins = dayNumber('2026-01-02') - firstDay
    const young = { ...shop, firstDay: firstDay + begins, units: shop.units.subarray(begins) }
    const effects = learnCalendarEffects([young], calendar)
    const christmas = dayNumber('2026-12-25')
    const [factor] = dayFactors(calendar, effects, christmas, christmas, asOfDay).factorsOf('', null)
    // Good Friday, Easter Monday and two in May, all closed: a prior of 4 and four times 4 of nothing.
    expect(factor).toBeCloseTo(4 / (4 + 4 * 4), 9)
    expect(effects.every(({ name }) => name !== 'Christmas Day')).toBe(true)
  })

  it('is learned of single places, where stores are closed and people buy online', () => {
    const isHoliday = new Set(calendar.map(({ day }) => dayText(day)))
    const store = node({ level: 'store', storeId: 'leeds' }, (day) => (isHoliday.has(day) ? 0 : 1))
    const online = node({ level: 'store', storeId: '' }, (day) => (isHoliday.has(day) ? 1.2 : 1))
    const total = node({}, () => 1)
    total.units.forEach((_, at) => {
      total.units[at] = (store.units[at] as number) + (online.units[at] as number)
    })
    const effects = learnCalendarEffects([total, store, online], calendar)
    const christmas = dayNumber('2025-12-25')
    const factors = dayFactors(calendar, effects, christmas - 10, christmas + 10, asOfDay)
    const on = (day: number, where: string | null) => factors.factorsOf('', where)[day - christmas + 10]
    expect(on(christmas, 'leeds')).toBe(0)
    // Drawn towards the 0.6 of both together.
    expect(on(christmas, '')).toBeGreaterThan(1.1)
    expect(on(christmas, null)).toBeCloseTo(0.6, 1)
    expect([on(christmas - 7, 'leeds'), on(christmas - 7, '')]).toEqual([1, 1])
    expect([...factors.ratiosAt('leeds')]).toContainEqual([christmas, 0])
    // A place that is as all are has no effects of its own.
    const alone = learnCalendarEffects([{ ...store, level: 'total', storeId: '' }, store], calendar)
    expect(alone.every(({ where }) => where === undefined)).toBe(true)
  })

  it.each([0.02, 0.05])(
    'is learned of stores that are closed, and of the web that sells %d of all',
    (share) => {
      const isHoliday = new Set(calendar.map(({ day }) => dayText(day)))
      const times = (of: NodeDemand, by: number) => ({ ...of, units: of.units.map((count) => by * count) })
      const closed = node({ level: 'store', storeId: 'leeds' }, (day) => (isHoliday.has(day) ? 0 : 1))
      const store = times(closed, 10 * (1 - share))
      // The noise of Poisson counts of so many units a day.
      const noise = 1 / Math.sqrt(1_000 * share)
      const web = times(
        node({ level: 'store', storeId: '' }, () => 1, noise),
        10 * share,
      )
      for (const { day } of calendar) web.units[day - firstDay] = 1_000 * share
      const total = {
        ...node({}, () => 1),
        units: store.units.map((count, at) => count + (web.units[at] ?? 0)),
      }
      const effects = learnCalendarEffects([total, store, web], calendar)
      const christmas = dayNumber('2026-12-25')
      const factors = dayFactors(calendar, effects, christmas, christmas, asOfDay)
      expect(factors.factorsOf('', 'leeds')[0]).toBe(0)
      const ofAll = factors.factorsOf('', null)[0] ?? 1
      expect(ofAll).toBeLessThan(share + 0.05)
      // Two Christmases like plain days of that noise, drawn towards all (standard deviation 0.25): 0.73 and 0.87.
      const [ofPrior, ofDays] = [1 / 0.25 ** 2, 2 / noise ** 2]
      const expected = (ofPrior * ofAll + ofDays) / (ofPrior + ofDays)
      expect(Math.abs((factors.factorsOf('', '')[0] ?? 0) - expected)).toBeLessThan(0.05)
    },
  )

  it('holds for a category of a place that sells many times what all do on that day', () => {
    const christmas = dayNumber('2026-12-25')
    const effect = { kind: 'holiday', name: 'Christmas Day', offset: 0, category: '', seenDays: 3 } as const
    const effects = [
      { ...effect, factor: 0.02 },
      // Half of all books are sold on the web, and no cut flowers anywhere.
      { ...effect, category: 'books', factor: 0.5 },
      { ...effect, category: 'flowers', factor: 0 },
      { ...effect, where: '', factor: 0.9 },
      { ...effect, where: 'leeds', factor: 0.01 },
    ]
    const factors = dayFactors(calendar, effects, christmas, christmas, asOfDay)
    const of = (category: string, where: string) => factors.factorsOf(category, where)[0]
    expect([of('', ''), of('books', ''), of('flowers', '')]).toEqual([0.9, 0.9, 0])
    expect([of('', 'leeds'), of('books', 'leeds')]).toEqual([0.01, 0.25])
  })

  it('is learned of pay days that surely matter', () => {
    const paid = payDays(firstDay, asOfDay, () => false)
    const effects = learnCalendarEffects(
      [node({}, (day) => (paid.get(dayNumber(day)) === lastWorkingDay ? 1.4 : 1))],
      calendar,
    )
    const pay = effects.filter(({ kind }) => kind === 'pay-day')
    expect(pay.map(({ name }) => name)).toEqual([lastWorkingDay])
    expect(pay[0]?.factor).toBeCloseTo(1.4, 1)
  })

  it('is drawn to a plain day the more, the less it was seen and the less even plain days are', () => {
    const factorOf = (days: readonly string[], noise: number) =>
      learnCalendarEffects(
        [node({}, (day) => (days.includes(day) ? 2 : 1), noise)],
        days.map((day) => own('Market', day)),
      ).find(({ name }) => name === 'Market')?.factor ?? 0
    const often = ['2025-03-15', '2025-06-14', '2025-09-13', '2026-03-14', '2026-06-13', '2026-09-12']
    const [once, several] = [factorOf(['2026-03-14'], 0.3), factorOf(often, 0.3)]
    expect(once).toBeGreaterThan(1.4)
    expect(once).toBeLessThan(several)
    expect(several).toBeLessThan(factorOf(often, 0.05))
    // 1 in units of the prior is 4, and a day weighs 1 / 0.05^2: the prior is a hundredth of six such days.
    expect(factorOf(often, 0.05)).toBeCloseTo(2, 1)
  })

  it('is seen where it was meant', () => {
    const days = [own('Leeds fair', '2026-05-16', { storeId: 'leeds' })]
    const effects = learnCalendarEffects(
      [
        node({}, () => 1),
        node({ level: 'store', storeId: 'leeds' }, (day) => (day === '2026-05-16' ? 4 : 1)),
      ],
      days,
    )
    expect(effects.find(({ name }) => name === 'Leeds fair')?.factor).toBeGreaterThan(3)
  })

  it('of a category lies between its own days and those of all', () => {
    const effects = learnCalendarEffects(
      [
        node({}, (day) => (day.endsWith('-12-26') ? 0.5 : 1)),
        node({ level: 'category', category: 'toys' }, (day) => (day.endsWith('-12-26') ? 2 : 1)),
      ],
      calendar,
    )
    const of = (category: string) =>
      effects.find(
        (effect) => effect.name === 'Boxing Day' && effect.offset === 0 && effect.category === category,
      )?.factor ?? 0
    expect(of('toys')).toBeGreaterThan(1)
    expect(of('toys')).toBeLessThan(2)
    expect(of('')).toBeLessThan(0.7)
  })

  it('of a shop without sales, or with a week of them, is not known', () => {
    expect(learnCalendarEffects([], calendar)).toEqual([])
    const short = { ...node({}, () => 1), units: new Float64Array(7).fill(100) }
    expect(learnCalendarEffects([short], calendar)).toEqual([])
  })
})

describe('the factor of a day', () => {
  const effects = [
    { kind: 'own', name: 'Market', offset: 0, category: '', seenDays: 3, factor: 1.5 },
    { kind: 'holiday', name: 'Christmas Day', offset: -1, category: '', seenDays: 3, factor: 2 },
  ] as const
  const factorOn = (
    day: string,
    calendarDays: readonly CalendarDay[],
    category = '',
    storeId: string | null = null,
  ) =>
    dayFactors(calendarDays, effects, dayNumber(day), dayNumber(day), dayNumber('2026-10-31')).factorsOf(
      category,
      storeId,
    )[0]
  const christmas = holidaysOf('GB', dayNumber('2026-12-25'), dayNumber('2026-12-25'))

  it('is what was learned, and where days meet both', () => {
    expect(factorOn('2026-11-12', [])).toBe(1)
    expect(factorOn('2026-11-12', [own('Market', '2026-11-12')])).toBe(1.5)
    expect(factorOn('2026-12-24', [...christmas, own('Market', '2026-12-24')])).toBe(3)
    expect(factorOn('2026-11-12', [own('Never seen', '2026-11-12')])).toBe(1)
  })

  it('is what the shop expects ahead, what was seen behind, and nothing when closed', () => {
    const said = (day: string) => [own('Market', day, { expectedChangeRate: 0.2 })]
    expect(factorOn('2026-11-12', said('2026-11-12'))).toBeCloseTo(1.2)
    expect(factorOn('2026-10-12', said('2026-10-12'))).toBe(1.5)
    expect(factorOn('2026-11-12', [own('Stocktaking', '2026-11-12', { kind: 'closed' })])).toBe(0)
    expect(factorOn('2026-11-12', [own('Less', '2026-11-12', { expectedChangeRate: -1 })])).toBe(0)
  })

  it('of one store or category holds there alone', () => {
    const days = [own('Market', '2026-11-12', { storeId: 'leeds', category: 'toys' })]
    expect(factorOn('2026-11-12', days, 'toys', 'leeds')).toBe(1.5)
    expect(factorOn('2026-11-12', days, 'toys', 'york')).toBe(1)
    expect(factorOn('2026-11-12', days, 'toys', null)).toBe(1)
    expect(factorOn('2026-11-12', days, 'tea', 'leeds')).toBe(1)
  })
})
