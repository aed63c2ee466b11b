import { describe, expect, it } from 'vitest'
import { findOrderHeads, type OrderHeadPorts } from '#queues/jobs/find-order-heads.ts'
import type { FoundOrder } from '#shared/database/find-orders.ts'
import { newEvent, newOrderChange } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const tenant = testTenant()

function rowOf(orderId: string, customerId: string | null): FoundOrder {
  return {
    orderKey: `csv/files:${orderId}`,
    customerId,
    kind: 'order',
    channel: 'web',
    currency: 'GBP',
    placedAt: 1_000,
  }
}

const placing = newEvent({
  source: 'csv/files',
  channel: 'pos',
  occurredAt: 2_000,
  identifiers: [{ type: 'email', value: 'ada@shop.example' }],
  order: newOrderChange({ orderId: '1', currency: 'EUR' }),
})
const event = JSON.stringify(placing)

/** Rows as they are at each look, and what the customers tell: who is not named tells nothing. */
function portsOf(
  looks: readonly (readonly FoundOrder[])[],
  told: Readonly<Record<string, { isErased?: boolean; orderIds: readonly string[] }>>,
): OrderHeadPorts & { readonly asked: string[][] } {
  const asked: string[][] = []
  return {
    asked,
    orders: async (orderKeys) => {
      asked.push([...orderKeys])
      const rows = looks[Math.min(asked.length, looks.length) - 1] ?? []
      return rows.filter(({ orderKey }) => orderKeys.includes(orderKey))
    },
    placings: async (_, customers) =>
      customers.map(({ customerId, orderKeys }) => {
        const { isErased = false, orderIds = [] } = told[customerId] ?? {}
        const keys = orderIds.map((orderId) => `csv/files:${orderId}`)
        return {
          customerId,
          isErased,
          events: keys.filter((key) => orderKeys.includes(key)).map((orderKey) => ({ orderKey, event })),
        }
      }),
  }
}

describe('findOrderHeads', () => {
  it("takes a head from the event by which its customer placed the order, a guest's from the row", async () => {
    const ports = portsOf([[rowOf('1', 'ada'), rowOf('2', null)]], { ada: { orderIds: ['1'] } })
    expect(await findOrderHeads(tenant, ['1', '2', '3'], ports)).toEqual(
      new Map([
        [
          '1',
          {
            kind: 'order',
            channel: 'pos',
            currency: 'EUR',
            placedAt: 2_000,
            identifiers: placing.identifiers,
          },
        ],
        ['2', { kind: 'order', channel: 'web', currency: 'GBP', placedAt: 1_000, identifiers: [] }],
      ]),
    )
    expect(ports.asked).toHaveLength(1)
  })

  it('looks once more for an order that goes to another customer meanwhile', async () => {
    const ports = portsOf([[rowOf('1', 'ada')], [rowOf('1', 'grace')]], { grace: { orderIds: ['1'] } })
    const heads = await findOrderHeads(tenant, ['1'], ports)
    expect(heads.get('1')).toMatchObject({ identifiers: placing.identifiers })
    expect(ports.asked).toEqual([['csv/files:1'], ['csv/files:1']])
  })

  it('counts an order as not there that its customer does not have, and gives up looking', async () => {
    const ports = portsOf([[rowOf('1', 'ada')]], {})
    expect(await findOrderHeads(tenant, ['1'], ports)).toEqual(new Map())
    expect(ports.asked.length).toBeLessThan(10)
  })

  it('says when it was the order of somebody who has been erased', async () => {
    const ports = portsOf([[rowOf('1', 'ada')]], { ada: { isErased: true, orderIds: [] } })
    expect(await findOrderHeads(tenant, ['1'], ports)).toEqual(new Map([['1', 'forgotten']]))
  })
})
