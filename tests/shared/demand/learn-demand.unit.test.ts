import { describe, expect, it } from 'vitest'
import type { CalendarDay } from '#shared/demand/calendar-day.ts'
import type { DemandKnowledge } from '#shared/demand/demand-knowledge.ts'
import { forecastItem } from '#shared/demand/forecast-item.ts'
import { forecastNodes } from '#shared/demand/forecast-nodes.ts'
import { learnDemand } from '#shared/demand/learn-demand.ts'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import { holidaysOf } from '#shared/demand/public-holidays.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayNumber, dayText, weekdayOf } from '#shared/sales/day-number.ts'
import { drawPoisson, simulatedItem, simulatedPlace, sumsOf } from './simulated-shop.ts'

const asOfDay = dayNumber('2026-11-15')
const dayCount = 3 * 364
const firstDay = asOfDay - dayCount + 1
/** Monday to Sunday. */
const week = [0.6, 0.7, 0.8, 1, 1.4, 2, 0.5]
const yearly = (day: number) => 1 + 0.5 * Math.cos((2 * Math.PI * (day - dayNumber('2025-12-10'))) / 364)

/** Forty items that follow the week and the year, and of which three times as many are sold on Christmas Eve and none on Christmas Day. */
function seasonalShop() {
  const random = seededRandom(17)
  const rateOn = (day: number) => {
    const text = dayText(day)
    const holiday = text.endsWith('-12-24') ? 3 : text.endsWith('-12-25') ? 0 : 1
    return (week[weekdayOf(day)] as number) * yearly(day) * holiday
  }
  const items = Array.from({ length: 40 }, (_, at) => {
    const rate = 1 + (at % 8)
    const place = simulatedPlace('', firstDay, dayCount, (day) =>
      drawPoisson(rate * rateOn(firstDay + day), random),
    )
    return simulatedItem(`item-${at}`, 'toys', [place])
  })
  const calendar = holidaysOf('GB', firstDay, asOfDay + 91)
  return { items, nodes: sumsOf(items, asOfDay), calendar, rateOn }
}

describe('what a shop teaches', () => {
  const { items, nodes, calendar, rateOn } = seasonalShop()
  const knowledge = learnDemand({ sample: items, nodes, calendar, asOfDay })

  it('can be kept as JSON and used again', () => {
    const kept = JSON.parse(JSON.stringify(knowledge)) as DemandKnowledge
    expect(kept).toEqual(knowledge)
    const [item] = items
    if (item !== undefined) expect(forecastItem(item, kept)).toEqual(forecastItem(item, knowledge))
  })

  it('is its week', () => {
    const whole = week.reduce((sum, share) => sum + share, 0)
    knowledge.weekdayShares.toys?.forEach((share, weekday) => {
      expect(share).toBeCloseTo((week[weekday] as number) / whole, 1)
    })
  })

  it('makes days and blocks ahead follow the week, the year and the holidays', () => {
    const offset = dayNumber('2026-12-24') - asOfDay - 1
    for (const at of [7, 23]) {
      const rate = 1 + (at % 8)
      const forecast = forecastItem(items[at] as (typeof items)[number], knowledge).whole
      const open = openOutlook(forecast?.outlook as never, knowledge.basis, 'toys', 'smooth')
      let expected = 0
      for (let day = asOfDay + 1; day <= asOfDay + 91; day++) expected += rate * rateOn(day)
      expect(open.expectedUnits(0, 91) / expected).toBeGreaterThan(0.85)
      expect(open.expectedUnits(0, 91) / expected).toBeLessThan(1.15)
      expect(open.expectedUnits(offset, 1) / (rate * rateOn(asOfDay + 1 + offset))).toBeGreaterThan(0.6)
      expect(open.expectedUnits(offset, 1) / (rate * rateOn(asOfDay + 1 + offset))).toBeLessThan(1.4)
      expect(open.expectedUnits(offset + 1, 1)).toBe(0)
    }
  })

  it('makes the forecast of the whole shop better than "as before" around Christmas', () => {
    const [total] = forecastNodes(
      nodes.filter(({ level }) => level === 'total'),
      knowledge,
    )
    const sold = nodes.find(({ level }) => level === 'total')?.units ?? new Float64Array(0)
    const before = sold.subarray(-28).reduce((sum, units) => sum + units, 0)
    let expected = 0
    const whole = items.reduce((sum, _, at) => sum + 1 + (at % 8), 0)
    // Weeks 4 to 7 ahead hold Christmas.
    for (let day = asOfDay + 22; day <= asOfDay + 49; day++) expected += whole * rateOn(day)
    const forecast = total?.outlook.blocks.slice(3, 7).reduce((sum, units) => sum + units, 0) ?? 0
    expect(Math.abs(forecast - expected)).toBeLessThan(0.3 * Math.abs(before - expected) + 0.05 * expected)
  })

  it('takes an own day ahead as the shop expects it', () => {
    const closed: CalendarDay = {
      day: asOfDay + 3,
      name: 'Stocktaking',
      kind: 'closed',
      storeId: null,
      category: null,
      expectedChangeRate: null,
    }
    const told = learnDemand({ sample: items, nodes, calendar: [...calendar, closed], asOfDay })
    const forecast = forecastItem(items[7] as (typeof items)[number], told).whole
    const open = openOutlook(forecast?.outlook as never, told.basis, 'toys', 'smooth')
    expect(open.expectedUnits(2, 1)).toBe(0)
    expect(open.expectedUnits(1, 1)).toBeGreaterThan(0)
    const plain = forecastItem(items[7] as (typeof items)[number], knowledge).whole
    expect(open.expectedUnits(0, 7)).toBeLessThan(plain?.outlook.blocks[0] as number)
  })
})

it('a shop without anything teaches nothing, and that can be used', () => {
  const knowledge = learnDemand({ sample: [], nodes: [], calendar: [], asOfDay })
  const item = simulatedItem('item', 'toys', [simulatedPlace('', asOfDay - 9, 10, () => 2)])
  const forecast = forecastItem(item, knowledge).whole
  expect(forecast?.outlook.blocks[0]).toBeGreaterThan(5)
  expect(forecast?.outlook.blocks.every(Number.isFinite)).toBe(true)
})
