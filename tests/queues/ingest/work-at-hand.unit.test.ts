import { describe, expect, it } from 'vitest'
import { workAtHand } from '#queues/ingest/work-at-hand.ts'
import type { OpenOperation } from '#shared/identity/decision-records.ts'

function withdrawal(operation: number, customerId: string, openedIds: string[] = []): OpenOperation {
  return { kind: 'withdraw', operation, customerId, openedIds, mergedIds: [], hasReleased: true }
}

function handOver(operation: number, customerId: string, targetId: string): OpenOperation {
  return { kind: 'hand-over', operation, customerId, targetId }
}

describe('the work at hand', () => {
  const numbers = (operations: readonly OpenOperation[], ...customerIds: string[]) =>
    workAtHand(operations, new Set(customerIds)).map(({ operation }) => operation)

  it('is of withdrawals those from the customers that events go to', () => {
    expect(numbers([withdrawal(1, 'a'), withdrawal(2, 'b'), withdrawal(3, 'c')], 'b', 'x')).toEqual([2])
  })

  it('is all else, and what comes before it: no decision is carried out on top of a later one', () => {
    const operations = [
      withdrawal(1, 'a'),
      withdrawal(2, 'b'),
      withdrawal(3, 'c'),
      withdrawal(4, 'd'),
      handOver(5, 'b', 'c'),
      withdrawal(6, 'e', ['a']),
      { kind: 'separate', operation: 7, customerId: 'f', openedId: null },
    ] as const
    expect(numbers(operations)).toEqual([1, 2, 3, 5, 6, 7])
  })
})
