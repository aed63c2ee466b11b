import { describe, expect, it } from 'vitest'
import { stockOutEndsOf, withoutGone } from '#shared/demand/gone-goods.ts'
import { simulatedItem, simulatedPlace } from './simulated-shop.ts'

/** Sells two a day, and nothing was there on the days from one to before another. */
function item(sku: string, outFrom: number, outTo: number, dayCount = 200) {
  const place = simulatedPlace('Bath', 20_000, dayCount, (at) =>
    at >= outFrom && at < outTo ? Number.NaN : 2,
  )
  return simulatedItem(sku, null, [place])
}

const gone = Array.from({ length: 12 }, (_, at) => item(`gone ${at}`, 90, 200))

describe('goods that are gone for good', () => {
  it('are asked for no more since they are out', () => {
    const ends = stockOutEndsOf(gone)
    const [place] = withoutGone(item('mug', 165, 200), ends).places
    expect([...(place?.units.subarray(163, 168) ?? [])]).toEqual([2, 2, 0, 0, 0])
    expect(place?.units.at(-1)).toBe(0)
  })

  it('are not those that are out for four weeks or less, nor those that came back', () => {
    const ends = stockOutEndsOf(gone)
    for (const each of [item('mug', 172, 200), item('mug', 90, 199), item('mug', 0, 0)])
      expect(withoutGone(each, ends)).toEqual(each)
  })

  it('are none where others came back, or nobody knows', () => {
    const mug = item('mug', 150, 200)
    const back = Array.from({ length: 2 }, (_, at) => item(`back ${at}`, 90, 160))
    expect(withoutGone(mug, stockOutEndsOf([...gone, ...back]))).toEqual(mug)
    expect(withoutGone(mug, stockOutEndsOf(gone.slice(0, 9)))).toEqual(mug)
  })

  it('leave what was told of them as it is', () => {
    const mug = item('mug', 150, 200)
    withoutGone(mug, stockOutEndsOf(gone))
    expect(mug.places[0]?.units.at(-1)).toBeNaN()
  })
})
