import { describe, expect, it } from 'vitest'
import type { StockDayRow } from '#shared/database/tables/sales.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { isStockedOut, stockOutDays, stockOutsOf } from '#shared/sales/stock-outs.ts'

/** Day, last count, largest count. */
type Count = readonly [day: number, last: number, most: number]

function rows(counts: readonly Count[], told: Partial<StockDayRow> = {}): StockDayRow[] {
  return counts.map(([day, lastQuantity, mostQuantity]) => ({
    tenantId: 'shop',
    source: 'shopify/demo',
    stockItemId: '1',
    storeId: '',
    day: dayText(day),
    firstCountedAt: 0,
    firstQuantity: 0,
    lastCountedAt: 0,
    lastQuantity,
    mostQuantity,
    ...told,
  }))
}

describe('days without stock', () => {
  it.each<[string, Count[], number[]]>([
    ['nothing counted', [], []],
    [
      'always something',
      [
        [101, 5, 5],
        [103, 2, 4],
      ],
      [],
    ],
    ['sold out on a day and not filled again', [[102, 0, 3]], [103, 104, 105, 106, 107, 108, 109]],
    [
      'filled again some days later',
      [
        [102, 0, 3],
        [105, 7, 7],
      ],
      [103, 104],
    ],
    [
      'filled and sold out again on one day',
      [
        [102, 0, 3],
        [105, 0, 7],
        [107, 4, 4],
      ],
      [103, 104, 106],
    ],
    [
      'counted again without anything',
      [
        [102, 0, 3],
        [104, -1, 0],
        [106, 1, 1],
      ],
      [103, 104, 105],
    ],
    [
      'nothing at the first count',
      [
        [104, 0, 0],
        [106, 2, 2],
      ],
      [104, 105],
    ],
    ['less than nothing', [[104, -3, -3]], [104, 105, 106, 107, 108, 109]],
    [
      'sold out before the first day that is asked for',
      [[50, 0, 2]],
      [100, 101, 102, 103, 104, 105, 106, 107, 108, 109],
    ],
    ['sold out after the last day', [[120, 0, 2]], []],
    [
      'told in another order',
      [
        [105, 7, 7],
        [102, 0, 3],
      ],
      [103, 104],
    ],
  ])('with %s', (_, counts, expected) => {
    expect([...stockOutDays(rows(counts), 100, 109)]).toEqual(expected)
  })

  it('of what several sources or variants count are those on which all of them have nothing', () => {
    const counts = [
      ...rows([
        [102, 0, 3],
        [107, 1, 1],
      ]),
      ...rows([[104, 0, 3]], { source: 'pos/till' }),
    ]
    expect([...(stockOutsOf(counts, 100, 109).get('') ?? [])]).toEqual([105, 106])
  })

  it('of a place are its own, else those of the shop; online, those on which no place has any', () => {
    const north = rows([[102, 0, 3]], { storeId: 'north' })
    const south = rows([[104, 0, 3]], { storeId: 'south' })
    const stores = stockOutsOf([...north, ...south], 100, 109)
    expect([103, 105].map((day) => isStockedOut(stores, 'north', day))).toEqual([true, true])
    expect([103, 105].map((day) => isStockedOut(stores, 'south', day))).toEqual([false, true])
    expect([103, 105].map((day) => isStockedOut(stores, '', day))).toEqual([false, true])
    expect(isStockedOut(stores, 'west', 105)).toBe(false)
    const shop = stockOutsOf([...rows([[106, 0, 1]]), ...north], 100, 109)
    expect([105, 107].map((day) => isStockedOut(shop, 'west', day))).toEqual([false, true])
    expect([105, 107].map((day) => isStockedOut(shop, '', day))).toEqual([false, true])
    expect(isStockedOut(shop, 'north', 105)).toBe(true)
    expect(isStockedOut(new Map(), '', 105)).toBe(false)
  })
})
