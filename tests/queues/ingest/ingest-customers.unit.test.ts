import { describe, expect, it } from 'vitest'
import { ingestCustomers } from '#queues/ingest/ingest-customers.ts'
import type { IngestCustomer } from '#shared/customers/ingest.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { ingestEvent } from '#tests/support/ingest-event.ts'
import { memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

function orderOf(id: string) {
  return ingestEvent(newEvent({ id, order: newOrderChange({ orderId: id, totalMinor: 100 }) }))
}

describe.each([
  { placement: 'one object a customer', customerCellCount: 0, callCount: 3 },
  { placement: 'one cell', customerCellCount: 1, callCount: 1 },
])('ingestCustomers with $placement', ({ customerCellCount, callCount }) => {
  const tenant = testTenant({ customerCellCount })

  it('calls each object once, and tells of each customer what became of it', async () => {
    const platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
    const at = (customerId: string) => platform.customers(placeCustomer(tenant, customerId))
    at('merged').redirect('merged', 'survivor', 1)
    at('fenced').fence('fenced', 9)
    let calls = 0
    const ports = {
      ingest: async (objectName: string, customers: IngestCustomer[]) => {
        calls += 1
        return platform.ports.ingest(objectName, customers)
      },
    }
    const replies = await ingestCustomers(
      tenant,
      ['ada', 'merged', 'fenced'].map((customerId) => {
        return { customerId, events: [orderOf(customerId)], decidedUpTo: 8 }
      }),
      ports,
    )
    expect(calls).toBe(callCount)
    expect(new Map(replies.map(({ customerId, kind }) => [customerId, kind]))).toEqual(
      new Map([
        ['ada', 'ingested'],
        ['merged', 'moved'],
        ['fenced', 'stale'],
      ]),
    )
    platform.close()
  })

  it('brings great numbers of customers', async () => {
    const platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
    const customers = Array.from({ length: 300 }, (_, index) => {
      return { customerId: `cus_${index}`, events: [orderOf(`order-${index}`)], decidedUpTo: 0 }
    })
    const replies = await ingestCustomers(tenant, customers, platform.ports)
    expect(new Set(replies.map(({ customerId }) => customerId)).size).toBe(300)
    platform.close()
  })
})
