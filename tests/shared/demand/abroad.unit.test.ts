import { describe, expect, it } from 'vitest'
import { abroadOf, withoutAbroad } from '#shared/demand/abroad.ts'
import { dayFactors } from '#shared/demand/day-factors.ts'
import { learnCalendarEffects } from '#shared/demand/learn-calendar-effects.ts'
import type { NodeDemand } from '#shared/demand/node-demand.ts'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import { outlookBlocks, outlookDays, spreadProbabilities } from '#shared/demand/outlook.ts'
import { holidaysAbroad, holidaysOf } from '#shared/demand/public-holidays.ts'
import { dayNumber } from '#shared/sales/day-number.ts'

const firstDay = dayNumber('2024-11-01')
const asOfDay = dayNumber('2026-10-31')
const countries = { berlin: 'DE' }
const calendar = [
  ...holidaysOf('GB', firstDay, asOfDay + outlookDays),
  ...holidaysAbroad(Object.values(countries), firstDay, asOfDay + outlookDays),
]
const unityDays = ['2025-10-03', '2026-10-03'].map(dayNumber)
const bankHolidays = ['2025-05-05', '2026-05-04'].map(dayNumber)

/** Leeds is closed on a British holiday, Berlin on a German one; both sell the same each day but for a little noise. */
function sold(isClosed: (day: number) => boolean, level: number): Float64Array {
  return Float64Array.from({ length: asOfDay - firstDay + 1 }, (_, at) =>
    isClosed(firstDay + at) ? 0 : level + ((at * 7) % 5),
  )
}
const leeds = sold((day) => bankHolidays.includes(day), 90)
const berlin = sold((day) => unityDays.includes(day), 30)
const node = (level: NodeDemand['level'], storeId: string, units: Float64Array): NodeDemand => ({
  ...{ level, storeId, category: '', region: '', firstDay, units },
  revenueMinor: units.map((count) => 100 * count),
})
const nodes = [
  node(
    'total',
    '',
    leeds.map((units, at) => units + (berlin[at] ?? 0)),
  ),
  node('store', 'leeds', leeds),
  node('store', 'berlin', berlin),
]
const abroad = abroadOf(countries, nodes)
const effects = learnCalendarEffects(nodes, calendar, abroad)
const factors = dayFactors(calendar, effects, firstDay, asOfDay + outlookDays, asOfDay, abroad)
const factorOn = (day: number, storeId: string | null) =>
  factors.factorsOf('', storeId)[day - firstDay] as number

describe('places abroad', () => {
  it('have the holidays of their country, and no others', () => {
    for (const day of unityDays) {
      expect([factorOn(day, 'berlin'), factorOn(day, 'leeds')]).toEqual([0, 1])
    }
    for (const day of bankHolidays) {
      expect([factorOn(day, 'berlin'), factorOn(day, 'leeds')]).toEqual([1, 0])
    }
  })

  it('leave what is sold at home known where the sum knows a day that a small one of them has not told', () => {
    const untold = (units: Float64Array, from: number) =>
      units.map((count, at) => (at < from ? count : Number.NaN))
    const late = leeds.length - 28
    const tiny = new Float64Array(leeds.length).fill(0.1).fill(0, late)
    const total = node(
      'total',
      '',
      leeds.map((units, at) => units + (tiny[at] ?? 0)),
    )
    const ofHome = (sum: NodeDemand) =>
      withoutAbroad(
        [sum, node('store', 'leeds', leeds), node('store', 'berlin', untold(tiny, late))],
        abroad,
      )[0]?.units ?? []
    ofHome(total).forEach((units, at) => {
      expect(units).toBeCloseTo(leeds[at] ?? 0, 9)
    })
    // What the sum does not know is missing at home too.
    const missing = ofHome({ ...total, units: untold(total.units, late) })
    expect([Number.isNaN(missing[late - 1]), missing[late], missing.at(-1)]).toEqual([
      false,
      Number.NaN,
      Number.NaN,
    ])
  })

  it('count in sums of all places as much as they sell', () => {
    expect(abroad.shares.DE).toBeCloseTo(32 / 124, 3)
    expect(factorOn(unityDays[0] as number, null)).toBeCloseTo(92 / 124, 2)
    expect(factorOn(bankHolidays[0] as number, null)).toBeCloseTo(32 / 124, 2)
  })

  it('are told of days ahead by the days of their country', () => {
    const ahead = (storeId: string) =>
      Array.from({ length: outlookDays }, (_, at) => factorOn(asOfDay + 1 + at, storeId))
    const basis = {
      ...{ asOfDay, scores: { none: spreadProbabilities.map(() => 0) }, blockCorrelation: 0 },
      dayFactors: { '': new Array<number>(outlookDays).fill(1) },
      // The first day ahead is closed there.
      abroad: { countries, dayFactors: { DE: [0, ...ahead('berlin').slice(1)] }, holidays: {} },
    }
    const outlook = {
      blocks: new Array<number>(outlookBlocks).fill(70),
      scales: new Array<number>(outlookBlocks).fill(0),
      scores: null,
      weekdayShares: new Array<number>(7).fill(1 / 7),
    }
    expect(openOutlook(outlook, basis, '', 'none', 'leeds').expectedUnits(0, 1)).toBeCloseTo(10, 9)
    const there = openOutlook(outlook, basis, '', 'none', 'berlin')
    expect([there.expectedUnits(0, 1), there.expectedUnits(0, 7)]).toEqual([0, expect.closeTo(70, 9)])
  })

  it('that are none change nothing', () => {
    const alone = nodes.slice(0, 2)
    const home = calendar.filter(({ country }) => country === undefined)
    expect(learnCalendarEffects(alone, home, abroadOf({}, alone))).toEqual(learnCalendarEffects(alone, home))
    expect(abroadOf({}, nodes)).toEqual({ countries: {}, shares: {} })
  })
})

describe('own days', () => {
  const markets = ['2025-07-02', '2025-09-10', '2026-07-08'].map(dayNumber)
  const own = markets.map((day) => ({
    ...{ day, name: 'Market', kind: 'event' as const, storeId: null, category: null },
    expectedChangeRate: null,
  }))
  const onMarkets = (units: Float64Array, times: number) =>
    units.map((count, at) => (markets.includes(firstDay + at) ? times * count : count))
  const marketOf = (shop: readonly NodeDemand[], within: Record<string, string>) =>
    learnCalendarEffects(shop, [...calendar, ...own], abroadOf(within, shop)).find(
      ({ name }) => name === 'Market',
    )

  it('are learned where all stores are abroad, and so are holidays', () => {
    const units = onMarkets(berlin, 2)
    const shop = [node('total', '', units), node('store', 'berlin', units)]
    expect(marketOf(shop, countries)?.factor).toBeGreaterThan(1.8)
    const learned = learnCalendarEffects(shop, calendar, abroadOf(countries, shop))
    const unity = learned.find(({ name, offset }) => name === 'National Holiday' && offset === 0)
    expect([unity?.country, unity?.factor]).toEqual(['DE', 0])
    expect(learned.some(({ country }) => country === undefined)).toBe(true)
  })

  it('are learned of what all places sold', () => {
    // Twice as much in Berlin alone, which sells a quarter of all.
    const there = onMarkets(berlin, 2)
    const sum = leeds.map((units, at) => units + (there[at] ?? 0))
    const shop = [node('total', '', sum), node('store', 'leeds', leeds), node('store', 'berlin', there)]
    expect(marketOf(shop, countries)?.factor).toBeCloseTo(1 + 32 / 124, 1)
  })
})

it('a category without effects or own days of its own has the days of all others', () => {
  for (const storeId of [null, 'leeds', 'berlin'])
    expect(factors.factorsOf('tea', storeId)).toBe(factors.factorsOf('', storeId))
})
