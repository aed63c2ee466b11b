import { describe, expect, it, vi } from 'vitest'
import { applyEvents } from '#queues/ingest/apply-events.ts'
import { readEntries } from '#queues/ingest/read-entries.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const tenant = testTenant({ customerCellCount: 3 })
const cookie = (number: number): Identifier => ({ type: 'cookie_id', value: `cookie-${number}` })

function read(events: readonly CanonicalEvent[]) {
  const lines = events.map((event) => JSON.stringify(event)).join('\n')
  return readEntries(tenant, [{ shard: 0, entry: { sequence: 1, receivedAtMs: testTimeMs, lines } }]).events
}

describe('applyEvents', () => {
  it('carries out all merges of a batch, though the directory tells only so many at once', async () => {
    const platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
    const pairs = Array.from({ length: 1_001 }, (_, index) => [cookie(2 * index), cookie(2 * index + 1)])
    const alone = pairs
      .flat()
      .map((identifier, index) => newEvent({ id: `alone-${index}`, identifiers: [identifier] }))
    const tied = pairs.map((identifiers, index) => newEvent({ id: `tied-${index}`, identifiers }))
    await applyEvents(tenant, read([...alone, ...tied]), platform.ports)
    expect(platform.directory.openWork().operations).toEqual([])
    expect(platform.database.all('select count(*) as count from merge_history')).toEqual([{ count: 1_001 }])
    expect(
      platform.database.all(
        'select count(*) as count from customer_profile where merged_into is null and last_seen_at > 0',
      ),
    ).toEqual([{ count: 1_001 }])
    platform.close()
  })

  it('carries out a chain of merges again after all of it was done but not noted', async () => {
    const platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
    const numbers = Array.from({ length: 25 }, (_, index) => 24 - index)
    const alone = numbers.map((number) => newEvent({ id: `alone-${number}`, identifiers: [cookie(number)] }))
    // The older of two survives, so each of these merges the survivor of the one before into another.
    const tied = numbers
      .slice(1)
      .reverse()
      .map((number) => newEvent({ id: `tied-${number}`, identifiers: [cookie(number), cookie(number + 1)] }))
    const events = read([...alone, ...tied])
    let isDown = true
    const ports = {
      ...platform.ports,
      completeWork: async (...call: Parameters<typeof platform.ports.completeWork>) => {
        if (isDown) throw new Error('the directory is away')
        await platform.ports.completeWork(...call)
      },
    }
    await expect(applyEvents(tenant, events, ports)).rejects.toThrow('away')
    isDown = false
    const applied = await applyEvents(tenant, events, ports)
    expect(new Set(applied.map(({ customerId }) => customerId)).size).toBe(1)
    expect(platform.directory.openWork().operations).toEqual([])
    platform.close()
  })

  it('leaves a merge open that cannot be carried out, and goes on with all events', async () => {
    const report = vi.fn()
    const platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
    const events = read([
      newEvent({ id: 'first', identifiers: [cookie(1)] }),
      newEvent({ id: 'second', identifiers: [cookie(2)] }),
    ])
    await applyEvents(tenant, events, platform.ports)
    const tied = read([
      newEvent({ id: 'tied', identifiers: [cookie(1), cookie(2)] }),
      newEvent({ id: 'other', identifiers: [cookie(3)] }),
    ])
    const tooBig = async () => {
      throw new Error('string or blob too big: SQLITE_TOOBIG')
    }
    const applied = await applyEvents(tenant, tied, {
      ...platform.ports,
      timelineFromStart: tooBig,
      report,
    })
    expect(applied).toHaveLength(2)
    expect(platform.directory.openWork().operations).toHaveLength(1)
    expect(report).toHaveBeenCalledOnce()

    await applyEvents(tenant, tied, platform.ports)
    expect(platform.directory.openWork().operations).toEqual([])
    expect(
      platform.database.all(
        'select count(*) as count from customer_profile where merged_into is null and last_seen_at > 0',
      ),
    ).toEqual([{ count: 2 }])
    platform.close()
  })
})

describe('the activity of a customer in D1', () => {
  const person = cookie(1)
  const events = [
    newEvent({ id: 'visit', name: 'Page Viewed', identifiers: [person] }),
    newEvent({
      id: 'restrict',
      occurredAt: testTimeMs + 1,
      identifiers: [person],
      consents: [{ purpose: 'processing', isGranted: false }],
    }),
    newEvent({
      id: 'lift',
      occurredAt: testTimeMs + 2,
      identifiers: [person],
      consents: [{ purpose: 'processing', isGranted: true }],
    }),
  ]

  it('is not used while its use is restricted, and is all there again when that is lifted', async () => {
    const platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
    const activities: unknown[] = []
    for (const event of events) {
      await applyEvents(tenant, read([event]), platform.ports)
      activities.push(...platform.database.all('select activity from features').map((row) => row.activity))
    }
    expect(activities).toEqual([expect.stringMatching(/^\[\[\d+,\d+\]\]$/), '', activities[0]])
    platform.close()
  })

  it('is written after all when the first attempt to write it failed', async () => {
    const platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
    const down = { ...platform.ports, project: () => Promise.reject(new Error('D1 is down')) }
    await expect(applyEvents(tenant, read(events.slice(0, 1)), down)).rejects.toThrow('D1 is down')
    const later = newEvent({ id: 'later', identifiers: [person] })
    await applyEvents(tenant, read([later]), platform.ports)
    expect(platform.database.all('select activity from features')).toEqual([])
    await applyEvents(tenant, read([later, ...events.slice(0, 1)]), platform.ports)
    expect(platform.database.all('select activity from features')).toHaveLength(1)
    platform.close()
  })
})
