import { describe, expect, it } from 'vitest'
import { handOver } from '#queues/ingest/hand-over.ts'
import type { CustomerState } from '#shared/customers/customer-state.ts'
import type { IngestEvent } from '#shared/customers/ingest.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { faultyPorts } from '#tests/support/faulty-ports.ts'
import { ingestEvent } from '#tests/support/ingest-event.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

/** The first decision of all, unless said. */
function mergeOf(customerId: string, targetId: string, operation = 1) {
  return { kind: 'hand-over', operation, customerId, targetId } as const
}

function eventsOf(name: string, count: number) {
  return Array.from({ length: count }, (_, index) =>
    ingestEvent(
      newEvent({
        id: `${name}-${index}`,
        // Three events share each moment, so that a page can end between two of them.
        occurredAt: testTimeMs + Math.floor(index / 3),
        identifiers: [{ type: 'cookie_id', value: name }],
        ...(index % 7 === 0 && { order: newOrderChange({ orderId: `${name}-${index}`, totalMinor: index }) }),
      }),
    ),
  )
}

function stateOf(platform: MemoryPlatform, customerId: string): CustomerState | undefined {
  const stored = platform.customers(placeCustomer(platform.tenant, customerId)).find(customerId)
  return stored === undefined ? undefined : JSON.parse(stored.state)
}

describe.each([0, 1])('handOver with customers in %i cells', (customerCellCount) => {
  const tenant = testTenant({ customerCellCount })
  const newPlatform = () => memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
  const at = (platform: MemoryPlatform, customerId: string) =>
    platform.customers(placeCustomer(tenant, customerId))
  const give = (platform: MemoryPlatform, customerId: string, events: readonly IngestEvent[]) =>
    at(platform, customerId).ingest([{ customerId, events, decidedUpTo: 0 }])

  it.each([1, 499, 500, 501, 1_000])(
    'gives the survivor all of %i events, however often it breaks off',
    async (count) => {
      const platform = newPlatform()
      const random = seededRandom(count)
      let faultRate = 0.4
      const ports = faultyPorts(platform.ports, random, () => faultRate)
      give(platform, 'merged', eventsOf('merged', count))
      give(platform, 'survivor', eventsOf('survivor', 3))
      for (let attempt = 0; attempt < 8; attempt += 1) {
        faultRate = attempt === 7 ? 0 : 0.4
        await handOver(tenant, mergeOf('merged', 'survivor'), ports).catch(() => undefined)
      }
      const together = newPlatform()
      give(together, 'survivor', [...eventsOf('survivor', 3), ...eventsOf('merged', count)])
      expect(stateOf(platform, 'survivor')).toEqual(stateOf(together, 'survivor'))
      expect(stateOf(platform, 'survivor')?.features.eventCount).toBe(count + 3)
      platform.close()
      together.close()
    },
  )

  it('makes the version of the survivor higher than that of the merged customer', async () => {
    const platform = newPlatform()
    for (const event of eventsOf('merged', 9)) give(platform, 'merged', [event])
    const handedOver = await handOver(tenant, mergeOf('merged', 'survivor'), platform.ports)
    expect(handedOver).toMatchObject({ merged: { version: 10 }, states: [{ version: 11 }] })
    platform.close()
  })

  it('lets no event reach a merged customer that has none yet', async () => {
    const platform = newPlatform()
    await handOver(tenant, mergeOf('merged', 'survivor'), platform.ports)
    expect(stateOf(platform, 'survivor')?.features.eventCount).toBe(0)
    expect(give(platform, 'merged', eventsOf('merged', 1))).toEqual([
      { kind: 'moved', customerId: 'merged', survivorId: 'survivor' },
    ])
    platform.close()
  })

  it('does nothing once a later decision was carried out on the merged customer', async () => {
    const platform = newPlatform()
    give(platform, 'merged', eventsOf('merged', 3))
    at(platform, 'merged').fence('merged', 2)
    expect(await handOver(tenant, mergeOf('merged', 'survivor'), platform.ports)).toBeUndefined()
    expect(stateOf(platform, 'survivor')).toBeUndefined()
    platform.close()
  })

  it('asks whose each event is when more was decided about the survivor since', async () => {
    const platform = newPlatform()
    give(platform, 'merged', eventsOf('merged', 700))
    give(platform, 'survivor', eventsOf('survivor', 3))
    // Somebody else has carried out the merge and, after it, a decision that gives every second event to a third.
    at(platform, 'survivor').fence('survivor', 2)
    let asked = 0
    const portsThatKnow = (decidedUpTo: number) => ({
      ...platform.ports,
      placesOfEvents: async (_: unknown, keysOfEvents: readonly unknown[]) => ({
        decidedUpTo,
        places: keysOfEvents.map(() => {
          asked += 1
          return { customerId: asked % 2 === 0 ? 'third' : 'survivor', homeId: 'h', foreignKeys: [] }
        }),
      }),
    })
    const before = await handOver(tenant, mergeOf('merged', 'survivor'), portsThatKnow(1))
    expect(before).toBeUndefined()
    asked = 0
    const handedOver = await handOver(tenant, mergeOf('merged', 'survivor'), portsThatKnow(2))
    expect(handedOver?.states.map(({ customerId }) => customerId).sort()).toContain('third')
    expect(stateOf(platform, 'survivor')?.features.eventCount).toBe(3 + 350)
    expect(stateOf(platform, 'third')?.features.eventCount).toBe(350)
    platform.close()
  })

  it("makes the merged customer's identifiers the survivor's own in its events", async () => {
    const platform = newPlatform()
    const [event] = eventsOf('survivor', 1)
    if (event === undefined) throw new Error('no event')
    const keys = [...event.keys, 'cookie_id:of-both']
    give(platform, 'survivor', [{ ...event, keys, foreignKeys: ['cookie_id:of-both'] }])
    const ports = {
      ...platform.ports,
      placesOfEvents: async (_: unknown, keysOfEvents: readonly unknown[]) => ({
        decidedUpTo: 1,
        places: keysOfEvents.map(() => ({ customerId: 'survivor', homeId: 'home', foreignKeys: [] })),
      }),
    }
    await handOver(tenant, mergeOf('merged', 'survivor'), ports)
    expect(Object.keys(stateOf(platform, 'survivor')?.evidence ?? {}).sort()).toEqual(keys.sort())
    platform.close()
  })
})
