import { beforeEach, describe, expect, it } from 'vitest'
import { CustomerStore } from '#durable-objects/customer/customer-store.ts'
import type { TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { ingestEvent } from '#tests/support/ingest-event.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { nodeSql } from '#tests/support/node-sql.ts'

let sql = nodeSql()
let store = new CustomerStore(sql)

beforeEach(() => {
  sql.close()
  sql = nodeSql()
  store = new CustomerStore(sql)
})

function ingest(customerId: string, ...events: Partial<CanonicalEvent>[]) {
  const [reply] = store.ingest([{ customerId, events: events.map((parts) => ingestEvent(newEvent(parts))) }])
  if (reply?.kind !== 'ingested') throw new Error(`${customerId} has moved`)
  return reply
}

describe('ingest', () => {
  it('changes nothing when it is repeated, and answers the same', () => {
    const order = newOrderChange({ totalMinor: 500 })
    const first = ingest('ada', { id: '1', order }, { id: '2' })
    expect(ingest('ada', { id: '2' }, { id: '1', order })).toEqual(first)
    expect(first.facts).toMatchObject({ orderCount: 1, revenueMinor: { GBP: 500 } })
  })

  it('counts an event once that comes twice in one call', () => {
    ingest('ada', { id: '1' }, { id: '1' })
    expect(JSON.parse(store.find('ada')?.state ?? '').features.eventCount).toBe(1)
  })

  it('answers with all of the order that an event is about, not only with its own part', () => {
    ingest('ada', { id: '1', order: newOrderChange({ totalMinor: 500 }) })
    const refund = newOrderChange({ change: 'refunded', refund: { refundId: 'r', amountMinor: 200 } })
    const { orders } = ingest('ada', { id: '2', order: refund })
    expect(orders).toHaveLength(1)
    expect(orders[0]?.state).toMatchObject({ totalMinor: 500, refunds: { r: 200 } })
    expect(store.orders('ada')).toEqual([orders[0]?.state])
  })

  it('keeps the customers of one cell apart', () => {
    const order = newOrderChange({ totalMinor: 500 })
    ingest('ada', { id: '1', order })
    expect(ingest('grace', { id: '1', order: newOrderChange({ totalMinor: 7 }) }).facts.revenueMinor).toEqual(
      { GBP: 7 },
    )
    expect(store.find('ada')).toMatchObject({ version: 1 })
    expect(store.timeline('ada', 9, null)).toHaveLength(1)
  })

  it('raises the version with every change, and above that of a customer that hands over', () => {
    expect(ingest('ada', { id: '1' }).version).toBe(1)
    expect(ingest('ada', { id: '2' }).version).toBe(2)
    const handedOver = { customerId: 'ada', events: [ingestEvent(newEvent({ id: '2' }))], exceedsVersion: 40 }
    expect(store.ingest([handedOver])).toMatchObject([{ version: 41 }])
    expect(store.ingest([handedOver])).toMatchObject([{ version: 41 }])
  })

  it('writes nothing at all when one customer of the call cannot be written', () => {
    const events = [ingestEvent(newEvent())]
    const unreadable = [{ eventKey: 'tracking/web:x', keys: [], event: 'not json' }]
    expect(() =>
      store.ingest([
        { customerId: 'ada', events },
        { customerId: 'grace', events: unreadable },
      ]),
    ).toThrow()
    expect(store.find('ada')).toBeUndefined()
    expect(store.timeline('ada', 9, null)).toEqual([])
  })
})

describe('redirect', () => {
  it('sends everybody on to the survivor, and keeps what there was', () => {
    ingest('merged', { id: '1' })
    expect(store.redirect('merged', 'survivor')).toBe(1)
    const late = { customerId: 'merged', events: [ingestEvent(newEvent({ id: '2' }))] }
    expect(store.ingest([late])).toEqual([{ kind: 'moved', customerId: 'merged', survivorId: 'survivor' }])
    expect(store.redirect('merged', 'survivor')).toBe(1)
    expect(store.find('merged')).toMatchObject({ version: 1, mergedInto: 'survivor' })
    expect(store.timeline('merged', 9, null)).toHaveLength(1)
  })

  it('makes a tombstone of a customer that has not got its first event yet', () => {
    expect(store.redirect('merged', 'survivor')).toBe(0)
    expect(store.ingest([{ customerId: 'merged', events: [ingestEvent(newEvent())] }])).toMatchObject([
      { kind: 'moved' },
    ])
  })
})

describe('the timeline', () => {
  const read = (page: (cursor: TimelineCursor | null) => TimelineEntry[]): string[] => {
    const keys: string[] = []
    for (let cursor: TimelineCursor | null = null; ; ) {
      const entries = page(cursor)
      const last = entries.at(-1)
      if (last === undefined) return keys
      keys.push(...entries.map((entry) => entry.eventKey))
      cursor = { occurredAt: last.occurredAt, eventKey: last.eventKey }
    }
  }

  it.each([1, 2, 3, 7, 100])(
    'is complete and without repeats both ways in pages of %i, with many at one moment',
    (limit) => {
      const events = Array.from({ length: 23 }, (_, index) => ({
        id: `event-${(index * 7) % 23}`,
        occurredAt: testTimeMs + Math.floor(index / 5),
      }))
      ingest('ada', ...events)
      ingest('grace', { id: 'of-grace' })
      const keys = [...events]
        .sort((left, right) => left.occurredAt - right.occurredAt || (left.id < right.id ? -1 : 1))
        .map(({ id }) => `tracking/web:${id}`)
      expect(read((cursor) => store.timelineFromStart('ada', limit, cursor))).toEqual(keys)
      expect(read((cursor) => store.timeline('ada', limit, cursor))).toEqual(keys.reverse())
    },
  )

  it('gives back the event and its identifiers as they came', () => {
    const event = newEvent({ occurredAt: 0, identifiers: [{ type: 'cookie_id', value: 'ä"\n' }] })
    store.ingest([{ customerId: 'ada', events: [ingestEvent(event)] }])
    const [entry] = store.timelineFromStart('ada', 1, null)
    expect(JSON.parse(entry?.event ?? '')).toEqual(event)
    expect(entry?.keys).toEqual(['cookie_id:ä"\n'])
  })
})
