import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { withdrawPiece } from '#queues/jobs/undo/withdraw-piece.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { importSource } from '#shared/imports/import-source.ts'
import { newUndo, type UndoPlace } from '#shared/imports/import-undo.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { eventLogName, placeCustomer } from '#shared/tenants/object-names.ts'
import { card, email, otherEmail, phone, row } from '#tests/support/imported-row.ts'
import { type MemoryDisk, memoryDisk } from '#tests/support/memory-disk.ts'
import { doorTo } from '#tests/support/memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { platformContradictions } from '#tests/support/platform-contradictions.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { appendEvents } from '#workers/append-events.ts'

const tenant = testTenant({ customerCellCount: 1, logShardCount: 1 })

let disk: MemoryDisk
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

async function undo(importId: string, ports = platform.undoPorts): Promise<number> {
  let place: UndoPlace = newUndo('owner', nowMs)
  for (;;) {
    const next = await withdrawPiece(tenant, importId, place, ports)
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

async function erase(customerId: string): Promise<void> {
  const request = { requestId: `prq-${customerId}`, customerId, requestedBy: 'owner' }
  await platform.ports.requestErasure(tenant, request)
  await settleIdentity(tenant, platform.ports)
}

beforeEach(() => {
  nowMs = testTimeMs
  disk = memoryDisk()
  platform = memoryPlatform(tenant, seededRandom(1), () => nowMs, disk)
})
afterEach(() => {
  const erasedIds = platform.database
    .all('select customer_id from customer_profile where erased_at is not null')
    .map((row) => String(row.customer_id))
  const aboutOthers = (found: string) => !erasedIds.some((customerId) => found.includes(customerId))
  expect(platformContradictions(platform).filter(aboutOthers)).toEqual([])
  platform.close()
})

describe('the undo of an import', () => {
  it('lets a customer that others told of later keep its id', async () => {
    await tell([row('1', [email], 'A-1')], 'imp')
    const customerId = ownerOf(email)
    await tell([newEvent({ identifiers: [email] })])
    expect(await undo('imp')).toBe(1)
    expect(ownerOf(email)).toBe(customerId)
    expect(orders()).toEqual([])
  })

  it('parts two who were one only because of a file, merge or no merge', async () => {
    await tell([row('1', [phone, email])], 'imp')
    await tell([newEvent({ id: 'a', identifiers: [phone] }), newEvent({ id: 'b', identifiers: [email] })])
    expect(ownerOf(phone)).toBe(ownerOf(email))
    await undo('imp')
    expect(ownerOf(phone)).not.toBe(ownerOf(email))
    // They were not kept apart by anybody: whoever ties them makes them one again.
    await tell([newEvent({ id: 'c', identifiers: [phone, email] })])
    expect(ownerOf(phone)).toBe(ownerOf(email))
  })

  it('leaves a merge that a person made', async () => {
    await tell([newEvent({ id: 'a', identifiers: [phone] }), newEvent({ id: 'b', identifiers: [email] })])
    await tell([row('1', [email, otherEmail], 'A-1')], 'imp')
    const customerIds = [ownerOf(phone) ?? '', ownerOf(email) ?? ''] as const
    platform.decisions.mergeCustomers({ customerIds, by: 'owner' }, nowMs)
    await settleIdentity(tenant, platform.ports)
    await undo('imp')
    expect(ownerOf(phone)).toBe(ownerOf(email))
    expect(ownerOf(otherEmail)).toBeUndefined()
  })

  it('leaves two apart whom a person has parted', async () => {
    await tell([newEvent({ id: 'a', identifiers: [phone] }), newEvent({ id: 'b', identifiers: [email] })])
    await tell([row('1', [phone, email])], 'imp')
    const customerId = ownerOf(phone) ?? ''
    platform.decisions.splitCustomer({ customerId, keys: [`email:${email.value}`], by: 'owner' }, nowMs)
    await settleIdentity(tenant, platform.ports)
    await undo('imp')
    await tell([newEvent({ id: 'c', identifiers: [phone, email] })])
    expect(ownerOf(phone)).not.toBe(ownerOf(email))
  })

  it('takes the orders of somebody who was forgotten since', async () => {
    await tell([row('1', [email], 'A-1'), row('2', [], 'A-2')], 'imp')
    await tell([row('3', [otherEmail], 'A-3')], 'other')
    await erase(ownerOf(email) ?? '')
    expect(orders()).toHaveLength(3)
    expect(await undo('imp')).toBe(2)
    expect(orders().map((order) => order.order_key)).toEqual(['csv/files:A-3'])
  })

  it('brings no order back when somebody is forgotten after it', async () => {
    await tell([newEvent({ id: 'a', identifiers: [phone] })])
    await tell([row('1', [email], 'A-1')], 'imp')
    await tell([newEvent({ id: 'c', identifiers: [phone, email] })])
    await undo('imp')
    expect(orders()).toEqual([])
    await erase(ownerOf(phone) ?? '')
    expect(orders()).toEqual([])
  })

  it('makes the row of an order again from what others tell of it', async () => {
    const told = newOrderChange({ orderId: 'A-1', shop: importSource, totalMinor: 700 })
    await tell([newEvent({ id: 'a', identifiers: [phone], order: told })])
    await tell([
      newEvent({
        id: 'g',
        order: { ...told, change: 'refunded', refund: { refundId: 'r', amountMinor: 50 } },
      }),
    ])
    const before = orders()
    await tell([row('1', [email], 'A-1')], 'imp')
    expect(orders()).not.toEqual(before)
    await undo('imp')
    expect(orders()).toEqual(before)
  })

  it('takes events out of customers with more of them than are read at once', async () => {
    const people = [
      { of: phone, rowCount: 620, otherCount: 3 },
      { of: email, rowCount: 3, otherCount: 620 },
      { of: otherEmail, rowCount: 3, otherCount: 300 },
      { of: card, rowCount: 3, otherCount: 300 },
    ]
    for (const [place, { of, otherCount }] of people.entries()) {
      // Before the rows, so that these are not among the first.
      const occurredAt = testTimeMs - 1
      const others = Array.from({ length: otherCount }, (_, number) =>
        newEvent({ id: `other-${place}-${number}`, identifiers: [of], occurredAt }),
      )
      for (let from = 0; from < otherCount; from += 100) await tell(others.slice(from, from + 100))
    }
    const rows = people.flatMap(({ of, rowCount }, place) =>
      Array.from({ length: rowCount }, (_, number) => row(`${place}-${number}`, [of])),
    )
    // The last entry has all of those with few rows, so that they are withdrawn together.
    for (let from = 0; from < rows.length; from += 100) await tell(rows.slice(from, from + 100), 'imp')
    const customerIds = people.map(({ of }) => ownerOf(of))
    expect(await undo('imp')).toBe(629)
    expect(people.map(({ of }) => ownerOf(of))).toEqual(customerIds)
    expect(customerIds.map((customerId = '') => eventsOf(customerId).length)).toEqual([3, 620, 300, 300])
  })

  it('waits for what is decided about a customer meanwhile', async () => {
    await tell([row('1', [phone], 'A-1'), row('2', [email], 'A-2')], 'imp')
    await tell([newEvent({ id: 'a', identifiers: [phone] }), newEvent({ id: 'b', identifiers: [email] })])
    const customerIds = [ownerOf(phone) ?? '', ownerOf(email) ?? ''] as const
    const { undoPorts } = platform
    let isFirst = true
    await undo('imp', {
      ...undoPorts,
      decideWithdrawals: async (...asked) => {
        if (isFirst) platform.decisions.mergeCustomers({ customerIds, by: 'owner' }, nowMs)
        isFirst = false
        return undoPorts.decideWithdrawals(...asked)
      },
    })
    expect(eventsOf(ownerOf(phone) ?? '')).toEqual(['tracking/web:a', 'tracking/web:b'])
    expect(orders()).toEqual([])
  })

  it('lets an event go to whom it belongs without the file', async () => {
    await tell([row('1', [phone], 'A-1')], 'imp')
    for (const [id, of] of Object.entries({ b: email, c: otherEmail, d: card })) {
      await tell([newEvent({ id, identifiers: [of] })])
    }
    // Of four people, too many to merge: it goes to the one with the phone, who is known by the file alone.
    await tell([newEvent({ id: 'all', identifiers: [phone, email, otherEmail, card] })])
    const withPhone = ownerOf(phone) ?? ''
    expect(eventsOf(withPhone)).toEqual(['csv/files:1', 'tracking/web:all'])
    await undo('imp')
    expect(ownerOf(phone)).toBe(ownerOf(email))
    expect(eventsOf(ownerOf(phone) ?? '')).toEqual(['tracking/web:all', 'tracking/web:b'])
    expect(eventsOf(withPhone)).toEqual([])
  })

  it('takes events out of the timeline that a merged customer keeps', async () => {
    await tell([row('1', [phone], 'A-1'), row('2', [email], 'A-2')], 'imp')
    await tell([newEvent({ id: 'a', identifiers: [phone] }), newEvent({ id: 'b', identifiers: [email] })])
    const customerIds = [ownerOf(phone) ?? '', ownerOf(email) ?? ''] as const
    platform.decisions.mergeCustomers({ customerIds, by: 'owner' }, nowMs)
    await settleIdentity(tenant, platform.ports)
    const mergedId = customerIds.find((customerId) => customerId !== ownerOf(phone)) ?? ''
    expect(eventsOf(mergedId)).toHaveLength(2)
    await undo('imp')
    expect(eventsOf(mergedId).map((key) => key.replace(/[ab]$/, ''))).toEqual(['tracking/web:'])
  })

  it('keeps the identifiers of an event that comes while it is decided', async () => {
    await tell([row('1', [phone], 'A-1')], 'imp')
    await tell([newEvent({ id: 'a', identifiers: [phone] })])
    const customerId = ownerOf(phone)
    const { undoPorts } = platform
    await undo('imp', {
      ...undoPorts,
      decideWithdrawals: async (...asked) => {
        await tell([newEvent({ id: 'late', identifiers: [phone, email] })])
        return undoPorts.decideWithdrawals(...asked)
      },
    })
    expect([phone, email].map(ownerOf)).toEqual([customerId, customerId])
    expect(eventsOf(customerId ?? '')).toEqual(['tracking/web:a', 'tracking/web:late'])
  })

  it('takes nothing any more of what was told of orders before', async () => {
    const project = vi.spyOn(platform.ports, 'project')
    await tell([row('1', [email], 'A-1'), row('2', [], 'A-2')], 'imp')
    const told = project.mock.calls
    project.mockRestore()
    expect(orders()).toHaveLength(2)
    await undo('imp')
    for (const late of told) await platform.ports.project(...late)
    expect(orders()).toEqual([])
  })

  it('does nothing for an import that told nothing', async () => {
    await tell([row('1', [email], 'A-1')], 'imp')
    expect(await undo('none')).toBe(0)
    expect(orders()).toHaveLength(1)
  })

  it('leaves nothing of the events in log and archive', async () => {
    await tell([row('1', [email], 'A-1')], 'imp')
    await undo('imp')
    const entries = disk.sql(eventLogName(tenant, 0)).all('select lines from entry')
    expect(entries).toHaveLength(1)
    expect(JSON.stringify([...platform.archive, entries])).not.toContain(email.value)
  })
})
