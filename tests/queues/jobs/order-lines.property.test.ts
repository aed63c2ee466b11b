import { describe, expect, it } from 'vitest'
import { applyEvents } from '#queues/ingest/apply-events.ts'
import { readEntries } from '#queues/ingest/read-entries.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { findOrderHeads } from '#queues/jobs/find-order-heads.ts'
import type { ImportPorts } from '#queues/jobs/import-ports.ts'
import { runImportStep } from '#queues/jobs/run-import-step.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent } from '#tests/support/new-event.ts'
import { orderHeadSources } from '#tests/support/order-head-sources.ts'
import { ordersPicture } from '#tests/support/orders-picture.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { ImportWorld } from './memory-import-ports.ts'

const firstSeed = Number(process.env.PATRON_SEED ?? 20261121)
const runCount = Number(process.env.PATRON_HISTORIES ?? 60)
const tenant = testTenant({ tenantId: 'tenant', customerCellCount: 2 })

interface Order {
  readonly head: readonly string[]
  readonly total: string
  readonly lines: readonly (readonly string[])[]
}

/** Lines that are equal stay in one file: in two they would be one line. */
function drawOrders(random: RandomSource): Order[] {
  return Array.from({ length: drawInt(random, 1, 4) }, (_, number) => {
    const orderId = `${1001 + number}`
    const email = drawOne(random, ['ada@shop.example', 'grace@shop.example', ''])
    const card = email !== '' && random() < 0.3 ? 'CARD-1' : ''
    return {
      head: [orderId, `2026-03-0${drawInt(random, 1, 5)} 10:00`, email, card],
      total: `${drawInt(random, 1, 90)}.50`,
      lines: Array.from({ length: drawInt(random, 1, 3) }, (_, place) => {
        const sku = `SKU-${place}`
        return [orderId, sku, drawOne(random, ['Tea', 'Cups']), `${drawInt(random, 1, 3)}`, '2.50']
      }),
    }
  })
}

const headColumns = 'Order No,Date,Email,Card number,Order total'
const lineColumns = 'Order No,SKU,Category,Qty,Price'

const csv = (heading: string, rows: readonly (readonly string[])[]) =>
  [heading, ...rows.map((cells) => cells.join(','))].join('\n')

/** The orders in one file, each row a line with all that is known of its order. */
function singleFile(orders: readonly Order[]): string {
  const rows = orders.flatMap(({ head, total, lines }) =>
    lines.map(([, ...line]) => [...head, total, ...line]),
  )
  return csv(`${headColumns},SKU,Category,Qty,Price`, rows)
}

/** The same in files of heads and files of lines, some of them sent twice, in random order. */
function twoKinds(orders: readonly Order[], random: RandomSource): string[] {
  const split = (rows: readonly (readonly string[])[]) => {
    const parts = Map.groupBy(shuffled(random, rows), () => drawInt(random, 1, 3))
    return [...parts.values()]
  }
  const heads = orders.map(({ head, total }) => [...head, total])
  const files = [
    ...split(heads).map((rows) => csv(headColumns, rows)),
    ...split(orders.flatMap(({ lines }) => lines)).map((rows) => csv(lineColumns, rows)),
  ]
  return shuffled(random, [...files, ...files.filter(() => random() < 0.3)])
}

class Death extends Error {}

/** Imports files side by side: steps overtake and die, and what the log has is visible only after a while. */
async function importFiles(
  platform: MemoryPlatform,
  files: readonly string[],
  random: RandomSource,
  deathRate: number,
): Promise<ImportWorld> {
  const world = new ImportWorld()
  let unsettled: CanonicalEvent[] = []
  const settle = async () => {
    const events = unsettled
    unsettled = []
    await applyEvents(tenant, batchOf(events), platform.ports)
    await settleIdentity(tenant, platform.ports)
  }
  const fragile =
    <Asked extends unknown[], Answer>(call: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      if (random() < deathRate) throw new Death()
      const answer = await call(...asked)
      if (random() < deathRate) throw new Death()
      return answer
    }
  const plain = world.ports()
  const ports: ImportPorts = {
    ...plain,
    files: {
      ...plain.files,
      write: fragile(plain.files.write),
      remove: fragile(plain.files.remove),
    },
    log: {
      append: fragile(async (events, receivedAtMs) => {
        unsettled.push(...events)
        return plain.log.append(events, receivedAtMs)
      }),
      oldestUnsettledMs: async () => {
        if (random() < 0.5) await settle()
        return unsettled.length === 0 ? undefined : 0
      },
    },
    orders: { heads: fragile((orderIds) => findOrderHeads(tenant, orderIds, orderHeadSources(platform))) },
  }
  const waiting = [...files]
  for (;;) {
    const file = waiting[0]
    if (file !== undefined && (world.messages.length === 0 || random() < 0.1)) {
      waiting.shift()
      world.upload(`imp_${files.length - waiting.length}`, new TextEncoder().encode(file))
    }
    const at = drawInt(random, 0, Math.max(0, world.messages.length - 1))
    const [message] = world.messages.splice(at, 1)
    if (message === undefined) break
    try {
      await runImportStep(message, ports)
    } catch (error) {
      if (!(error instanceof Death)) throw error
      world.messages.push(message)
    }
  }
  await settle()
  for (const { state } of world.rows.values()) expect(state).toBe('done')
  return world
}

function batchOf(events: readonly CanonicalEvent[]) {
  const lines = events.map((event) => JSON.stringify(event)).join('\n')
  if (lines === '') return []
  return readEntries(tenant, [{ shard: 0, entry: { sequence: 1, receivedAtMs: 0, lines } }]).events
}

describe('orders and their lines in files of their own', () => {
  it(`come to what one file says, in whatever order they come, however often, and whatever dies (${runCount} seeds from ${firstSeed})`, async () => {
    let lateHeadCount = 0
    for (let seed = firstSeed; seed < firstSeed + runCount; seed += 1) {
      const random = seededRandom(seed)
      const orders = drawOrders(random)
      const together = memoryPlatform(tenant, seededRandom(seed), () => 0)
      await importFiles(together, [singleFile(orders)], seededRandom(seed), 0)
      const apart = memoryPlatform(tenant, seededRandom(seed), () => 0)
      const world = await importFiles(apart, twoKinds(orders, random), random, 0.05)

      expect(ordersPicture(together).orders, `seed ${seed}`).toHaveLength(orders.length)
      expect(ordersPicture(apart), `seed ${seed}`).toEqual(ordersPicture(together))
      expect(
        [...world.objects.keys()].filter((key) => key.startsWith('waiting-lines/')),
        `seed ${seed}`,
      ).toEqual([])
      const waited = [...world.rows.values()].flatMap(({ rejectReasons }) => rejectReasons)
      lateHeadCount += Number(waited.some(({ reason }) => reason === 'waiting-for-order'))
      together.close()
      apart.close()
    }
    if (runCount < 60) return
    // In a good part of the runs lines came before their orders, and in a good part they did not.
    expect(lateHeadCount).toBeGreaterThan(runCount / 5)
    expect(lateHeadCount).toBeLessThan(runCount)
  }, 120_000)

  it('stay together when the customer turns out to be another', async () => {
    const platform = memoryPlatform(tenant, seededRandom(1), () => 0)
    const one: Order = {
      head: ['1001', '2026-03-01 10:00', 'ada@shop.example', ''],
      total: '9.50',
      lines: [['1001', 'SKU-1', 'Tea', '2', '2.50']],
    }
    const heads = csv(headColumns, [[...one.head, one.total]])
    await importFiles(platform, [heads, csv(lineColumns, one.lines)], seededRandom(1), 0)
    const both = newEvent({
      identifiers: [
        { type: 'email', value: 'ada@shop.example' },
        { type: 'phone', value: '+447700900100' },
      ],
    })
    const called = newEvent({ id: 'called', identifiers: [{ type: 'phone', value: '+447700900100' }] })
    for (const event of [called, both]) {
      await applyEvents(tenant, batchOf([event]), platform.ports)
      await settleIdentity(tenant, platform.ports)
    }
    const [merge] = platform.directory.sql.all('select merge_id from merge_history')
    const linesOf = () =>
      ordersPicture(platform).people.flatMap(({ email, orders }) =>
        orders.map(({ orderId, totalMinor, lines }) => [
          email,
          orderId,
          totalMinor,
          Object.keys(lines).length,
        ]),
      )
    expect(merge).toBeDefined()
    expect(linesOf()).toEqual([['ada@shop.example', '1001', 950, 1]])
    platform.decisions.undoMerge({ mergeId: String(merge?.merge_id), by: 'owner@shop.example' }, 0)
    await settleIdentity(tenant, platform.ports)
    expect(linesOf()).toEqual([['ada@shop.example', '1001', 950, 1]])
    platform.close()
  })
})
