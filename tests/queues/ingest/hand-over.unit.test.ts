import { describe, expect, it } from 'vitest'
import { handOver } from '#queues/ingest/hand-over.ts'
import type { CustomerState } from '#shared/customers/customer-state.ts'
import type { OpenMerge } from '#shared/identity/decision-records.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { faultyPorts } from '#tests/support/faulty-ports.ts'
import { ingestEvent } from '#tests/support/ingest-event.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

function mergeOf(mergedId: string, survivorId: string, currentSurvivorId = survivorId): OpenMerge {
  const record = { mergeId: 'mrg_1', mergedAtMs: testTimeMs, rule: 'shared-identifiers', ruleVersion: 1 }
  return { ...record, survivorId, mergedId, currentSurvivorId, eventKey: 'tracking/web:x', keys: [] }
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

  it.each([1, 499, 500, 501, 1_000])(
    'gives the survivor all of %i events, however often it breaks off',
    async (count) => {
      const platform = newPlatform()
      const random = seededRandom(count)
      let faultRate = 0.4
      const ports = faultyPorts(platform.ports, random, () => faultRate)
      at(platform, 'merged').ingest([{ customerId: 'merged', events: eventsOf('merged', count) }])
      at(platform, 'survivor').ingest([{ customerId: 'survivor', events: eventsOf('survivor', 3) }])
      for (let attempt = 0; attempt < 8; attempt += 1) {
        faultRate = attempt === 7 ? 0 : 0.4
        await handOver(tenant, mergeOf('merged', 'survivor'), ports).catch(() => undefined)
      }
      const together = newPlatform()
      at(together, 'survivor').ingest([
        { customerId: 'survivor', events: [...eventsOf('survivor', 3), ...eventsOf('merged', count)] },
      ])
      expect(stateOf(platform, 'survivor')).toEqual(stateOf(together, 'survivor'))
      expect(stateOf(platform, 'survivor')?.features.eventCount).toBe(count + 3)
      platform.close()
      together.close()
    },
  )

  it('makes the version of the survivor higher than that of the merged customer', async () => {
    const platform = newPlatform()
    for (const event of eventsOf('merged', 9))
      at(platform, 'merged').ingest([{ customerId: 'merged', events: [event] }])
    const [reply] = await handOver(tenant, mergeOf('merged', 'survivor'), platform.ports)
    expect(reply?.version).toBe(10)
    platform.close()
  })

  it('does not make a survivor of nothing when the merged customer has no events yet', async () => {
    const platform = newPlatform()
    expect(await handOver(tenant, mergeOf('merged', 'survivor'), platform.ports)).toEqual([])
    expect(stateOf(platform, 'survivor')).toBeUndefined()
    const [late] = at(platform, 'merged').ingest([{ customerId: 'merged', events: eventsOf('merged', 1) }])
    expect(late).toEqual({ kind: 'moved', customerId: 'merged', survivorId: 'survivor' })
    platform.close()
  })

  it('goes straight to the last of a long chain of merges that were carried out before', async () => {
    const platform = newPlatform()
    const ids = Array.from({ length: 30 }, (_, index) => `customer-${index}`)
    for (const [index, id] of ids.slice(0, -1).entries()) at(platform, id).redirect(id, ids[index + 1] ?? '')
    const merged = at(platform, 'merged')
    merged.ingest([{ customerId: 'merged', events: eventsOf('merged', 1) }])
    const [reply] = await handOver(tenant, mergeOf('merged', 'customer-0', 'customer-29'), platform.ports)
    expect(reply?.customerId).toBe('customer-29')
    platform.close()
  })
})
