import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { keepSegmentSums } from '#shared/database/segment-figures.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { memoryD1 } from '#tests/support/memory-buckets.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import type { Env } from '#workers/env.ts'
import { keptSegmentCount } from '#workers/segment-figures.ts'

const database = memoryDatabase()
afterAll(() => database.close())
const DB = memoryD1(database, async (make) => make())
const countedAt = 1_000 * minuteMs

const loyal = {
  ...{
    kind: 'rfm' as const,
    name: 'Loyal',
    isAllowed: true,
    customerCount: 7,
    revenueMinor: 0,
    orderCount: 0,
  },
  ...{ buyerCount: 0, averageLastAt: null, modelVersion: null, predictedAt: 1 },
}

const large = ['shop', 'out', 'old']
beforeAll(() => {
  for (const [tenantId, count] of [...large.map((name) => [name, 4_001] as const), ['small', 5] as const]) {
    database.run([
      {
        text: `with recursive number (value) as (select 1 union all select value + 1 from number where value < ?2)
               insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
                 last_seen_at, order_count, revenue_minor, channels)
               select ?1, 'cus_' || value, 1, '', '', 1, 1, 0, 0, '[]' from number`,
        values: [tenantId, count],
      },
      ...keepSegmentSums(tenantId, [loyal], countedAt),
    ])
  }
})

function ask(tenantId: string, ageMs: number, send: () => Promise<void>): Promise<number | null> {
  const env = { DB, JOBS_QUEUE: { send } } as unknown as Env
  return keptSegmentCount(env, testTenant({ tenantId }), 'Loyal', countedAt + ageMs)
}

it('tells what is kept for a quarter of an hour, and has it made anew after five minutes', async () => {
  const send = vi.fn(async () => undefined)
  expect(await ask('shop', 5 * minuteMs, send)).toBe(7)
  expect(send).not.toHaveBeenCalled()
  expect(await ask('shop', 15 * minuteMs, send)).toBe(7)
  expect(send).toHaveBeenCalledOnce()
  // They are counted then.
  expect(await ask('shop', 15 * minuteMs + 1, send)).toBeNull()
  expect(await ask('shop', 24 * 60 * minuteMs, send)).toBeNull()
  expect(await ask('small', 0, send)).toBeNull()
})

it.each([
  ['out', 6 * minuteMs, 7],
  ['old', 60 * minuteMs, null],
])('answers while the queue takes nothing, and says so to the log (%s)', async (tenantId, ageMs, count) => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const answer = await ask(tenantId, ageMs, async () => {
    throw new Error('the queue is away')
  })
  expect(answer).toBe(count)
  expect(warned.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([
    { level: 'warn', segments: tenantId, error: 'Error: the queue is away' },
  ])
  warned.mockRestore()
})
