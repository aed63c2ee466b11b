import { describe, expect, it } from 'vitest'
import type { ImportLog } from '#queues/jobs/import-ports.ts'
import { joinOrderLines } from '#queues/jobs/join-order-lines.ts'
import type { OrderHead } from '#shared/imports/kinds/order-lines/order-head.ts'
import { readWaitingOrders } from '#shared/imports/kinds/order-lines/waiting-order.ts'
import { ImportWorld } from './memory-import-ports.ts'

const head: OrderHead = { kind: 'order', channel: 'web', currency: 'GBP', placedAt: 1_000, identifiers: [] }
const csv = 'Order No,SKU,Qty,Price\n1,A,1,2\n2,B,1,2\n1,C,1,3\n'

/** A world in which lines of the orders 1 and 2 wait. */
async function waitingWorld() {
  const world = new ImportWorld()
  world.upload('imp_1', new TextEncoder().encode(csv))
  const row = await world.run('imp_1')
  const [key = ''] = [...world.objects.keys()].filter((name) => name.startsWith('waiting-lines/tenant/'))
  return { world, row, key }
}

describe('joinOrderLines', () => {
  it('leaves all lines waiting, and says so, while nobody has told of their orders', async () => {
    const { world, row, key } = await waitingWorld()
    expect(row).toMatchObject({
      state: 'done',
      rowCount: 3,
      orderCount: 0,
      acceptedEventCount: 0,
      rejectedRowCount: 3,
      rejectReasons: [{ reason: 'waiting-for-order', column: 'Order No', rowCount: 3 }],
    })
    const waiting = readWaitingOrders(new TextDecoder().decode(world.objects.get(key)))
    expect(waiting.map(({ orderId, lines }) => [orderId, lines.length])).toEqual([
      ['1', 2],
      ['2', 1],
    ])
  })

  it('lets the lines join whose order is there, and only those leave', async () => {
    const { world, key } = await waitingWorld()
    const told = new Map<string, OrderHead | 'forgotten'>([['1', head]])
    const plain = world.ports()
    const tellers: (string | undefined)[] = []
    const log: ImportLog = {
      ...plain.log,
      append: (events, receivedAtMs, importId) => {
        tellers.push(importId)
        return plain.log.append(events, receivedAtMs)
      },
    }
    const ports = { ...plain, log, orders: { heads: async () => told } }
    expect(await joinOrderLines(key, ports, 5_000)).toEqual({
      acceptedCount: 1,
      duplicateCount: 0,
      orderCount: 1,
      waitingOrderIds: new Set(['2']),
    })
    expect([...world.events.values()].map(({ order }) => [order?.orderId, order?.lines.length])).toEqual([
      ['1', 2],
    ])
    expect(readWaitingOrders(new TextDecoder().decode(world.objects.get(key)))).toHaveLength(1)

    told.set('2', head)
    expect(await joinOrderLines(key, ports, 6_000)).toMatchObject({ acceptedCount: 1, orderCount: 1 })
    expect(world.objects.has(key)).toBe(false)
    // They are the word of the import that brought them, whoever finds their order.
    expect(tellers).toEqual(['imp_1', 'imp_1'])
    expect(await joinOrderLines(key, ports, 7_000)).toMatchObject({ acceptedCount: 0, orderCount: 0 })
  })

  it('adds nothing to the order of somebody who was erased, and keeps nothing of it', async () => {
    const { world, key } = await waitingWorld()
    const told = new Map<string, OrderHead | 'forgotten'>([
      ['1', 'forgotten'],
      ['2', 'forgotten'],
    ])
    await joinOrderLines(key, { ...world.ports(), orders: { heads: async () => told } }, 5_000)
    expect([world.events.size, world.objects.has(key)]).toEqual([0, false])
  })
})
