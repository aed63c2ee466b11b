import { describe, expect, it } from 'vitest'
import type { OrderLine } from '#shared/events/order-change.ts'
import { orderLinesText } from '#shared/features/order-lines.ts'
import { type SoldOrder, salesOfOrder } from '#shared/sales/sales-of-order.ts'

function order(lines: readonly Partial<OrderLine>[], told: Partial<SoldOrder> = {}): SoldOrder {
  const byId = lines.map((line, place): [string, OrderLine] => [
    `${place}`,
    { lineId: `${place}`, productId: 'mug', quantity: 1, amountMinor: 500, ...line },
  ])
  return {
    day: '2026-11-21',
    storeId: null,
    channel: 'web',
    kind: 'order',
    status: 'paid',
    tenantMinorRate: 1,
    lines: orderLinesText(Object.fromEntries(byId)),
    ...told,
  }
}

const counted = (row: SoldOrder) =>
  salesOfOrder(row).map(({ sku, units, returnedUnits, revenueMinor }) => [
    sku,
    units,
    returnedUnits,
    revenueMinor,
  ])

describe('sales of an order', () => {
  it('are its lines, by the SKU or else the product, on its day and in its place', () => {
    const lines = [
      { quantity: 2, amountMinor: 1_000, name: 'Mug', category: 'Kitchen' },
      { quantity: 0.4, amountMinor: 310, productId: 'cheese', sku: 'CH-1' },
    ]
    expect(salesOfOrder(order(lines, { storeId: 'north', channel: 'pos' }))).toEqual([
      {
        sku: 'mug',
        productId: 'mug',
        name: 'Mug',
        category: 'Kitchen',
        storeId: 'north',
        channel: 'pos',
        day: 20_778,
        units: 2,
        returnedUnits: 0,
        revenueMinor: 1_000,
      },
      {
        sku: 'CH-1',
        productId: 'cheese',
        name: null,
        category: null,
        storeId: 'north',
        channel: 'pos',
        day: 20_778,
        units: 0.4,
        returnedUnits: 0,
        revenueMinor: 310,
      },
    ])
  })

  it.each<[string, Partial<OrderLine>, Partial<SoldOrder>, unknown[]]>([
    ['a sale', { quantity: 3 }, {}, [['mug', 3, 0, 500]]],
    [
      'a sale whose money went back in part',
      { quantity: 3 },
      { status: 'partly-refunded' },
      [['mug', 3, 0, 500]],
    ],
    ['a sale whose money went back', { quantity: 3 }, { status: 'refunded' }, [['mug', 3, 0, 500]]],
    ['a cancelled order', { quantity: 3 }, { status: 'cancelled' }, []],
    ['a line given back', { quantity: -2, amountMinor: -1_000 }, {}, [['mug', 0, 2, 0]]],
    ['a document that cancels', { quantity: -2 }, { kind: 'cancellation' }, [['mug', 0, 2, 0]]],
    ['such a document without its signs', { quantity: 2 }, { kind: 'cancellation' }, [['mug', 0, 2, 0]]],
    ['a voided return', { quantity: -2 }, { kind: 'cancellation', status: 'cancelled' }, []],
    ['nothing of an item', { quantity: 0 }, {}, []],
    ['another currency', { amountMinor: 1_001 }, { tenantMinorRate: 0.5 }, [['mug', 1, 0, 501]]],
    ['a currency without a rate', {}, { tenantMinorRate: null }, [['mug', 1, 0, 0]]],
    ['a discount as a line', { amountMinor: -200 }, {}, [['mug', 1, 0, -200]]],
    ['a quantity that is none', { quantity: Number.NaN }, {}, []],
    ['a quantity without end', { quantity: Number.POSITIVE_INFINITY }, {}, []],
    ['a slip of the pen', { quantity: 1e300, amountMinor: 2 ** 53 - 1 }, {}, [['mug', 1e9, 0, 1e12]]],
    ['half a letter', { sku: 'a\ud83d' }, {}, [['a\ufffd', 1, 0, 500]]],
  ])('of %s', (_, line, told, expected) => {
    expect(counted(order([line], told))).toEqual(expected)
  })
})
