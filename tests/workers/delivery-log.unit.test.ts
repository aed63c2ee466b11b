import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { outcomeWithoutEvents } from '#shared/connections/delivery-outcome.ts'
import type { ReceivedDelivery } from '#shared/connections/delivery-row.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { DeliveryLog } from '#workers/delivery-log.ts'
import type { Env } from '#workers/env.ts'

/** D1 over SQLite in memory, as far as the log of deliveries uses it. */
class FakeDatabase {
  readonly memory = memoryDatabase()
  batchCount = 0
  isAway = false

  get env(): Pick<Env, 'DB'> {
    const DB = {
      prepare: (text: string) => ({ bind: (...values: unknown[]) => ({ text, values }) }),
      batch: async (statements: never[]) => {
        if (this.isAway) throw new Error('D1 is away')
        this.batchCount += 1
        this.memory.run(statements)
      },
    }
    return { DB: DB as unknown as D1Database }
  }

  rows(): Record<string, unknown>[] {
    return this.memory.all('select * from connection_logs order by log_id')
  }
}

function delivery(index: number, parts: Partial<ReceivedDelivery> = {}): ReceivedDelivery {
  return {
    tenantId: 'tenant',
    source: 'shopify',
    connectionId: 'demo',
    delivery: {
      method: 'POST',
      url: 'https://patron.example/',
      headers: new Map(),
      body: Uint8Array.from([48 + (index % 10)]),
    },
    describe: () => ({ topic: 'orders/create', deliveryId: `delivery-${index}` }),
    receivedAtMs: Date.now(),
    durationMs: 1,
    isVerified: true,
    outcome: outcomeWithoutEvents('accepted'),
    ...parts,
  }
}

let database: FakeDatabase
let log: DeliveryLog
let works: Promise<void>[]

function note(received: ReceivedDelivery): void {
  log.note(received, database.env, Date.now(), (work) => works.push(work))
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) })
  database = new FakeDatabase()
  log = new DeliveryLog()
  works = []
})
afterEach(() => {
  database.memory.close()
  vi.useRealTimers()
})

it('writes what came within 200 ms at once', async () => {
  for (let index = 0; index < 30; index += 1) note(delivery(index))
  await vi.advanceTimersByTimeAsync(199)
  expect(database.rows()).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(database.rows().map((row) => row.delivery_id)).toEqual(
    Array.from({ length: 30 }, (_, index) => `delivery-${index}`),
  )
  expect([database.batchCount, works.length]).toEqual([1, 1])
})

it('does not wait longer once there are a hundred', async () => {
  for (let index = 0; index < 250; index += 1) note(delivery(index))
  await vi.advanceTimersByTimeAsync(0)
  expect(database.rows()).toHaveLength(200)
  await vi.advanceTimersByTimeAsync(200)
  expect(database.rows()).toHaveLength(250)
})

it('goes on when the request that was to write was ended', async () => {
  note(delivery(0))
  vi.clearAllTimers()
  await vi.advanceTimersByTimeAsync(1_300)
  note(delivery(1))
  await vi.advanceTimersByTimeAsync(200)
  expect(database.rows()).toHaveLength(2)
})

it('notes sixty a minute and connection of what anybody may send, and all of what is verified', async () => {
  const refused = { isVerified: false, outcome: outcomeWithoutEvents('refused') }
  const send = async () => {
    for (let index = 0; index < 100; index += 1) note(delivery(index, refused))
    for (let index = 0; index < 10; index += 1) note(delivery(index, { ...refused, connectionId: 'other' }))
    for (let index = 0; index < 100; index += 1) note(delivery(index))
    await vi.advanceTimersByTimeAsync(1_500)
  }
  await send()
  expect(database.rows()).toHaveLength(60 + 10 + 100)
  await vi.advanceTimersByTimeAsync(60_000)
  await send()
  expect(database.rows()).toHaveLength(2 * (60 + 10 + 100))
})

it('loses its lines, and nothing else, while D1 is away', async () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
  database.isAway = true
  note(delivery(0))
  await vi.advanceTimersByTimeAsync(200)
  await Promise.all(works)
  expect(complaint.mock.calls.join()).toContain('"lost":1')
  complaint.mockRestore()
  database.isAway = false
  note(delivery(1))
  await vi.advanceTimersByTimeAsync(200)
  expect(database.rows().map((row) => row.delivery_id)).toEqual(['delivery-1'])
})
