import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyEvents } from '#queues/ingest/apply-events.ts'
import type { IngestPorts } from '#queues/ingest/ingest-ports.ts'
import { readEntries } from '#queues/ingest/read-entries.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'
import { platformContradictions } from '#tests/support/platform-contradictions.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const tenant = testTenant({ customerCellCount: 3 })
const by = 'owner@shop.example'
const emailOf = (name: string): Identifier => ({ type: 'email', value: `${name}@shop.example` })

let platform: MemoryPlatform
beforeEach(() => {
  platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
})
afterEach(() => platform.close())

let eventCount = 0

/** An event of one customer alone, or of several at once. */
async function send(names: readonly string[], ports: IngestPorts = platform.ports): Promise<void> {
  eventCount += 1
  const event = newEvent({ id: `event-${eventCount}`, identifiers: names.map(emailOf) })
  const entry = { sequence: 1, receivedAtMs: testTimeMs, lines: JSON.stringify(event) }
  await applyEvents(tenant, readEntries(tenant, [{ shard: 0, entry }]).events, ports)
}

function customerOf(name: string): string {
  const key = `email:${emailOf(name).value}`
  return platform.directory.find([key]).get(key) ?? `nobody has ${key}`
}

function merge(survivor: string, merged: string): string {
  const [survivorId, mergedId] = [customerOf(survivor), customerOf(merged)]
  const made = platform.decisions.mergeCustomers({ customerIds: [survivorId, mergedId], survivorId, by }, 1)
  if (!made.ok) throw new Error(made.failure.message)
  return made.value.mergeId
}

const settle = (ports: Partial<IngestPorts> = {}) => settleIdentity(tenant, { ...platform.ports, ...ports })
const openKinds = () => platform.directory.openWork().operations.map(({ kind }) => kind)
const eventCountOf = (customerId: string) =>
  platform.customers(placeCustomer(tenant, customerId)).timeline.page(customerId, 99, null, 'asc').length

/** Calls that fail for one customer in a way that trying again cannot mend. */
function brokenFor(customerId: string): Partial<IngestPorts> {
  return {
    timelineFromStart: async (objectName, id, limit, cursor) => {
      if (id === customerId) throw new Error('string or blob too big: SQLITE_TOOBIG')
      return platform.ports.timelineFromStart(objectName, id, limit, cursor)
    },
  }
}

describe('settleIdentity', () => {
  it('carries out a merge and its undoing one after the other, and D1 says so', async () => {
    for (const name of ['ada', 'ada', 'bob']) await send([name])
    const [ada, bob] = [customerOf('ada'), customerOf('bob')]
    const mergeId = merge('ada', 'bob')
    await settle()
    expect(eventCountOf(ada)).toBe(3)
    expect(platform.decisions.undoMerge({ mergeId, by }, 2)).toMatchObject({ ok: true })
    await settle()
    expect([eventCountOf(ada), eventCountOf(bob)]).toEqual([2, 1])
    expect(platformContradictions(platform)).toEqual([])
    expect(platform.database.all('select undone_by from merge_history').map(Object.values)).toEqual([[by]])
  })

  it('gives a customer its row back although no event goes to it', async () => {
    await send(['ada'])
    await send(['bob'])
    const bob = customerOf('bob')
    const mergeId = merge('ada', 'bob')
    platform.customers(placeCustomer(tenant, bob)).timeline.removeAll(bob)
    await settle()
    platform.decisions.undoMerge({ mergeId, by }, 2)
    await settle()
    expect(platformContradictions(platform)).toEqual([])
    const row = platform.database
      .all('select * from customer_profile')
      .find(({ customer_id: id }) => id === bob)
    expect(row).toMatchObject({ merged_into: null, last_seen_at: 0 })
  })

  it('leaves what cannot be done and goes on with other customers, also with merges into the same one', async () => {
    const report = vi.fn()
    for (const name of ['ada', 'bob', 'cat', 'dan']) await send([name])
    const bob = customerOf('bob')
    merge('ada', 'bob')
    merge('ada', 'cat')
    await settle({ ...brokenFor(bob), report })
    expect(openKinds()).toEqual(['hand-over'])
    expect(eventCountOf(customerOf('ada'))).toBe(2)
    expect(report).toHaveBeenCalled()
    await settle()
    expect(eventCountOf(customerOf('ada'))).toBe(3)
    expect(platformContradictions(platform)).toEqual([])
  })

  it('goes on with other customers when calls fail for the moment, and then says so', async () => {
    for (const name of ['ada', 'bob', 'cat', 'dan']) await send([name])
    const bob = customerOf('bob')
    platform.directory.noteDecision([bob], { kind: 'separate', customerId: bob, openedId: null })
    merge('cat', 'dan')
    const failing = { fence: () => Promise.reject(new Error('the object cannot be reached')) }
    await expect(settle(failing)).rejects.toThrow('the object cannot be reached')
    expect(openKinds()).toEqual(['separate'])
    expect(eventCountOf(customerOf('cat'))).toBe(2)
    await settle()
    expect(platformContradictions(platform)).toEqual([])
  })

  it('has a later decision about a customer wait for the earlier one that is stuck', async () => {
    for (const name of ['ada', 'bob', 'cat']) await send([name])
    const [ada, bob] = [customerOf('ada'), customerOf('bob')]
    platform.directory.noteDecision([bob], { kind: 'separate', customerId: bob, openedId: null })
    merge('ada', 'bob')
    merge('ada', 'cat')
    await settle(brokenFor(bob))
    expect(openKinds()).toEqual(['separate', 'hand-over'])
    expect([eventCountOf(ada), eventCountOf(bob)]).toEqual([2, 1])
    await settle()
    expect(openKinds()).toEqual([])
    expect([eventCountOf(ada), eventCountOf(bob)]).toEqual([3, 0])
    expect(platformContradictions(platform)).toEqual([])
  })

  /** Settles with a worker that stops before it gives its first page away; gives the means to let it go on. */
  async function settleSlowly(ports: Partial<IngestPorts> = {}): Promise<() => Promise<void>> {
    const letGo = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    const slow = settle({
      ...ports,
      ingest: async (objectName, customers) => {
        reached.resolve()
        await letGo.promise
        return platform.ports.ingest(objectName, customers)
      },
    }).catch((error) => error)
    await reached.promise
    return async () => {
      letGo.resolve()
      await slow
    }
  }

  it('takes no event back that a slow worker still hands over when the merge was undone since', async () => {
    for (const name of ['ada', 'bob', 'bob']) await send([name])
    const [ada, bob] = [customerOf('ada'), customerOf('bob')]
    const mergeId = merge('ada', 'bob')
    const goOn = await settleSlowly()
    await settle()
    platform.decisions.undoMerge({ mergeId, by }, 2)
    await settle()
    await goOn()
    expect([eventCountOf(ada), eventCountOf(bob)]).toEqual([1, 2])
    expect(platformContradictions(platform)).toEqual([])
  })

  it('asks anew whose the events are when a slow worker hands over after others have separated the survivor', async () => {
    for (const name of ['ada', 'bob', 'cat']) await send([name])
    const [ada, cat] = [customerOf('ada'), customerOf('cat')]
    platform.directory.customers.keepApart(customerOf('bob'), cat)
    await send(['bob', 'cat'])
    merge('ada', 'bob')
    platform.directory.shared.share(['email:bob@shop.example'])
    platform.directory.noteDecision([ada], { kind: 'separate', customerId: ada, openedId: null })
    // It knows of both decisions, and dies before it comes to the second.
    const goOn = await settleSlowly({
      fence: async () => {
        throw new Error('the worker is gone')
      },
    })
    await settle()
    expect([eventCountOf(ada), eventCountOf(cat)]).toEqual([2, 2])
    await goOn()
    expect([eventCountOf(ada), eventCountOf(cat)]).toEqual([2, 2])
    expect(platformContradictions(platform)).toEqual([])
  })
})

describe('an event on its way', () => {
  /** Sends an event whose way to its customer is interrupted, after it was resolved, by `meanwhile`. */
  async function interrupted(names: readonly string[], meanwhile: () => Promise<void>): Promise<void> {
    let isFirst = true
    await send(names, {
      ...platform.ports,
      ingest: async (objectName, customers) => {
        if (isFirst) {
          isFirst = false
          await meanwhile()
        }
        return platform.ports.ingest(objectName, customers)
      },
    })
  }

  it('goes to the survivor when its customer is merged away', async () => {
    for (const name of ['ada', 'bob']) await send([name])
    await interrupted(['bob'], async () => {
      merge('ada', 'bob')
      await settle()
    })
    expect(eventCountOf(customerOf('ada'))).toBe(3)
    expect(platformContradictions(platform)).toEqual([])
  })

  it('goes to the other side when the merge is undone', async () => {
    for (const name of ['ada', 'bob']) await send([name])
    const [ada, bob] = [customerOf('ada'), customerOf('bob')]
    const mergeId = merge('ada', 'bob')
    await settle()
    await interrupted(['bob'], async () => {
      platform.decisions.undoMerge({ mergeId, by }, 2)
      await settle()
    })
    expect([eventCountOf(ada), eventCountOf(bob)]).toEqual([1, 2])
    expect(platformContradictions(platform)).toEqual([])
  })

  it('goes to the new customer when its identifier is split off', async () => {
    await send(['ada', 'bob'])
    const ada = customerOf('ada')
    await interrupted(['bob'], async () => {
      platform.decisions.splitCustomer({ customerId: ada, keys: ['email:bob@shop.example'], by }, 2)
      await settle()
    })
    expect([eventCountOf(ada), eventCountOf(customerOf('bob'))]).toEqual([1, 1])
    expect(platformContradictions(platform)).toEqual([])
  })

  it('has its foreign identifiers counted as own when their customer is merged into its own', async () => {
    for (const name of ['ada', 'bob']) await send([name])
    const [ada, bob] = [customerOf('ada'), customerOf('bob')]
    platform.directory.customers.keepApart(ada, bob)
    await interrupted(['ada', 'bob'], async () => {
      merge('ada', 'bob')
      await settle()
    })
    const stored = platform.customers(placeCustomer(tenant, ada)).find(ada)
    expect(JSON.parse(stored?.state ?? '').evidence['email:bob@shop.example'].eventCount).toBe(2)
  })
})
