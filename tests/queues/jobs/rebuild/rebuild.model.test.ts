import { describe, expect, it } from 'vitest'
import { segmentRange } from '#queues/ingest/archive-segments.ts'
import { projectedTables } from '#shared/database/table-origins.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { drawOne } from '#tests/support/drawing.ts'
import type { MemoryPlatform } from '#tests/support/memory-platform.ts'
import {
  beginRebuild,
  faultyRebuildPorts,
  memoryRebuildPorts,
  stepRebuild,
} from '#tests/support/memory-rebuild-ports.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { canonicalRows } from '#tests/support/projected-tables.ts'
import { type ShopLife, simulateShopLife } from '#tests/support/simulate-shop-life.ts'

const firstSeed = Number(process.env.PATRON_SEED ?? 20261122)
const historyCount = Number(process.env.PATRON_HISTORIES ?? 25)
const mostSteps = 2_000

/** Who told of an order once is noted for ever, and only who tells of it now is told again. */
const comparedTables = projectedTables.filter((table) => table !== 'order_teller')

function dump({ database }: MemoryPlatform): Record<string, string[]> {
  return Object.fromEntries(
    comparedTables.map((table) => [table, canonicalRows(database.all(`select * from ${table}`), table)]),
  )
}

/** Who is known to tell of which order: those that are noted, and the owner that the row itself names. */
function tellersOf({ database }: MemoryPlatform): string[] {
  return database
    .all(
      `select order_key, teller_id from order_teller
       union select order_key, coalesce(customer_id, '') from customer_order order by 1, 2`,
    )
    .map((row) => JSON.stringify(row))
}

/** All rows, those of some tables, or what somebody has made of some of them. */
function spoil(platform: MemoryPlatform, random: RandomSource): void {
  const { database } = platform
  const whole = random() < 0.4
  for (const table of projectedTables) {
    if (whole || random() < 0.4) database.all(`delete from ${table}`)
  }
  if (whole) return
  database.run([
    {
      text: `update customer_profile set display_name = 'Nobody', email = 'spoilt@shop.example'`,
      values: [],
    },
    { text: `update customer_order set amount_minor = amount_minor + 1, status = 'placed'`, values: [] },
    { text: 'update sales_day set revenue_minor = 7, order_count = order_count + 2', values: [] },
    { text: `update merge_history set rule = 'spoilt'`, values: [] },
    { text: `update match_record set record = '{}'`, values: [] },
    {
      text: `insert or ignore into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
               last_seen_at, order_count, revenue_minor, channels)
             select tenant_id, 'cus_unknown', 9, 'Nobody', '', 1, 1, 0, 0, '[]' from customer_profile limit 1`,
      values: [],
    },
  ])
  if (!isArchiveWhole(platform)) return
  database.run([
    {
      text: `insert or ignore into product (tenant_id, source, product_id, described_at, facts, variants_listed_by)
             select tenant_id, 'shopify/demo', 'p-unknown', 1, '{}', '' from customer_profile limit 1`,
      values: [],
    },
  ])
}

/** Whether the archive has the first entry of every shard: one that was refused whole is not in it. */
function isArchiveWhole({ shards, archive }: MemoryPlatform): boolean {
  const firsts = new Set(
    [...archive.keys()].flatMap((key) =>
      segmentRange(key)?.first === 1 ? [Number(key.split('/').at(-2))] : [],
    ),
  )
  return shards.every((store, shard) => store.counts().settled === 0 || firsts.has(shard))
}

async function rebuild(
  { platform }: ShopLife,
  random: RandomSource,
  options: { readonly faultRate: number; readonly between?: () => Promise<unknown> },
): Promise<void> {
  // Each look at the clock is a second later, so that steps are short.
  let nowMs = testTimeMs + 86_400_000 * 30
  let faultRate = options.faultRate
  const calm = memoryRebuildPorts(platform, () => {
    nowMs += 1_000
    return nowMs
  })
  const ports = faultyRebuildPorts(calm, random, () => faultRate)
  beginRebuild(platform, nowMs)
  for (let steps = 0; ; steps += 1) {
    if (steps > mostSteps) throw new Error('the rebuild does not end')
    if (steps > 200) faultRate = 0
    const together =
      random() < 0.15
        ? [stepRebuild(platform, ports), stepRebuild(platform, ports)]
        : [stepRebuild(platform, ports)]
    const done = await Promise.allSettled([...together, ...(random() < 0.3 ? [options.between?.()] : [])])
    for (const each of done) {
      if (each.status === 'rejected' && !/was not reached|was lost/.test(String(each.reason)))
        throw each.reason
    }
    if (await stepRebuild(platform, calm).catch(() => false)) return
  }
}

describe('a rebuild', () => {
  it(`makes the tables what they were, however they were spoilt and whatever fails (${historyCount} seeds from ${firstSeed})`, async () => {
    const rowCounts = new Map<string, number>()
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const life = await simulateShopLife(seed)
      const random = seededRandom(seed)
      const before = dump(life.platform)
      const tellers = new Set(tellersOf(life.platform))
      for (const [table, rows] of Object.entries(before))
        rowCounts.set(table, (rowCounts.get(table) ?? 0) + rows.length)
      spoil(life.platform, random)
      await rebuild(life, random, { faultRate: drawOne(random, [0, 0.02]) })
      expect(dump(life.platform), `seed ${seed}`).toEqual(before)
      expect(
        tellersOf(life.platform).filter((teller) => !tellers.has(teller)),
        `seed ${seed}`,
      ).toEqual([])
      life.platform.close()
    }
    if (historyCount < 20) return
    // No table is equal because there is nothing in it.
    expect([...rowCounts].filter(([, count]) => count < historyCount / 10)).toEqual([])
  })

  it(`is right while events come in and people are erased (${historyCount} seeds from ${firstSeed})`, async () => {
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const life = await simulateShopLife(seed)
      const random = seededRandom(seed)
      spoil(life.platform, random)
      await rebuild(life, random, {
        faultRate: drawOne(random, [0, 0.02]),
        between: () => (random() < 0.8 ? life.more() : life.erase()),
      })
      const found = dump(life.platform)
      for (const table of projectedTables) life.platform.database.all(`delete from ${table}`)
      await rebuild(life, random, { faultRate: 0 })
      expect(found, `seed ${seed}`).toEqual(dump(life.platform))
      life.platform.close()
    }
  })
})
