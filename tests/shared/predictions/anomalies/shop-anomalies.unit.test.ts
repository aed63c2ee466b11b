import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { occasionsOf } from '#shared/predictions/anomalies/occasions.ts'
import { type DaySum, shopAnomalies } from '#shared/predictions/anomalies/shop-anomalies.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'

const yesterday = '2026-11-21'
const last = dayNumber(yesterday)
const question = { days: [yesterday], deviationThreshold: 0.5, occasionOf: () => null }

/** About `usual` orders of ten pounds a day over a channel, by chance, twice as many on Saturdays. */
function orders(part: string, usual: number, dayCount: number, seed: number, lastOrders?: number): DaySum[] {
  const random = seededRandom(seed)
  return Array.from({ length: dayCount }, (_, ago) => last - ago).flatMap((day) => {
    const expected = usual * (new Date(`${dayText(day)}T00:00:00Z`).getUTCDay() === 6 ? 2 : 1)
    let count = 0
    for (let tries = 0; tries < 10 * expected; tries += 1) if (random() < 0.1) count += 1
    const value = day === last && lastOrders !== undefined ? lastOrders : count
    return value === 0
      ? []
      : [
          { series: 'orders' as const, part, day: dayText(day), value },
          { series: 'revenue' as const, part, day: dayText(day), value: value * 1_000 },
        ]
  })
}
const found = (sums: readonly DaySum[], changes: Partial<typeof question> = {}) =>
  shopAnomalies(sums, { ...question, ...changes }).map(({ series, part, words }) => [series, part, words])

describe('shopAnomalies', () => {
  it('tells a day on which a channel failed, and what it did to the whole', () => {
    const sums = [...orders('web', 100, 112, 1, 4), ...orders('pos', 60, 112, 2)]
    const told = found(sums)
    expect(told.map(([series, part]) => `${series} ${part}`)).toEqual([
      'revenue ',
      'revenue web',
      'orders ',
      'orders web',
    ])
    expect(told[3]?.[2]).toMatch(/^Orders \(web\) 9\d % below a usual Saturday$/)
  })

  it('knows a day on which nothing at all came in', () => {
    expect(found(orders('web', 100, 112, 3, 0)).map(([series]) => series)).toEqual(['revenue', 'orders'])
  })

  it('keeps quiet about usual days, in a hundred shops', () => {
    const alarms = Array.from({ length: 100 }, (_, seed) => found(orders('web', 5 + seed, 112, seed))).flat()
    expect(alarms).toEqual([])
  })

  it('keeps quiet where there is too little: a young shop, or an order now and then', () => {
    expect(found(orders('web', 100, 27, 4, 900))).toEqual([])
    expect(found(orders('web', 0.2, 112, 5, 2))).toEqual([])
    expect(found([])).toEqual([])
  })

  it('heeds the threshold of the shop', () => {
    const sums = orders('web', 100, 112, 6, 290)
    expect(found(sums)).toEqual([])
    expect(found(sums, { deviationThreshold: 0.3 }).map(([series]) => series)).toEqual(['revenue', 'orders'])
  })

  it('looks at events by source', () => {
    const events = orders('web', 400, 60, 7).flatMap((sum): DaySum[] =>
      sum.series === 'orders'
        ? [
            { ...sum, series: 'events', part: 'tracking/web' },
            { ...sum, series: 'events', part: 'shopify/demo', value: sum.day === yesterday ? 0 : 300 },
          ]
        : [],
    )
    expect(found(events)).toEqual([
      ['events', 'shopify/demo', 'Events (shopify/demo) 100 % below a usual Saturday'],
    ])
  })

  it('says what a day is known for', () => {
    const sums = orders('web', 100, 112, 8, 1_000)
    const [first] = shopAnomalies(sums, { ...question, occasionOf: (day) => `the feast of ${day}` })
    expect(first).toMatchObject({ day: yesterday, occasion: `the feast of ${yesterday}` })
  })
})

describe('occasionsOf', () => {
  const days = ['2026-12-23', '2026-12-25', '2026-12-15', '2026-12-10']
  const own = [{ name: 'Christmas market', fromDay: '2026-12-14', toDay: '2026-12-15' }]

  it('are events of the shop, holidays of its country, and the days around these', () => {
    const of = occasionsOf('GB', days, own)
    expect(days.map(of)).toEqual(['before Christmas Day', 'Christmas Day', 'Christmas market', null])
    expect(days.map(occasionsOf('XX', days, []))).toEqual([null, null, null, null])
  })
})
