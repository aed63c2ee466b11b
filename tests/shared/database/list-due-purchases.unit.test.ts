import { drizzle } from 'drizzle-orm/d1'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DuePurchasePlace, listDuePurchases } from '#shared/database/list-due-purchases.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import { memoryD1 } from '#tests/support/memory-buckets.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())
const DB = memoryD1(database, async (make) => make())
const todayMs = 100 * dayMs

/** Hours from the beginning of today to when each is expected. */
const hours = [-50, -26, -25, -2, -1, 1, 2, 3, 20, 23, 24, 25, 47, 60]

beforeAll(() => {
  database.run([
    {
      text: `insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
               last_seen_at, order_count, revenue_minor, channels)
             values ('shop', 'cus_ada', 1, 'Ada', '', 1, 1, 0, 0, '[]')`,
      values: [],
    },
    ...hours.map((inHours) => ({
      text: `insert into predictions (tenant_id, customer_id, kind, subject, label, confidence, expected_at, factors,
               predicted_at, expires_at) values ('shop', 'cus_ada', 'consumption', ?, 'due', 0.9, ?, '[]', 0, 1e15)`,
      values: [`${inHours}`, todayMs + inHours * hourMs],
    })),
  ])
})

/** Walks the list in pages; midnight comes before the page of this number. */
async function walk(limit: number, midnightBefore: number): Promise<string[]> {
  const found: string[] = []
  let after: DuePurchasePlace | undefined
  for (let page = 0; ; page += 1) {
    const today = page < midnightBefore ? todayMs : todayMs + dayMs
    const { rows } = await listDuePurchases(drizzle(DB), {
      tenantId: 'shop',
      isProfiledSilently: true,
      fromMs: 0,
      toMs: today + 7 * dayMs,
      todayMs: today,
      kind: 'consumption',
      subject: undefined,
      nowMs: today + 1,
      limit,
      after,
    })
    found.push(...rows.map(({ subject }) => subject))
    const last = rows.length === limit ? rows.at(-1) : undefined
    if (last === undefined) return found
    const { expectedAt, customerId, subject } = last
    after = { todayMs: after?.todayMs ?? today, expectedAt: expectedAt ?? 0, customerId, subject }
  }
}

const inOrder = [
  ...hours.filter((inHours) => inHours >= 0),
  ...hours.filter((inHours) => inHours < 0).reverse(),
].map(String)

it.each([1, 2, 3, 5, 8].flatMap((limit) => [1, 2, 3, 5, 99].map((midnight) => [limit, midnight] as const)))(
  'lists each once in pages of %i, also when midnight comes before page %i',
  async (limit, midnightBefore) => {
    expect(await walk(limit, midnightBefore)).toEqual(inOrder)
  },
)
