import { describe, expect, it } from 'vitest'
import type { CalendarDay } from '#shared/demand/calendar-day.ts'
import { type ForecastLevel, whereSold } from '#shared/demand/forecast-levels.ts'
import { learnDemand } from '#shared/demand/learn-demand.ts'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import { type OutlookBasis, outlookBlocks } from '#shared/demand/outlook.ts'
import { holidaysAbroad, holidaysOf } from '#shared/demand/public-holidays.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import { simulatedItem, simulatedPlace, sumsOf } from './simulated-shop.ts'

/** A Sunday. */
const asOfDay = dayNumber('2026-04-26')
const firstDay = asOfDay - 3 * 364 + 1
const lastAhead = asOfDay + 91
const countries = { berlin: 'DE', munich: 'DE' }
/** A store of each country is in Valley; what is sold online is in the same region as Leeds. */
const regions = { leeds: '', munich: 'Bavaria', berlin: 'Valley', bath: 'Valley' }
const bankHolidays = ['2023-05-01', '2024-05-06', '2025-05-05', '2026-05-04'].map(dayNumber)
const ascensions = ['2023-05-18', '2024-05-09', '2025-05-29', '2026-05-14'].map(dayNumber)
const [bankHoliday, ascension] = [dayNumber('2026-05-04'), dayNumber('2026-05-14')]
const plainDay = dayNumber('2026-05-06')

/** On a British bank holiday nobody at home buys tea, but three times as many books; on Ascension Day nobody in Germany buys anything. */
function place(category: 'tea' | 'books', storeId: string) {
  const isAbroad = Object.hasOwn(countries, storeId)
  return simulatedPlace(storeId, firstDay, asOfDay - firstDay + 1, (at) => {
    const day = firstDay + at
    const units = 40 + ((at * 7) % 5)
    if (isAbroad) return ascensions.includes(day) ? 0 : units
    if (!bankHolidays.includes(day)) return units
    return category === 'tea' ? 0 : 3 * units
  })
}
const event = (given: Partial<CalendarDay>): CalendarDay => ({
  ...{ day: plainDay, name: 'Stocktaking', kind: 'closed', storeId: null, category: null },
  expectedChangeRate: null,
  ...given,
})
const calendar = [
  ...holidaysOf('GB', firstDay, lastAhead),
  ...holidaysAbroad(Object.values(countries), firstDay, lastAhead),
]

function learn(own: readonly CalendarDay[] = [], stores = ['leeds', '', 'berlin', 'munich']): OutlookBasis {
  const sample = (['tea', 'books'] as const).map((category) =>
    simulatedItem(
      category,
      category,
      stores.map((storeId) => place(category, storeId)),
    ),
  )
  const nodes = sumsOf(sample, asOfDay, regions)
  return learnDemand({ sample, nodes, calendar: [...calendar, ...own], countries, asOfDay }).basis
}

/** What is told of a day, 1 being as much as every other of its week has. */
function toldOf(
  basis: OutlookBasis,
  level: ForecastLevel,
  storeId: string,
  category: string,
  day: number,
  region = '',
) {
  const outlook = {
    blocks: new Array<number>(outlookBlocks).fill(70),
    scales: new Array<number>(outlookBlocks).fill(0),
    scores: null,
    weekdayShares: new Array<number>(7).fill(1 / 7),
  }
  const where = whereSold({ level, storeId, region })
  const units = openOutlook(outlook, basis, category, 'none', where).expectedUnits(day - asOfDay - 1, 1)
  return (6 * units) / (70 - units)
}

describe('days ahead of a shop with stores abroad', () => {
  const basis = learn()

  it.each([
    ['store', 'leeds', ''],
    ['store', '', ''],
    ['category-store', 'leeds', 'tea'],
    ['category-store', '', 'tea'],
    ['sku-store', 'leeds', 'tea'],
    ['sku-store', '', 'tea'],
    ['sku-store', 'leeds', 'books'],
  ] as const)('are those of home at home: %s "%s" %s', (level, storeId, category) => {
    const onHoliday = toldOf(basis, level, storeId, category, bankHoliday)
    if (category === 'tea') expect(onHoliday).toBe(0)
    if (category === 'books') expect(onHoliday).toBeGreaterThan(2.5)
    expect(toldOf(basis, level, storeId, category, ascension)).toBeCloseTo(1, 2)
  })

  it.each([
    ['total', ''],
    ['category', 'tea'],
    ['sku', 'tea'],
  ] as const)('are the mix in sums of all places: %s', (level, category) => {
    expect(toldOf(basis, level, '', category, ascension)).toBeCloseTo(0.5, 1)
    if (category === 'tea') expect(toldOf(basis, level, '', category, bankHoliday)).toBeCloseTo(0.5, 1)
  })

  it.each(['berlin', 'munich'])('are those of the country abroad: %s', (storeId) => {
    expect(toldOf(basis, 'store', storeId, '', ascension)).toBe(0)
    expect(toldOf(basis, 'store', storeId, '', bankHoliday)).toBeCloseTo(1, 2)
  })

  it('are those of its country in a region whose places are all in one, and the mix in another', () => {
    const told = learn([], ['leeds', '', 'bath', 'berlin', 'munich'])
    const onDays = (basisOf: OutlookBasis, region: string) =>
      [bankHoliday, ascension].map((day) => toldOf(basisOf, 'region', '', 'tea', day, region))
    expect(onDays(told, '')).toEqual([0, expect.closeTo(1, 2)])
    expect(onDays(told, 'Bavaria')).toEqual([expect.closeTo(1, 2), 0])
    // Two places of five are abroad.
    expect(onDays(told, 'Valley')).toEqual([expect.closeTo(0.4, 1), expect.closeTo(0.6, 1)])
    const { regions: _, ...abroad } = told.abroad ?? { countries, dayFactors: {}, holidays: {} }
    expect(onDays({ ...told, abroad }, 'Bavaria')[1]).toBeGreaterThan(0.4)
  })

  it('do not give the own day of one store to all of its country', () => {
    for (const closed of ['berlin', 'munich']) {
      const told = learn([event({ storeId: closed })])
      expect(toldOf(told, 'store', 'berlin', '', plainDay)).toBeCloseTo(1, 2)
      expect(toldOf(told, 'store', 'munich', '', plainDay)).toBeCloseTo(1, 2)
    }
    const all = learn([event({})])
    for (const storeId of ['leeds', '', 'berlin', 'munich'])
      expect(toldOf(all, 'store', storeId, '', plainDay)).toBe(0)
  })

  it('are told in runs of before those of home were kept', () => {
    const { homeDayFactors: _, ...abroad } = basis.abroad ?? { countries, dayFactors: {}, holidays: {} }
    expect(toldOf({ ...basis, abroad }, 'store', 'leeds', 'tea', bankHoliday)).toBeCloseTo(0.5, 1)
  })
})
