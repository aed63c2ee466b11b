import { describe, expect, it } from 'vitest'
import { evolveOrder, type OrderState } from '#shared/customers/order-state.ts'
import { orderAmountMinor, orderStatus } from '#shared/customers/order-worth.ts'
import type { OrderChange } from '#shared/events/order-change.ts'
import { newEvent, newOrderChange, newOrderLine, testTimeMs } from '#tests/support/new-event.ts'

/** What becomes of an order to which these things happen, one a second, but are heard of in the given order. */
function hear(
  changes: readonly Partial<OrderChange>[],
  order: readonly number[],
  sources: readonly string[] = [],
): OrderState {
  const state = order.reduce<OrderState | null>((before, index) => {
    const change = newOrderChange(changes[index])
    return evolveOrder(
      before,
      newEvent({
        id: `event-${index}`,
        source: sources[index] ?? 'shopify/main',
        occurredAt: testTimeMs + index * 1000,
        order: change,
      }),
      change,
    )
  }, null)
  if (state === null) throw new Error('nothing was heard')
  return state
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  )
}

const twoLines = [newOrderLine('1', 700), newOrderLine('2', 300)]
const refundOf = (refundId: string, amountMinor: number): Partial<OrderChange> => {
  return { change: 'refunded', linesAre: 'part', refund: { refundId, amountMinor } }
}

describe('an order, in whatever order its events are heard of', () => {
  it('has the SKU of a line that one of two parts tells', () => {
    const line = newOrderLine('1', 700)
    for (const sku of ['MUG-1', '0', 'zebra']) {
      const changes: Partial<OrderChange>[] = [
        { linesAre: 'part', lines: [line] },
        { linesAre: 'part', lines: [{ ...line, sku }] },
      ]
      for (const order of permutations([0, 1])) expect(hear(changes, order).lines['1']?.sku).toBe(sku)
    }
  })

  it.each<[string, Partial<OrderChange>[], string, number, number]>([
    ['is worth its total', [{ lines: twoLines, totalMinor: 1_200 }], 'placed', 1_200, 2],
    ['is worth its lines when no total is told', [{ lines: twoLines }], 'placed', 1_000, 2],
    [
      'is what the last update says',
      [
        { lines: twoLines, totalMinor: 1_200 },
        { change: 'updated', lines: [newOrderLine('1', 700)] },
      ],
      'placed',
      700,
      1,
    ],
    [
      'loses what is given back',
      [{ totalMinor: 1_000 }, refundOf('a', 300), refundOf('b', 200)],
      'partly-refunded',
      500,
      0,
    ],
    [
      'counts a refund once that is told twice',
      [{ totalMinor: 1_000 }, refundOf('a', 300), refundOf('a', 300)],
      'partly-refunded',
      700,
      0,
    ],
    [
      'takes the larger amount of a refund that is told differently',
      [{ totalMinor: 1_000 }, refundOf('a', 300), refundOf('a', 100)],
      'partly-refunded',
      700,
      0,
    ],
    [
      'is refunded once all is given back',
      [{ totalMinor: 1_000 }, refundOf('a', 300), refundOf('b', 700)],
      'refunded',
      0,
      0,
    ],
    [
      'is refunded as a whole by a refund without an amount',
      [{ totalMinor: 1_000 }, { change: 'refunded', linesAre: 'part' }, refundOf('a', 5)],
      'refunded',
      0,
      0,
    ],
    [
      'keeps its refunds through an update',
      [{ totalMinor: 1_000 }, refundOf('a', 300), { change: 'updated', totalMinor: 900 }],
      'partly-refunded',
      600,
      0,
    ],
    [
      'is worth nothing once it is cancelled',
      [
        { totalMinor: 1_000 },
        refundOf('a', 300),
        { change: 'cancelled' },
        { change: 'updated', totalMinor: 800 },
      ],
      'cancelled',
      0,
      0,
    ],
    [
      'is the sum of the parts that files tell',
      [
        { linesAre: 'part', lines: [newOrderLine('1', 700)] },
        { linesAre: 'part', lines: twoLines },
        { linesAre: 'part', lines: [newOrderLine('3', 50)] },
      ],
      'placed',
      1_050,
      3,
    ],
    [
      'is worth what its head says, whatever its lines add up to',
      [
        { linesAre: 'part', totalMinor: 900, discountMinor: 100 },
        { linesAre: 'part', change: 'updated', lines: twoLines },
      ],
      'placed',
      900,
      2,
    ],
    [
      'is worth what the newest of its heads says',
      [
        { linesAre: 'part', totalMinor: 900 },
        { linesAre: 'part', totalMinor: 800 },
        { linesAre: 'part', lines: [newOrderLine('3', 50)] },
      ],
      'placed',
      800,
      1,
    ],
    [
      'is what is told as a whole, whatever parts are told too',
      [
        { linesAre: 'part', lines: [newOrderLine('3', 50)] },
        { lines: twoLines },
        { linesAre: 'part', lines: [newOrderLine('4', 60)] },
      ],
      'placed',
      1_000,
      2,
    ],
    [
      'takes back an earlier sale when it is a cancellation of its own',
      [{ kind: 'cancellation', linesAre: 'part', lines: [newOrderLine('1', -400)] }],
      'placed',
      -400,
      1,
    ],
  ])('%s', (_, changes, status, amountMinor, lineCount) => {
    const inTime = changes.map((_change, index) => index)
    const expected = hear(changes, inTime)
    expect(orderStatus(expected)).toBe(status)
    expect(orderAmountMinor(expected)).toBe(amountMinor)
    expect(Object.keys(expected.lines)).toHaveLength(lineCount)
    expect(expected.placedAt).toBe(testTimeMs)
    for (const order of permutations(inTime)) expect(hear(changes, [...order, ...order])).toEqual(expected)
  })

  it.each<[string, Partial<OrderChange>[], string, number]>([
    ['is paid, then has left the shop', [{}, { change: 'paid' }, { change: 'fulfilled' }], 'fulfilled', 0],
    [
      'has left the shop though it was paid later',
      [{}, { change: 'fulfilled' }, { change: 'paid' }],
      'fulfilled',
      0,
    ],
    [
      'keeps its lines when a part of it leaves',
      [{ totalMinor: 900 }, { change: 'fulfilled', linesAre: 'part' }],
      'fulfilled',
      900,
    ],
    [
      'is refunded, whatever was paid and sent',
      [
        { totalMinor: 900 },
        { change: 'paid', totalMinor: 900 },
        refundOf('a', 900),
        { change: 'fulfilled', linesAre: 'part' },
      ],
      'refunded',
      0,
    ],
  ])('%s', (_, changes, status, amountMinor) => {
    const inTime = changes.map((_change, index) => index)
    for (const order of permutations(inTime)) {
      const found = hear(changes, order)
      expect([orderStatus(found), orderAmountMinor(found)]).toEqual([status, amountMinor])
    }
  })

  it('was placed when the earliest statement says so, and not when it was heard of', () => {
    const placedAt = testTimeMs - 86_400_000
    const changes: Partial<OrderChange>[] = [
      { change: 'refunded', linesAre: 'part', refund: { refundId: 'a', amountMinor: 1 } },
      { change: 'updated', placedAt },
      { change: 'updated', placedAt: placedAt + 60_000 },
    ]
    for (const order of permutations([0, 1, 2])) expect(hear(changes, order).placedAt).toBe(placedAt)
    expect(hear(changes, [0]).placedAt).toBe(testTimeMs)
  })

  describe('told by the shop and by others', () => {
    const shop = 'shopify/main'
    const [tracked, shops] = ['tracking/web', shop]

    it.each<[string, [string, Partial<OrderChange>][], object, number]>([
      [
        'is what the shop says, though others say something later',
        [
          [shops, { totalMinor: 1_000, taxMinor: 200, lines: twoLines }],
          [tracked, { totalMinor: 990, currency: 'EUR', kind: 'cancellation' }],
        ],
        { currency: 'GBP', kind: 'order', taxMinor: 200, placedAt: testTimeMs },
        1_000,
      ],
      [
        'is what others say as long as the shop says nothing of its content',
        [
          [tracked, { totalMinor: 990, lines: twoLines }],
          [shops, { change: 'cancelled', linesAre: 'part', currency: 'EUR' }],
        ],
        { currency: 'GBP', isCancelled: true, placedAt: testTimeMs },
        0,
      ],
      [
        'counts the refunds of the shop alone, whose numbers are not those of others',
        [
          [shops, { totalMinor: 1_000 }],
          [tracked, refundOf('r-of-tracking', 300)],
          [shops, refundOf('r-of-shop', 300)],
        ],
        { refunds: { 'r-of-shop': 300 } },
        700,
      ],
      [
        'counts the refunds of others while the shop tells of none',
        [
          [shops, { totalMinor: 1_000 }],
          [tracked, refundOf('r-of-tracking', 300)],
        ],
        { refunds: {} },
        700,
      ],
      [
        'is the later word of two others',
        [
          [tracked, { totalMinor: 500 }],
          ['crm/main', { change: 'updated', totalMinor: 600 }],
        ],
        { hasShopsWord: false },
        600,
      ],
    ])('%s', (_, told, parts, amountMinor) => {
      const sources = told.map(([source]) => source)
      const changes = told.map(([, change]) => ({ ...change, shop }))
      for (const order of permutations(told.map((_each, index) => index))) {
        const found = hear(changes, [...order, ...order], sources)
        expect(found).toMatchObject({ shop, ...parts })
        expect(orderAmountMinor(found)).toBe(amountMinor)
      }
    })
  })

  it('takes one and the same of two lines of one name that two files tell differently', () => {
    const named = (name: string): Partial<OrderChange> => {
      return { linesAre: 'part', lines: [newOrderLine('1', 700, { name })] }
    }
    const changes = [named('Mug'), named('mug, blue')]
    expect(hear(changes, [0, 1])).toEqual(hear(changes, [1, 0]))
  })
})
