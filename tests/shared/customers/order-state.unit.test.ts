import { describe, expect, it } from 'vitest'
import { evolveOrder, type OrderState, orderAmountMinor, orderStatus } from '#shared/customers/order-state.ts'
import type { OrderChange } from '#shared/events/order-change.ts'
import { newEvent, newOrderChange, newOrderLine, testTimeMs } from '#tests/support/new-event.ts'

/** What becomes of an order to which these things happen, one a second, but are heard of in the given order. */
function hear(changes: readonly Partial<OrderChange>[], order: readonly number[]): OrderState {
  const state = order.reduce<OrderState | null>((before, index) => {
    const change = newOrderChange(changes[index])
    return evolveOrder(
      before,
      newEvent({ id: `event-${index}`, occurredAt: testTimeMs + index * 1000, order: change }),
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

  it('takes one and the same of two lines of one name that two files tell differently', () => {
    const named = (name: string): Partial<OrderChange> => {
      return { linesAre: 'part', lines: [newOrderLine('1', 700, { name })] }
    }
    const changes = [named('Mug'), named('mug, blue')]
    expect(hear(changes, [0, 1])).toEqual(hear(changes, [1, 0]))
  })
})
