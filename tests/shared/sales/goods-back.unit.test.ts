import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addStockOutEnds, areGone, backRate, noStockOutEnds } from '#shared/sales/goods-back.ts'

/** Sold on all of so many days, but for the days from one to before another. */
function units(dayCount: number, ...out: readonly (readonly [number, number])[]): Float64Array {
  const sold = new Float64Array(dayCount).fill(1)
  for (const [from, to] of out) sold.fill(Number.NaN, from, to)
  return sold
}

function endsOf(count: number, of: Float64Array, ends = noStockOutEnds()) {
  for (let at = 0; at < count; at += 1) addStockOutEnds(ends, of)
  return ends
}

describe('how stock-outs of a shop went on', () => {
  it('is told by those that were as long', () => {
    const ends = endsOf(6, units(200, [50, 60]))
    endsOf(6, units(200, [50, 55]), ends)
    endsOf(4, units(200, [50, 200]), ends)
    expect([1, 5, 6, 10, 11].map((days) => backRate(ends, days))).toEqual([12 / 16, 12 / 16, 0.6, 0.6, 0])
  })

  it('is not told by fewer than ten', () => {
    expect(backRate(endsOf(9, units(200, [50, 60])), 5)).toBe(0)
    expect(backRate(endsOf(10, units(200, [50, 60])), 5)).toBe(1)
  })

  it('is not told by those that began in the last nine weeks, whose end is not known', () => {
    expect(backRate(endsOf(20, units(200, [137, 140])), 1)).toBe(0)
    expect(backRate(endsOf(20, units(200, [136, 139])), 1)).toBe(1)
  })

  it('counts what came back after more than nine weeks as of a season, and not as gone', () => {
    const ends = endsOf(20, units(300, [50, 150]))
    expect(backRate(ends, 20)).toBe(0)
    expect(areGone(ends, 40)).toBe(false)
  })

  it('says that goods are gone when those that were out as long, more than four weeks, hardly ever came back', () => {
    const ends = endsOf(19, units(300, [50, 300]))
    expect([28, 29, 63, 200].map((days) => areGone(ends, days))).toEqual([false, true, true, true])
    endsOf(2, units(300, [50, 90]), ends)
    // Two of 21 came back after forty days.
    expect([29, 40, 41].map((days) => areGone(ends, days))).toEqual([true, true, true])
    endsOf(1, units(300, [50, 90]), ends)
    expect([29, 40, 41].map((days) => areGone(ends, days))).toEqual([false, false, true])
    expect(areGone(endsOf(9, units(300, [50, 300])), 100)).toBe(false)
  })

  it('counts each stock-out once for each of its days, however many there are', () => {
    const stretches = fc.array(fc.tuple(fc.nat(299), fc.integer({ min: 1, max: 90 })), { maxLength: 8 })
    fc.assert(
      fc.property(stretches, (all) => {
        const sold = units(300, ...all.map(([from, days]) => [from, from + days] as const))
        const { lasted, ended, back } = endsOf(1, sold)
        const text = Array.from(sold, (one) => (Number.isNaN(one) ? 'o' : 's')).join('')
        const runs = [...text.matchAll(/o+/g)].map(({ 0: run, index }) => ({ run, index }))
        const old = runs.filter(({ index }) => index < 300 - 63)
        for (let days = 1; days <= 63; days += 1) {
          const long = old.filter(({ run }) => run.length >= days)
          const over = long.filter(({ run, index }) => index + run.length < 300)
          const soon = over.filter(({ run }) => run.length <= 63)
          expect([lasted[days], ended[days], back[days]]).toEqual([long.length, soon.length, over.length])
        }
      }),
    )
  })
})
