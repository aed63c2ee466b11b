import { afterEach, describe, expect, it } from 'vitest'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import type { UndoLimits } from '#queues/jobs/undo/undo-limits.ts'
import type { UndoPorts } from '#queues/jobs/undo/undo-ports.ts'
import { withdrawPiece } from '#queues/jobs/undo/withdraw-piece.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { importSource } from '#shared/imports/import-source.ts'
import { newUndo, type UndoPlace } from '#shared/imports/import-undo.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { doorTo } from '#tests/support/memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { platformContradictions } from '#tests/support/platform-contradictions.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { appendEvents } from '#workers/append-events.ts'

const personCount = 70
const limits: UndoLimits = {
  lines: 64,
  customers: 12,
  objects: 10,
  together: { events: 40, characters: 24_000 },
  ofObject: { events: 8, characters: 4_000 },
  characters: 3_000,
}

let platform: MemoryPlatform

function begin(customerCellCount: number): void {
  const tenant = testTenant({ customerCellCount, logShardCount: 1 })
  platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
}

afterEach(() => {
  expect(platformContradictions(platform)).toEqual([])
  platform.close()
})

async function tell(events: CanonicalEvent[], importId?: string): Promise<void> {
  const { tenant, shards, ports } = platform
  await appendEvents(doorTo(platform), tenant, events, [], testTimeMs, importId)
  for (const [fromSequence, toSequence] of shards[0]?.overdueRanges(Number.MAX_SAFE_INTEGER, 500, 20) ?? []) {
    const pointer = { version: 1, tenantId: tenant.tenantId, shard: 0, fromSequence, toSequence }
    await ingestBatch([pointer], ports)
  }
}

function emailOf(person: number): Identifier {
  return { type: 'email', value: `person.${person}@shop.example` }
}

function customerOf(person: number): string {
  const key = `email:${emailOf(person).value}`
  return platform.directory.find([key]).get(key) ?? ''
}

/** An order of each, and as many visits as `visitCountOf` says. */
async function tellAll(visitCountOf: (person: number) => number): Promise<void> {
  const persons = Array.from({ length: personCount }, (_, person) => person)
  await tell(
    persons.map((person) =>
      newEvent({
        id: `row-${person}`,
        source: importSource,
        channel: 'import',
        identifiers: [emailOf(person)],
        order: newOrderChange({ orderId: `N-${person}`, totalMinor: 500 }),
      }),
    ),
    'imp',
  )
  for (const person of persons) {
    await tell(
      Array.from({ length: visitCountOf(person) }, (_, number) =>
        newEvent({ id: `visit-${person}-${number}`, identifiers: [emailOf(person)] }),
      ),
    )
  }
}

async function undo(ports: UndoPorts): Promise<void> {
  let place: UndoPlace | undefined = newUndo('owner', testTimeMs)
  while (place !== undefined) place = await withdrawPiece(platform.tenant, 'imp', place, ports, limits)
}

function visitCount(person: number): number {
  const customerId = customerOf(person)
  const { timeline } = platform.customers(placeCustomer(platform.tenant, customerId))
  const keys = timeline.page(customerId, 1_000, null, 'asc').map(({ eventKey }) => eventKey)
  expect(keys.filter((key) => !key.startsWith(`tracking/web:visit-${person}-`))).toEqual([])
  return keys.length
}

describe('the undo of an import, which deals with so much at once', () => {
  it('reaches its limits, goes no further, and is complete', async () => {
    begin(0)
    // Two have more than a call may give, one of them more than all together may.
    const visitCountOf = (person: number) => ({ 5: 60, 40: 12 })[person] ?? person % 5
    await tellAll(visitCountOf)
    const { undoPorts } = platform
    const most = { customers: 0, open: 0, objects: 0, leftTogether: 0, leftAlone: 0, characters: 0 }
    const note = (name: keyof typeof most, value: number) => {
      most[name] = Math.max(most[name], value)
    }
    let callCount = 0
    const pagesOf = new Set<string>()
    await undo({
      ...undoPorts,
      timelinesOf: async (...asked) => {
        note('objects', ++callCount)
        await new Promise(setImmediate)
        callCount -= 1
        return undoPorts.timelinesOf(...asked)
      },
      timelineFromStart: async (objectName, customerId, limit, cursor) => {
        pagesOf.add(customerId)
        return undoPorts.timelineFromStart(objectName, customerId, limit, cursor)
      },
      decideWithdrawals: async (tenant, withdrawals) => {
        const leftCount = withdrawals.reduce((sum, { left }) => sum + left.length + 1, 0)
        note('customers', withdrawals.length)
        note(withdrawals.length === 1 ? 'leftAlone' : 'leftTogether', leftCount)
        const outcomes = await undoPorts.decideWithdrawals(tenant, withdrawals)
        note('open', platform.directory.openWork().operations.length)
        return outcomes
      },
      project: async (tenant, projection) => {
        const { orders = [], remade } = projection
        const told = [...orders, ...(remade?.orders ?? [])]
        note(
          'characters',
          told.reduce((sum, { lines }) => sum + lines.length + 500, 0),
        )
        note('characters', 500 * ((projection.profiles?.length ?? 0) + (remade?.orderKeys.length ?? 0)))
        return undoPorts.project(tenant, projection)
      },
    })
    expect(platform.database.all('select * from customer_order')).toEqual([])
    for (let person = 0; person < personCount; person += 1) {
      if (visitCountOf(person) > 0) expect(visitCount(person)).toBe(visitCountOf(person))
    }
    expect(pagesOf).toEqual(new Set([customerOf(5), customerOf(40)]))
    expect(most).toMatchObject({ customers: 10, open: 10, objects: 5, leftAlone: 61, characters: 3_000 })
    expect(most.leftTogether).toBeLessThanOrEqual(limits.together.events)
    expect(most.leftTogether).toBeGreaterThan(limits.together.events - limits.ofObject.events - 10)
  })

  it('asks a cell for so many customers at once', async () => {
    begin(1)
    await tellAll((person) => person % 2)
    const { undoPorts } = platform
    const counts: number[] = []
    await undo({
      ...undoPorts,
      timelinesOf: async (objectName, customerIds, room) => {
        const timelines = await undoPorts.timelinesOf(objectName, customerIds, room)
        counts.push(customerIds.length)
        const entries = timelines.flat()
        expect(entries.length).toBeLessThanOrEqual(limits.ofObject.events)
        expect(entries.reduce((sum, { event }) => sum + event.length, 0)).toBeLessThanOrEqual(
          limits.ofObject.characters,
        )
        return timelines
      },
    })
    expect(platform.database.all('select * from customer_order')).toEqual([])
    for (let person = 1; person < personCount; person += 2) expect(visitCount(person)).toBe(1)
    expect(Math.max(...counts)).toBe(limits.customers)
  })
})
