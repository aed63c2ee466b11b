import { describe, expect, it } from 'vitest'
import { historyDays, itemDemand } from '#shared/demand/item-demand.ts'
import type { SalesSeries } from '#shared/sales/sales-series.ts'

function series(
  storeId: string,
  channel: SalesSeries['channel'],
  rows: readonly (readonly [day: number, units: number, returned: number, revenueMinor: number])[],
): SalesSeries {
  const column = (at: 1 | 2 | 3) => Float64Array.from(rows, (row) => row[at])
  const days = Int32Array.from(rows, ([day]) => day)
  return {
    sku: 'A',
    storeId,
    channel,
    days,
    units: column(1),
    returnedUnits: column(2),
    revenueMinor: column(3),
  }
}

const item = { sku: 'A', productId: 'P', name: 'Tea', category: 'Drinks' }

describe('the demand of an item', () => {
  it('is day by day from the first sale to the last known day, all channels of a place together', () => {
    const demand = itemDemand(
      {
        item,
        series: [
          series('', 'web', [[100, 2, 0, 200]]),
          series('leeds', 'pos', [
            [99, 0, 1, 0],
            [101, 3, 0, 300],
            [104, 9, 0, 900],
          ]),
          series('leeds', 'web', [[101, 1, 0, 90]]),
        ],
      },
      103,
    )
    expect(demand).toEqual({
      ...item,
      places: [
        {
          storeId: '',
          firstDay: 100,
          units: Float64Array.of(2, 0, 0, 0),
          returnedUnits: new Float64Array(4),
          revenueMinor: Float64Array.of(200, 0, 0, 0),
        },
        {
          storeId: 'leeds',
          firstDay: 101,
          units: Float64Array.of(4, 0, 0),
          returnedUnits: new Float64Array(3),
          revenueMinor: Float64Array.of(390, 0, 0),
        },
      ],
    })
  })

  it('is missing on days without goods, unless something was sold all the same', () => {
    const sales = {
      item,
      series: [
        series('leeds', 'pos', [
          [10, 1, 0, 1],
          [12, 1, 0, 1],
        ]),
      ],
    }
    const [place] = itemDemand(sales, 13, (storeId, day) => storeId === 'leeds' && day >= 12).places
    expect(place?.units).toEqual(Float64Array.of(1, 0, 1, Number.NaN))
  })

  it('is known where a count says nothing is there, and it sells day after day', () => {
    // A count that stands still, as of goods nobody counts: four days of seven sell, and three do not.
    const days = Array.from({ length: 28 }, (_, day) => day).filter((day) => [0, 2, 4, 5].includes(day % 7))
    const sales = {
      item,
      series: [
        series(
          '',
          'web',
          days.map((day) => [day, 1, 0, 1] as const),
        ),
      ],
    }
    const [place] = itemDemand(sales, 27, (_, day) => day < 21).places
    expect(place?.units).toEqual(Float64Array.from({ length: 28 }, (_, day) => Number(days.includes(day))))
    // Goods that came in between end the one stock-out, and the next is another.
    const [twice] = itemDemand(sales, 27, (_, day) => day === 1 || day === 6 || day > 25).places
    expect([...(twice?.units ?? [])].flatMap((units, day) => (Number.isNaN(units) ? day : []))).toEqual([
      1, 6, 27,
    ])
  })

  it('does not count what is no number or below zero, and what nobody bought yet', () => {
    const sales = {
      item,
      series: [
        series('', 'web', [
          [5, Number.NaN, 0, 1],
          [6, -3, 0, 1],
          [7, 4, Number.POSITIVE_INFINITY, -5],
        ]),
        series('leeds', 'pos', [[9, 1, 0, 1]]),
      ],
    }
    expect(itemDemand(sales, 8).places).toEqual([
      {
        storeId: '',
        firstDay: 7,
        units: Float64Array.of(4, 0),
        returnedUnits: Float64Array.of(0, 0),
        revenueMinor: Float64Array.of(0, 0),
      },
    ])
  })

  it('goes back three years at most', () => {
    const [place] = itemDemand(
      {
        item,
        series: [
          series('', 'web', [
            [0, 1, 0, 1],
            [4000, 2, 0, 1],
          ]),
        ],
      },
      4000,
    ).places
    expect(place?.firstDay).toBe(4000 - historyDays + 1)
    expect(place?.units.length).toBe(historyDays)
    expect(place?.units.at(-1)).toBe(2)
  })
})
