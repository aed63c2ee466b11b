import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CustomerStore } from '#durable-objects/customer/customer-store.ts'
import { customerMigrations } from '#durable-objects/customer/schema.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { eventsInTwoOrders } from '#tests/support/arbitrary-events.ts'
import { ingestEvent } from '#tests/support/ingest-event.ts'
import { lentSql } from '#tests/support/lent-sql.ts'

const seed = 20261121

function ingestAll(events: readonly CanonicalEvent[], sizes: readonly number[]) {
  const sql = lentSql(customerMigrations)
  let store = new CustomerStore(sql)
  const versions: number[] = []
  const rest = [...events]
  for (const size of [...sizes, events.length]) {
    const batch = rest.splice(0, size)
    if (batch.length === 0) continue
    // What was ingested already comes again, after the object was closed and opened.
    store = new CustomerStore(sql)
    const repeated = events.slice(0, size)
    const customer = { customerId: 'ada', events: [...batch, ...repeated].map(ingestEvent), decidedUpTo: 0 }
    const [reply] = store.ingest([customer])
    if (reply?.kind === 'ingested') versions.push(reply.version)
    expect(store.ingest([customer])).toEqual([reply])
  }
  const stored = store.find('ada')
  const held = {
    state: JSON.parse(stored?.state ?? 'null'),
    orders: new Set(store.orders('ada')),
    timeline: store.timeline.page('ada', 100, null, 'desc').map((entry) => entry.eventKey),
  }
  sql.close()
  return { held, versions }
}

describe('a customer store', () => {
  it(`holds the same whatever the order, the batches and the repeats of events (seed ${seed})`, () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 })
    fc.assert(
      fc.property(eventsInTwoOrders, sizes, ([events, shuffled], cuts) => {
        const once = ingestAll(events, [])
        const often = ingestAll(shuffled, cuts)
        expect(often.held).toEqual(once.held)
        expect(often.versions).toEqual([...new Set(often.versions)].sort((left, right) => left - right))
      }),
      { seed, numRuns: 250 },
    )
  })
})
