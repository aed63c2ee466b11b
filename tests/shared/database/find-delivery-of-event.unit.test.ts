import { drizzle } from 'drizzle-orm/d1'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outcomeOfEvents } from '#shared/connections/delivery-outcome.ts'
import { deliveryRow, maxEventKeys } from '#shared/connections/delivery-row.ts'
import { findDeliveryOfEvent } from '#shared/database/connection-deliveries.ts'
import { insertDeliveries } from '#shared/database/insert-deliveries.ts'
import { eventKey } from '#shared/events/event.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'

const name = { tenantId: 'tenant', source: 'rest', connectionId: 'till' }

let database: MemoryDatabase
let deliveryCount = 0
beforeEach(() => {
  database = memoryDatabase()
})
afterEach(() => database.close())

/** As much of D1 as reading takes. */
const d1 = () =>
  drizzle({
    prepare: (text: string) => ({
      bind: (...values: (string | number | null)[]) => ({
        raw: async () => database.read({ text, values }).map((row) => Object.values(row)),
      }),
    }),
  } as unknown as D1Database)

const eventsOf = (word: string, count: number) =>
  Array.from({ length: count }, (_, index) => newEvent({ id: `${word}-${index}`, source: 'rest/till' }))

/** Notes a delivery of so many events, named by `word`, as its door does; gives its id. */
function noteDelivery(
  word: string,
  count: number,
  { rejectedCount = 0, duplicateCount = 0, receivedAtMs = testTimeMs, connectionId = 'till' } = {},
): string {
  const events = eventsOf(word, count)
  const wrong = { source: 'rest/till', reason: 'invalid-record', detail: '', bytes: '' }
  deliveryCount += 1
  const row = deliveryRow(
    {
      ...name,
      connectionId,
      delivery: {
        method: 'POST',
        url: 'https://patron.example/',
        headers: new Map(),
        body: new Uint8Array(),
      },
      describe: () => ({ topic: null, deliveryId: null }),
      receivedAtMs,
      durationMs: 1,
      isVerified: true,
      outcome: outcomeOfEvents(events, Array(rejectedCount).fill(wrong), {
        acceptedCount: count - duplicateCount,
        duplicateCount,
      }),
    },
    () => 0.5,
    deliveryCount,
  )
  database.run(insertDeliveries([row]))
  return row.logId
}

const found = (id: string, receivedAtMs = testTimeMs) =>
  findDeliveryOfEvent(d1(), name, eventKey({ source: 'rest/till', id }), receivedAtMs)

describe('the delivery of an event', () => {
  it('is the one that names it, of whichever others that moment has', async () => {
    const [small, large] = [noteDelivery('small', 2), noteDelivery('large', 101)]
    noteDelivery('wrong', 1, { rejectedCount: 1 })
    expect(await found('small-1')).toBe(small)
    expect(await found('large-99')).toBe(large)
  })

  it('is the only one with more events than it names, for the 101st of them, though all came before', async () => {
    noteDelivery('small', 2)
    const large = noteDelivery('large', maxEventKeys + 1, { duplicateCount: maxEventKeys + 1 })
    expect(await found(`large-${maxEventKeys}`)).toBe(large)
  })

  it('is the only one that left something in quarantine, for an event that was made of that later', async () => {
    noteDelivery('small', 2)
    const wrong = noteDelivery('wrong', 0, { rejectedCount: 1 })
    expect(await found('mended')).toBe(wrong)
  })

  it('cannot be told where two may be it', async () => {
    noteDelivery('large', 101)
    noteDelivery('larger', 101)
    expect(await found('large-100')).toBeUndefined()
    expect(await found('large-99')).toBeDefined()
  })

  it('cannot be told where one has unnamed events and another one something in quarantine', async () => {
    noteDelivery('large', 101)
    noteDelivery('wrong', 1, { rejectedCount: 1 })
    expect(await found('large-100')).toBeUndefined()
  })

  it('is none that names all its events, be they a hundred, for a stranger', async () => {
    noteDelivery('full', maxEventKeys)
    noteDelivery('small', 2)
    expect(await found('stranger')).toBeUndefined()
  })

  it('is none of another moment or connection', async () => {
    noteDelivery('early', 101, { receivedAtMs: testTimeMs - 1 })
    noteDelivery('late', 101, { receivedAtMs: testTimeMs + 1 })
    noteDelivery('elsewhere', 101, { connectionId: 'other' })
    expect(await found('early-0')).toBeUndefined()
    expect(await found('early-100')).toBeUndefined()
    expect(await found('early-0', testTimeMs - 1)).toBeDefined()
  })
})
