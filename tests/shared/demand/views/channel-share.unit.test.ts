import { expect, it } from 'vitest'
import { channelShare } from '#shared/demand/views/channel-share.ts'
import type { Channel } from '#shared/events/event.ts'
import type { SalesSeries } from '#shared/sales/sales-series.ts'

const asOfDay = 20_000

/** Sales of the last `units.length` days. */
function series(channel: Channel, units: readonly number[], storeId = ''): SalesSeries {
  return {
    ...{ sku: 'mug', storeId, channel },
    days: Int32Array.from(units, (_, at) => asOfDay - units.length + 1 + at),
    units: Float64Array.from(units),
    returnedUnits: new Float64Array(units.length),
    revenueMinor: Float64Array.from(units, (count) => 100 * count),
  }
}

it('is of the last 91 days, in one place or in all', () => {
  const long = [...Array(50).fill(1_000), ...Array(91).fill(3)]
  const sold = [series('pos', long, 'leeds'), series('web', Array(91).fill(1)), series('web', [-5], 'leeds')]
  expect(channelShare(sold, 'web', undefined, asOfDay)).toBe(0.25)
  expect([channelShare(sold, 'web', 'leeds', asOfDay), channelShare(sold, 'web', '', asOfDay)]).toEqual([
    0, 1,
  ])
  expect(channelShare([], 'web', undefined, asOfDay)).toBe(0)
})

it('is not that of a slip of the pen', () => {
  const slip = Array.from({ length: 60 }, (_, at) => (at === 40 ? 1e9 : 6))
  const sold = [series('pos', slip), series('web', Array(60).fill(2))]
  expect(channelShare(sold, 'web', undefined, asOfDay)).toBe(0.25)
})
