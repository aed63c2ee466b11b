import { eraseCustomer, keysToForget } from '#durable-objects/identity-directory/erase-customer.ts'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import type { CatalogueChange } from '#shared/events/catalogue-change.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { appendEvents } from '#workers/append-events.ts'
import { drawInt, drawOne } from './drawing.ts'
import { doorTo } from './memory-door.ts'
import { memoryHashes } from './memory-erasure-ports.ts'
import type { MemoryPlatform } from './memory-platform.ts'
import { newEvent, testTimeMs } from './new-event.ts'
import { drawEvent, drawShape } from './random-events.ts'
import { simulateIngest } from './simulate-ingest.ts'
import { simulateUndo } from './simulate-undo.ts'

/** A shop that has seen everything, and more that may happen to it. */
export interface ShopLife {
  readonly platform: MemoryPlatform
  /** Some events come in and are processed: of people, products, stock and sales. */
  more(): Promise<void>
  /** Somebody is forgotten; tells whether there was anybody. */
  erase(): Promise<boolean>
}

/**
 * A history out of a seed: what {@link simulateIngest} or {@link simulateUndo} does, with merges, splits, reviews and
 * imports that are undone; then products, stock and reports of sales; then some people are erased, and more comes in.
 */
export async function simulateShopLife(seed: number): Promise<ShopLife> {
  const random = seededRandom(seed)
  const { platform } = random() < 0.5 ? await simulateIngest(seed) : await simulateUndo(seed, false)
  const life = lifeOf(platform, random)
  for (let times = drawInt(random, 0, 3); times > 0; times -= 1) await life.more()
  for (let times = drawInt(random, 0, 3); times > 0; times -= 1) await life.erase()
  for (let times = drawInt(random, 0, 2); times > 0; times -= 1) await life.more()
  return life
}

function lifeOf(platform: MemoryPlatform, random: RandomSource): ShopLife {
  const { tenant } = platform
  const shape = drawShape(random)
  let nowMs = testTimeMs + 10 * dayMs
  let count = 0
  return {
    platform,
    more: async () => {
      nowMs += 60_000
      const events = Array.from({ length: drawInt(random, 1, 6) }, () => {
        count += 1
        const id = `later-${count}`
        const fate = random()
        const event =
          fate < 0.5
            ? drawEvent(random, shape, id)
            : fate < 0.8
              ? newEvent({ id, source: 'shopify/demo', catalogue: drawCatalogue(random) })
              : newEvent({ id, source: 'csv/files', salesReport: drawReport(random) })
        return { ...event, occurredAt: event.occurredAt + drawInt(random, 0, 5), receivedAt: nowMs }
      })
      await appendEvents(doorTo(platform), tenant, events, [], nowMs)
      await ingestAll(platform)
    },
    erase: async () => {
      nowMs += 60_000
      const rows = platform.directory.sql.all('select customer_id from customer where erased_at is null')
      if (rows.length === 0) return false
      await settleIdentity(tenant, platform.ports)
      const customerId = String(drawOne(random, rows).customer_id)
      const evidenceKeys = platform
        .customers(placeCustomer(tenant, customerId))
        .timeline.page(customerId, 1_000, null, 'asc')
        .flatMap(({ keys }) => keys)
      const request = {
        requestId: `prq_${nowMs}`,
        customerId,
        mode: drawOne(random, ['delete', 'suppress'] as const),
        evidenceKeys,
        by: 'owner@shop.example',
      }
      const { directory } = platform
      const hashes = await memoryHashes(directory, keysToForget(directory, request))
      const outcome = eraseCustomer(directory, request, hashes, nowMs)
      await settleIdentity(tenant, platform.ports)
      return outcome.ok
    },
  }
}

/** Processes all that waits in the log. */
export async function ingestAll({ tenant, shards, ports }: MemoryPlatform): Promise<void> {
  for (let round = 0; shards.some((shard) => shard.hasUnsettled()); round += 1) {
    if (round > 50) throw new Error('the platform does not settle')
    const pointers = shards.flatMap((store, shard) =>
      store.overdueRanges(Number.MAX_SAFE_INTEGER, 100, 20).map(([fromSequence, toSequence]) => {
        return { version: 1, tenantId: tenant.tenantId, shard, fromSequence, toSequence }
      }),
    )
    await ingestBatch(pointers, ports)
  }
}

function drawCatalogue(random: RandomSource): CatalogueChange {
  const productId = drawOne(random, ['p1', 'p2'])
  const variants = ['v1', 'v2', 'v3'].filter(() => random() < 0.6)
  return {
    products: [
      {
        productId,
        name: drawOne(random, ['Mug', 'Cup']),
        ...(random() < 0.5 && { category: 'Kitchen' }),
        ...(random() < 0.6 && {
          variants: variants.map((name) => ({
            variantId: `${productId}-${name}`,
            sku: `SKU-${name}`,
            priceMinor: drawInt(random, 100, 900),
          })),
        }),
      },
    ],
    stores: [{ storeId: 's1', name: drawOne(random, ['North', 'South']) }],
    stock: [{ stockItemId: 'i1', storeId: 's1', availableQuantity: drawInt(random, 0, 9) }],
  }
}

function drawReport(random: RandomSource): NonNullable<CanonicalEvent['salesReport']> {
  return {
    day: drawOne(random, ['2026-10-01', '2026-10-02']),
    storeId: 's1',
    part: '1/1',
    currency: 'GBP',
    lines: ['a', 'b', 'c']
      .filter(() => random() < 0.6)
      .map((sku) => ({
        sku,
        units: drawInt(random, 0, 9),
        returnedUnits: 0,
        revenueMinor: drawInt(random, 0, 999),
      })),
  }
}
