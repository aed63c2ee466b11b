import { describe, expect, it } from 'vitest'
import { ingestCustomers } from '#queues/ingest/ingest-customers.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { ingestEvent } from '#tests/support/ingest-event.ts'
import { memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const tenant = testTenant()

function newPlatform() {
  return memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
}

function orderOf(id: string) {
  return ingestEvent(newEvent({ id, order: newOrderChange({ orderId: id, totalMinor: 100 }) }))
}

describe('ingestCustomers', () => {
  it('tells the orders of both when one customer has moved to another of the same call', async () => {
    const platform = newPlatform()
    platform.customers(placeCustomer(tenant, 'merged')).redirect('merged', 'survivor')
    const ingested = await ingestCustomers(
      tenant,
      [
        { customerId: 'survivor', events: [orderOf('a')] },
        { customerId: 'merged', events: [orderOf('b')] },
      ],
      platform.ports,
    )
    const orderKeys = ingested.flatMap((reply) => reply.orders.map((order) => order.orderKey))
    expect(orderKeys.sort()).toEqual(['tracking/web:a', 'tracking/web:b'])
    platform.close()
  })

  it('brings the events of several customers that moved to the same one in one call', async () => {
    const platform = newPlatform()
    for (const id of ['first', 'second'])
      platform.customers(placeCustomer(tenant, id)).redirect(id, 'survivor')
    const ingested = await ingestCustomers(
      tenant,
      [
        { customerId: 'first', events: [orderOf('a')], exceedsVersion: 4 },
        { customerId: 'second', events: [orderOf('b')], exceedsVersion: 7 },
      ],
      platform.ports,
    )
    expect(ingested.map(({ customerId, version }) => ({ customerId, version }))).toEqual([
      { customerId: 'survivor', version: 8 },
    ])
    platform.close()
  })
})
