import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { withdrawPiece } from '#queues/jobs/undo/withdraw-piece.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { importSource } from '#shared/imports/import-source.ts'
import { newUndo, type UndoPlace } from '#shared/imports/import-undo.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { eventLogName } from '#shared/tenants/object-names.ts'
import { type MemoryDisk, memoryDisk } from '#tests/support/memory-disk.ts'
import { doorTo } from '#tests/support/memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { platformContradictions } from '#tests/support/platform-contradictions.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { appendEvents } from '#workers/append-events.ts'

const tenant = testTenant({ customerCellCount: 1, logShardCount: 1 })
const phone: Identifier = { type: 'phone', value: '+447700900100' }
const email: Identifier = { type: 'email', value: 'ada@shop.example' }
const otherEmail: Identifier = { type: 'email', value: 'grace@shop.example' }

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

function row(id: string, identifiers: Identifier[], orderId?: string): CanonicalEvent {
  const order = orderId === undefined ? {} : { order: newOrderChange({ orderId, totalMinor: 500 }) }
  return newEvent({ id, source: importSource, channel: 'import', identifiers, ...order })
}

async function undo(importId: string): Promise<number> {
  let place: UndoPlace = newUndo('owner', nowMs)
  for (;;) {
    const next = await withdrawPiece(tenant, importId, place, platform.undoPorts)
    if (next === undefined) return place.eventCount
    place = next
  }
}

function ownerOf({ type, value }: Identifier): string | undefined {
  return platform.directory.find([`${type}:${value}`]).get(`${type}:${value}`)
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
