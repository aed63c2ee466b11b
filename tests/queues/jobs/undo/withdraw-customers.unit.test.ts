import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import { usualUndoLimits } from '#queues/jobs/undo/undo-limits.ts'
import type { UndoPorts } from '#queues/jobs/undo/undo-ports.ts'
import { withdrawPiece } from '#queues/jobs/undo/withdraw-piece.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { newUndo, type UndoPlace } from '#shared/imports/import-undo.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { fail } from '#shared/kernel/result.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { card, email, otherEmail, phone, row } from '#tests/support/imported-row.ts'
import { doorTo } from '#tests/support/memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'
import { platformContradictions } from '#tests/support/platform-contradictions.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { appendEvents } from '#workers/append-events.ts'

const tenant = testTenant({ customerCellCount: 1, logShardCount: 1 })

let platform: MemoryPlatform
let nowMs = testTimeMs

async function tell(events: CanonicalEvent[], importId?: string): Promise<void> {
  nowMs += 1
  const received = events.map((event) => ({ ...event, receivedAt: nowMs }))
  await appendEvents(doorTo(platform), tenant, received, [], nowMs, importId)
  for (const [fromSequence, toSequence] of platform.shards[0]?.overdueRanges(nowMs, 500, 20) ?? []) {
    const pointer = { version: 1, tenantId: tenant.tenantId, shard: 0, fromSequence, toSequence }
    await ingestBatch([pointer], platform.ports)
  }
}

async function undo(importId: string, ports = platform.undoPorts, limits = usualUndoLimits): Promise<number> {
  let place: UndoPlace = newUndo('owner', nowMs)
  for (;;) {
    const next = await withdrawPiece(tenant, importId, place, ports, limits)
    if (next === undefined) return place.eventCount
    place = next
  }
}

function ownerOf({ type, value }: Identifier): string | undefined {
  return platform.directory.find([`${type}:${value}`]).get(`${type}:${value}`)
}

function eventsOf(customerId: string): string[] {
  const { timeline } = platform.customers(placeCustomer(tenant, customerId))
  return timeline
    .page(customerId, 2_000, null, 'asc')
    .map(({ eventKey }) => eventKey)
    .sort()
}

function orders() {
  return platform.database.all(
    'select order_key, customer_id, amount_minor from customer_order order by order_key',
  )
}

beforeEach(() => {
  nowMs = testTimeMs
  platform = memoryPlatform(tenant, seededRandom(1), () => nowMs)
})
afterEach(() => {
  expect(platformContradictions(platform)).toEqual([])
  platform.close()
})

describe('the withdrawal from customers', () => {
  /** Three people, each with a row of the file and something else. */
  async function tellOfThree(): Promise<string[]> {
    const people = [phone, email, otherEmail]
    await tell(
      people.map((of, index) => row(`${index}`, [of], `A-${index}`)),
      'imp',
    )
    await tell(people.map((of, index) => newEvent({ id: `visit-${index}`, identifiers: [of] })))
    return people.map((of) => ownerOf(of) ?? '')
  }
  const refusal = fail({
    kind: 'operation-open',
    message: 'still being carried out',
    retryable: true,
  } as const)

  it('goes on as long as it is not the same customer that is refused again and again', async () => {
    const people = Array.from({ length: 7 }, (_, person): Identifier => {
      return { type: 'email', value: `person.${person}@shop.example` }
    })
    await tell(
      people.map((of, person) => row(`${person}`, [of], `A-${person}`)),
      'imp',
    )
    const { undoPorts } = platform
    const refusedIds: string[] = []
    const refusing: UndoPorts['decideWithdrawals'] = async (of, asked) => {
      const last = asked.at(-1)
      if (asked.length < 2 || last === undefined) return undoPorts.decideWithdrawals(of, asked)
      refusedIds.push(last.customerId)
      return [...(await undoPorts.decideWithdrawals(of, asked.slice(0, -1))), refusal]
    }
    // Of two a round, the second one is refused each time.
    await undo('imp', { ...undoPorts, decideWithdrawals: refusing }, { ...usualUndoLimits, customers: 2 })
    expect(new Set(refusedIds).size).toBe(6)
    expect(orders()).toEqual([])
  })

  it('ends when a customer is refused again and again', async () => {
    await tellOfThree()
    let roundCount = 0
    const refusing: UndoPorts['decideWithdrawals'] = async (_, asked) => {
      roundCount += 1
      return asked.map(() => refusal)
    }
    await expect(undo('imp', { ...platform.undoPorts, decideWithdrawals: refusing })).rejects.toThrow(
      'still being carried out',
    )
    expect(roundCount).toBe(4)
    await undo('imp')
  })

  it('takes events out of all but the one with whom it fails', async () => {
    const customerIds = await tellOfThree()
    const { undoPorts } = platform
    const [failingId = ''] = customerIds
    const reports: unknown[] = []
    const failing = {
      ...undoPorts,
      reviseAll: async (...asked: Parameters<UndoPorts['reviseAll']>) => {
        if (asked[1].some(({ customerId }) => customerId === failingId)) throw new Error('out of memory')
        return undoPorts.reviseAll(...asked)
      },
      revise: async (...asked: Parameters<UndoPorts['revise']>) => {
        if (asked[1] === failingId) throw new Error('out of memory')
        return undoPorts.revise(...asked)
      },
      report: (_: string, error: unknown) => reports.push(error),
    }
    await expect(undo('imp', failing)).rejects.toThrow('out of memory')
    expect(customerIds.map((customerId) => eventsOf(customerId).length)).toEqual([2, 1, 1])
    expect(platform.directory.openWork().operations).toMatchObject([{ customerId: failingId }])
    expect(reports).toMatchObject([{ cause: { message: 'out of memory' } }])
    await undo('imp')
    expect(orders()).toEqual([])
  })

  it('leaves to itself what it has open, when events of others come in', async () => {
    const [firstId] = await tellOfThree()
    const { undoPorts } = platform
    const openIds = () => platform.directory.openWork().operations.map(({ customerId }) => customerId)
    const seen: string[][] = []
    await undo('imp', {
      ...undoPorts,
      decideWithdrawals: async (...asked) => {
        const outcomes = await undoPorts.decideWithdrawals(...asked)
        seen.push(openIds())
        await tell([newEvent({ id: 'of-somebody-else', identifiers: [card] })])
        seen.push(openIds())
        await tell([newEvent({ id: 'of-the-first', identifiers: [phone] })])
        seen.push(openIds())
        return outcomes
      },
    })
    const [opened = [], afterOthers, afterOwn] = seen
    expect(opened).toHaveLength(3)
    expect(afterOthers).toEqual(opened)
    expect(afterOwn).toEqual(opened.filter((customerId) => customerId !== firstId))
    expect(eventsOf(firstId ?? '')).toEqual(['tracking/web:of-the-first', 'tracking/web:visit-0'])
  })

  it('does not wait for the withdrawal from somebody else, but for each of its own', async () => {
    await tellOfThree()
    await tell([row('other', [card], 'B-1')], 'stuck')
    await tell([newEvent({ id: 'with-card', identifiers: [card] })])
    const { undoPorts } = platform
    const stuckId = ownerOf(card)
    const withStuck: UndoPorts = {
      ...undoPorts,
      // Nothing can be done with this one, now or later.
      reviseAll: async (objectName, revisions) => {
        if (revisions.some(({ customerId }) => customerId === stuckId)) throw new RangeError('no')
        return undoPorts.reviseAll(objectName, revisions)
      },
      revise: async (objectName, customerId, revision) => {
        if (customerId === stuckId) throw new RangeError('no')
        return undoPorts.revise(objectName, customerId, revision)
      },
    }
    await expect(undo('stuck', withStuck)).rejects.toThrow('stays open')
    expect(await undo('imp', withStuck)).toBe(3)
    expect(orders().map((order) => order.order_key)).toEqual(['csv/files:B-1'])
    await undo('stuck')
    expect(orders()).toEqual([])
  })
})
