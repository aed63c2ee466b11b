import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addStockOutEnds, noStockOutEnds } from '#shared/sales/goods-back.ts'
import { missedSales } from '#shared/sales/missed-sales.ts'

const firstDay = 20_000
const price = 250
const week = [3, 0, 5, 8, 13, 21, 1]
const unitsOn = (at: number) => week[at % 7] as number

/** Stock-outs of a shop of so many days, of which so many ended. */
function endsOf(days: number, ended: number, count = 20) {
  const ends = noStockOutEnds()
  for (let at = 0; at < count; at += 1) {
    const units = new Float64Array(200).fill(1, 0, 100)
    units.fill(Number.NaN, 100, at < ended ? 100 + days : 200)
    addStockOutEnds(ends, units)
  }
  return ends
}
const allEnd = endsOf(63, 20)

/** Sells the same each week, but for stretches without goods: their first day and the day after the last. */
function place(dayCount: number, out: readonly (readonly [number, number])[]) {
  const units = Float64Array.from({ length: dayCount }, (_, at) =>
    out.some(([from, to]) => at >= from && at < to) ? Number.NaN : unitsOn(at),
  )
  return { firstDay, units, revenueMinor: units.map((sold) => (Number.isNaN(sold) ? 0 : price * sold)) }
}

function missedOn(dayCount: number, out: readonly (readonly [number, number])[]): [number, number][] {
  const { days, units } = missedSales(place(dayCount, out), allEnd)
  return Array.from(days, (day, at) => [day - firstDay, units[at] as number])
}

describe('what was missed for want of goods', () => {
  it('is what the same weekdays around sold, and brought', () => {
    const { days, units, revenueMinor } = missedSales(place(140, [[70, 80]]), noStockOutEnds())
    const at = Array.from({ length: 10 }, (_, missing) => 70 + missing).filter((day) => unitsOn(day) > 0)
    expect([...days]).toEqual(at.map((day) => firstDay + day))
    expect([...units]).toEqual(at.map(unitsOn))
    expect([...revenueMinor]).toEqual(at.map((day) => price * unitsOn(day)))
  })

  it('lies between before and after where the level has changed', () => {
    const units = Float64Array.from({ length: 140 }, (_, at) => (at < 70 ? 10 : at < 84 ? Number.NaN : 20))
    const { units: missed } = missedSales(
      { firstDay, units, revenueMinor: new Float64Array(140) },
      noStockOutEnds(),
    )
    // Of the first week six such days are before it and five after, of the second five and six.
    expect([...missed]).toEqual([...Array(7).fill(160 / 11), ...Array(7).fill(170 / 11)].map(near))
  })

  it('is nothing any more where goods have been out for more than four weeks', () => {
    expect(missedOn(140, [[112, 140]])).toHaveLength(4 * 6)
    expect(missedOn(140, [[111, 140]])).toEqual([])
  })

  it('is nothing where goods came back after more than nine weeks, as those of a season do', () => {
    expect(missedOn(300, [[70, 133]])).toHaveLength(9 * 6)
    expect(missedOn(300, [[70, 134]])).toEqual([])
  })

  it('is nothing where a weekday was seen less than three times', () => {
    expect(missedOn(20, [[14, 20]])).toEqual([])
    // The seventh weekday of the third week is missing, and the second of a week sells nothing.
    expect(missedOn(24, [[20, 24]])).toEqual([
      [21, 3],
      [23, 5],
    ])
  })

  it('counts, while goods are out, by the share of stock-outs as long so far that ended', () => {
    const whole = missedSales(place(140, [[126, 140]]), allEnd)
    const half = missedSales(place(140, [[126, 140]]), endsOf(20, 10))
    expect([...half.days]).toEqual([...whole.days])
    expect([...half.units]).toEqual([...whole.units].map((units) => units / 2))
    expect([...half.revenueMinor]).toEqual([...whole.revenueMinor].map((money) => money / 2))
    // None that ended was as long as this one; of as many as nine nobody can say it.
    expect(missedSales(place(140, [[126, 140]]), endsOf(13, 10)).days).toHaveLength(0)
    expect(missedSales(place(140, [[126, 140]]), endsOf(20, 9, 9)).days).toHaveLength(0)
    expect(missedSales(place(140, [[126, 140]]), noStockOutEnds()).days).toHaveLength(0)
  })

  it('is nothing on days on which the place was closed or has told nothing, and these say nothing', () => {
    const { units, revenueMinor } = place(140, [[70, 80]])
    const closed = new Set([63, 72, 87])
    units.fill(0, 63, 64).fill(0, 87, 88)
    const missed = missedSales(
      { firstDay, units, revenueMinor },
      allEnd,
      (day) => !closed.has(day - firstDay),
    )
    const at = Array.from({ length: 10 }, (_, day) => 70 + day).filter(
      (day) => unitsOn(day) > 0 && day !== 72,
    )
    expect([...missed.days]).toEqual(at.map((day) => firstDay + day))
    expect([...missed.units]).toEqual(at.map(unitsOn))
  })

  it('is nothing where goods were always there', () => {
    expect(missedOn(140, [])).toEqual([])
    expect(
      missedSales(
        { firstDay, units: new Float64Array(0), revenueMinor: new Float64Array(0) },
        noStockOutEnds(),
      ).days,
    ).toHaveLength(0)
  })

  it('of sales that are the same each week is the truth, whenever goods were out', () => {
    const stretch = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 80 }))
    fc.assert(
      fc.property(
        fc.array(stretch, { maxLength: 5 }),
        fc.integer({ min: 1, max: 210 }),
        (stretches, dayCount) => {
          const out = stretches.map(([from, length]) => [from, from + length] as const)
          const sold = place(dayCount, out)
          const missed = missedOn(dayCount, out)
          for (const [at, units] of missed) {
            expect(sold.units[at]).toBeNaN()
            expect(units).toBeCloseTo(unitsOn(at), 9)
            expect(units).toBeGreaterThan(0)
          }
          const days = missed.map(([at]) => at)
          expect(days).toEqual([...new Set(days)].sort((one, other) => one - other))
        },
      ),
    )
  })
})

function near(value: number) {
  return expect.closeTo(value, 9)
}
