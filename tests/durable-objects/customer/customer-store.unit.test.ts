import { beforeEach, describe, expect, it } from 'vitest'
import { CustomerStore } from '#durable-objects/customer/customer-store.ts'
import { emptyCustomer } from '#shared/customers/customer-state.ts'
import type { IngestEvent, TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import { orderFacts } from '#shared/customers/order-facts.ts'
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
  const [reply] = store.ingest([
    { customerId, events: events.map((parts) => ingestEvent(newEvent(parts))), decidedUpTo: 0 },
  ])
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

  it('tells of activity when there is news of it, when events come again, and when consents may have changed its use', () => {
    const halfHour = 30 * 60_000
    const told = (...events: Partial<CanonicalEvent>[]) => ingest('ada', ...events).activity
    const first = told({ id: '1' })
    expect(first).toMatch(/^\[\[\d+,\d+\]\]$/)
    expect(told({ id: '2', occurredAt: testTimeMs + 1 })).toBeUndefined()
    expect(told({ id: '3', name: 'Order Paid', order: newOrderChange({ change: 'paid' }) })).toBeUndefined()
    const later = told({ id: '4', occurredAt: testTimeMs + halfHour })
    expect(later).not.toBe(first)
    // Its row may not have been written: whoever sends it again is told.
    expect(told({ id: '2', occurredAt: testTimeMs + 1 }, { id: '5' })).toBe(later)
    expect(told({ id: '6', consents: [{ purpose: 'processing', isGranted: false }] })).toBe(later)
    expect(ingest('grace', { id: '7', channel: 'pos' })).not.toHaveProperty('activity')
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
    expect(orders[0]).toMatchObject({ grossMinor: 500, amountMinor: 300, refunds: { r: 200 } })
    expect(store.orders('ada').map((order) => ({ ...orderFacts(order), version: 2 }))).toEqual(orders)
  })

  it('keeps the customers of one cell apart', () => {
    const order = newOrderChange({ totalMinor: 500 })
    ingest('ada', { id: '1', order })
    expect(ingest('grace', { id: '1', order: newOrderChange({ totalMinor: 7 }) }).facts.revenueMinor).toEqual(
      { GBP: 7 },
    )
    expect(store.find('ada')).toMatchObject({ version: 1 })
    expect(store.timeline.page('ada', 9, null, 'desc')).toHaveLength(1)
  })

  it('raises the version with every change, and above that of a customer that hands over', () => {
    expect(ingest('ada', { id: '1' }).version).toBe(1)
    expect(ingest('ada', { id: '2' }).version).toBe(2)
    const handedOver = {
      customerId: 'ada',
      events: [ingestEvent(newEvent({ id: '2' }))],
      decidedUpTo: 0,
      exceedsVersion: 40,
    }
    expect(store.ingest([handedOver])).toMatchObject([{ version: 41 }])
    expect(store.ingest([handedOver])).toMatchObject([{ version: 41 }])
  })

  it('writes nothing at all when one customer of the call cannot be written', () => {
    const events = [ingestEvent(newEvent())]
    const unreadable = [{ ...ingestEvent(newEvent({ id: 'x' })), event: 'not json' }]
    expect(() =>
      store.ingest([
        { customerId: 'ada', events, decidedUpTo: 0 },
        { customerId: 'grace', events: unreadable, decidedUpTo: 0 },
      ]),
    ).toThrow()
    expect(store.find('ada')).toBeUndefined()
    expect(store.timeline.page('ada', 9, null, 'desc')).toEqual([])
  })
})

describe('decisions', () => {
  const offer = (customerId: string, decidedUpTo: number, ...parts: Partial<IngestEvent>[]) =>
    store.ingest([{ customerId, decidedUpTo, events: parts.map((part) => ({ ...anyEvent, ...part })) }])[0]
  const anyEvent = ingestEvent(newEvent({ id: 'late', identifiers: [{ type: 'cookie_id', value: 'c' }] }))
  const heldKeys = (customerId: string) =>
    store.timeline.page(customerId, 99, null, 'asc').map(({ eventKey }) => eventKey)

  it('redirect sends everybody on to the survivor, and keeps what there was', () => {
    ingest('merged', { id: '1' })
    expect(store.redirect('merged', 'survivor', 3)).toMatchObject({ kind: 'done', version: 2 })
    expect(offer('merged', 99, {})).toEqual({ kind: 'moved', customerId: 'merged', survivorId: 'survivor' })
    expect(store.redirect('merged', 'survivor', 3)).toMatchObject({ kind: 'done', version: 2 })
    expect(store.find('merged')).toMatchObject({ version: 2, mergedInto: 'survivor' })
    expect(heldKeys('merged')).toHaveLength(1)
  })

  it('redirect makes a tombstone of a customer that has not got its first event yet', () => {
    expect(store.redirect('merged', 'survivor', 3)).toMatchObject({ kind: 'done', version: 1 })
    expect(offer('merged', 99, {})).toMatchObject({ kind: 'moved' })
  })

  it('a fence keeps out what was resolved before the decision, and nothing else', () => {
    ingest('ada', { id: '1' })
    store.fence('ada', 5)
    expect(offer('ada', 4, {})).toEqual({ kind: 'stale', customerId: 'ada' })
    expect(offer('ada', 5, {})).toMatchObject({ kind: 'ingested' })
    expect(heldKeys('ada')).toHaveLength(2)
  })

  it('a merge keeps out events with identifiers of others that were resolved before it: they may be its own now', () => {
    store.ingest([{ customerId: 'ada', events: [], decidedUpTo: 5, operation: 5 }])
    expect(offer('ada', 4, { foreignKeys: ['cookie_id:c'] })).toEqual({ kind: 'stale', customerId: 'ada' })
    expect(offer('ada', 4, {})).toMatchObject({ kind: 'ingested' })
    expect(offer('ada', 5, { foreignKeys: ['cookie_id:c'] })).toMatchObject({ kind: 'ingested' })
  })

  it('open empties a customer that was merged away, above the version of the other', () => {
    ingest('merged', { id: '1', order: newOrderChange() })
    store.redirect('merged', 'survivor', 3)
    expect(store.open('merged', 7, 40)).toEqual({ kind: 'done', version: 41 })
    expect(store.open('merged', 7, 60)).toEqual({ kind: 'done', version: 41 })
    expect(store.find('merged')).toMatchObject({ mergedInto: null, version: 41 })
    expect([heldKeys('merged'), store.orders('merged')]).toEqual([[], []])
    expect(JSON.parse(store.find('merged')?.state ?? '')).toEqual(emptyCustomer)
    expect(offer('merged', 6, {})).toMatchObject({ kind: 'stale' })
  })

  it('open leaves events alone that came to a new customer before it was opened', () => {
    expect(offer('split-off', 7, {})).toMatchObject({ kind: 'ingested' })
    expect(store.open('split-off', 7, 40)).toEqual({ kind: 'done', version: 41 })
    expect(heldKeys('split-off')).toHaveLength(1)
  })

  it('revise takes events away and makes the customer from those that are left', () => {
    const order = newOrderChange({ orderId: 'a', totalMinor: 500 })
    ingest('ada', { id: '1', order }, { id: '2', order: { ...order, orderId: 'b' } }, { id: '3' })
    store.fence('ada', 5)
    const changed = { ...anyEvent, occurredAt: testTimeMs, eventKey: 'tracking/web:3', foreignKeys: ['x:y'] }
    const reply = store.revise('ada', { decidedUpTo: 5, removed: ['tracking/web:1'], changed: [changed] })
    expect(reply).toMatchObject({ kind: 'ingested', version: 2, facts: { revenueMinor: { GBP: 500 } } })
    expect(store.orders('ada').map(({ orderId }) => orderId)).toEqual(['b'])
    expect(heldKeys('ada')).toEqual(['tracking/web:2', 'tracking/web:3'])
    expect(store.timeline.withForeignKeys('ada')).toMatchObject([{ eventKey: 'tracking/web:3' }])
  })

  it('revise is the same as a customer that never had the events', () => {
    const events = Array.from({ length: 1_001 }, (_, index) => ({ id: `${index}`, occurredAt: index }))
    ingest('ada', ...events)
    ingest('grace', ...events.filter(({ id }) => id !== '1000'))
    store.fence('ada', 5)
    store.revise('ada', { decidedUpTo: 5, removed: ['tracking/web:1000'], changed: [] })
    expect(store.find('ada')?.state).toBe(store.find('grace')?.state)
  })

  it('revises several as it revises each alone, whoever else is there', () => {
    const known = ['ada', 'grace', 'alan', 'mary']
    const order = newOrderChange({ orderId: 'a', totalMinor: 500 })
    const revisions = [...known, 'nobody'].map((customerId) => {
      return { customerId, revision: { decidedUpTo: 5, removed: ['tracking/web:1'], changed: [] } }
    })
    const replies = [true, false].map((areTogether) => {
      sql.close()
      sql = nodeSql()
      store = new CustomerStore(sql)
      for (const customerId of known) ingest(customerId, { id: '1', order }, { id: `2-${customerId}` })
      ingest('paul', { id: '1' })
      store.fence('grace', 6)
      store.redirect('alan', 'ada', 4)
      store.erase('mary', 4)
      return areTogether
        ? store.reviseAll(revisions)
        : revisions.map(({ customerId, revision }) => store.revise(customerId, revision))
    })
    expect(replies[0]).toEqual(replies[1])
    expect(replies[0]?.map(({ kind }) => kind)).toEqual(['ingested', 'stale', 'stale', 'stale', 'stale'])
    expect(heldKeys('ada')).toEqual(['tracking/web:2-ada'])
    expect(heldKeys('paul')).toEqual(['tracking/web:1'])
  })

  it('fences several as it fences each alone, and gives their timelines', () => {
    ingest('ada', { id: '1' })
    ingest('grace', { id: '2' })
    store.fence('grace', 7)
    store.redirect('alan', 'ada', 3)
    const steps = ['ada', 'grace', 'alan', 'new'].map((customerId) => ({ customerId, operation: 5 }))
    const rows = () => sql.all('select * from customer order by customer_id')
    const timelines = store.fencedTimelines(steps, { events: 10, characters: 100_000 })
    expect(timelines.map((entries) => entries?.map(({ eventKey }) => eventKey) ?? null)).toEqual([
      ['tracking/web:1'],
      null,
      [],
      [],
    ])
    const together = rows()
    // The first steps once more change nothing; on their own they come to the same.
    for (const { customerId, operation } of steps) store.fence(customerId, operation)
    expect(rows()).toEqual(together)
    expect(together.map(({ customer_id: id, operation, fence }) => [id, operation, fence])).toEqual([
      ['ada', 5, 5],
      ['alan', 5, 5],
      ['grace', 7, 7],
      ['new', 5, 5],
    ])
  })

  it('does not fence those for whose timelines there is no room', () => {
    ingest('ada', { id: '1' }, { id: '2' })
    ingest('grace', { id: '3' })
    const steps = ['ada', 'grace'].map((customerId) => ({ customerId, operation: 5 }))
    const fences = () => sql.all('select fence from customer order by customer_id').map(({ fence }) => fence)
    expect(store.fencedTimelines(steps, { events: 1, characters: 100_000 })).toEqual([])
    expect(fences()).toEqual([0, 0])
    expect(store.fencedTimelines(steps, { events: 2, characters: 100_000 })).toHaveLength(1)
    expect(fences()).toEqual([5, 0])
  })

  it('revise waits when the customer has outgrown those who take its orders, and changes nothing', () => {
    ingest('ada', { id: '1', order: newOrderChange() }, { id: '2' })
    ingest('ada', { id: '3' })
    const revision = { decidedUpTo: 0, removed: ['tracking/web:1'], changed: [] }
    expect(store.revise('ada', { ...revision, exceededVersion: 1 })).toEqual({ kind: 'outgrown', version: 2 })
    expect(heldKeys('ada')).toHaveLength(3)
    expect(store.revise('ada', { ...revision, exceededVersion: 2 })).toMatchObject({ version: 3, orders: [] })
  })

  const steps: [string, (operation: number) => { kind: string }][] = [
    ['redirect', (operation) => store.redirect('ada', 'grace', operation)],
    ['fence', (operation) => store.fence('ada', operation)],
    ['open', (operation) => store.open('ada', operation, 0)],
    ['erase', (operation) => store.erase('ada', operation)],
    [
      'revise',
      (decidedUpTo) => store.revise('ada', { decidedUpTo, removed: ['tracking/web:1'], changed: [] }),
    ],
  ]
  it.each(steps)(
    '%s is refused once a later decision was carried out there, and changes nothing',
    (_, step) => {
      ingest('ada', { id: '1' })
      store.fence('ada', 5)
      const before = [store.find('ada'), heldKeys('ada')]
      expect(step(4)).toEqual({ kind: 'stale' })
      expect([store.find('ada'), heldKeys('ada')]).toEqual(before)
      expect(step(5).kind).not.toBe('stale')
    },
  )

  it('a decision about somebody else that brought events holds up none about the customer', () => {
    store.ingest([{ customerId: 'ada', events: [anyEvent], decidedUpTo: 9, operation: 6 }])
    expect(store.fence('ada', 5)).toMatchObject({ kind: 'done' })
  })

  it('keeps events that were brought by who knew more than whoever would take them away', () => {
    store.ingest([{ customerId: 'ada', events: [anyEvent], decidedUpTo: 5 }])
    // It has the event already; that it was brought again, knowing a later decision, counts nevertheless.
    store.ingest([{ customerId: 'ada', events: [anyEvent], decidedUpTo: 9, operation: 6 }])
    const revision = { removed: [anyEvent.eventKey], changed: [] }
    expect(store.revise('ada', { ...revision, decidedUpTo: 8 })).toEqual({ kind: 'stale' })
    expect(heldKeys('ada')).toHaveLength(1)
    expect(store.revise('ada', { ...revision, decidedUpTo: 9 })).toMatchObject({ kind: 'ingested' })
    expect(heldKeys('ada')).toEqual([])
  })

  it('an erased customer takes nothing any more, and forgets all it had', () => {
    ingest('ada', { id: '1', order: newOrderChange() })
    store.erase('ada', 5)
    expect(offer('ada', 99, {})).toEqual({ kind: 'erased', customerId: 'ada' })
    store.forget('ada')
    expect([heldKeys('ada'), store.orders('ada')]).toEqual([[], []])
    expect(store.find('ada')).toMatchObject({ isErased: true, state: JSON.stringify(emptyCustomer) })
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
      expect(read((cursor) => store.timeline.page('ada', limit, cursor, 'asc'))).toEqual(keys)
      expect(read((cursor) => store.timeline.page('ada', limit, cursor, 'desc'))).toEqual(keys.reverse())
    },
  )

  it.each([
    [2, 1_000_000, []],
    [3, 1_000_000, [['a0', 'a1', 'a2'], []]],
    [4, 1_000_000, [['a0', 'a1', 'a2'], [], ['c0']]],
    [5, 1_000_000, [['a0', 'a1', 'a2'], [], ['c0']]],
    [6, 1_000_000, [['a0', 'a1', 'a2'], [], ['c0'], ['d0', 'd1'], []]],
    [100, 2, []],
    [100, 3, [['a0', 'a1', 'a2'], []]],
    [100, 5, [['a0', 'a1', 'a2'], [], ['c0']]],
    [100, 6, [['a0', 'a1', 'a2'], [], ['c0'], ['d0', 'd1'], []]],
  ])(
    'of several are those for which there is room, whole: %i events of the length of %i',
    (events, lengths, expected) => {
      for (const [customerId, count] of Object.entries({ d: 2, x: 4, a: 3, c: 1 })) {
        ingest(
          customerId,
          ...Array.from({ length: count }, (_, index) => ({
            id: `${customerId}${index}`,
            occurredAt: testTimeMs + index,
          })),
        )
      }
      const [first] = store.timeline.page('a', 1, null, 'asc')
      const room = { events, characters: lengths * (first?.event.length ?? 0) }
      const timelines = store.timeline.ofSeveral(['a', 'nobody', 'c', 'd', 'nobody either'], room)
      const told = timelines.map((entries) =>
        entries.map(({ eventKey }) => eventKey.replace('tracking/web:', '')),
      )
      expect(told).toEqual(expected)
    },
  )

  it.each([49, 50, 51, 99, 100, 101])('is read whole when there is just room for it: %i events', (count) => {
    ingest('ada', ...Array.from({ length: count }, (_, index) => ({ id: `${index}` })))
    const all = store.timeline.page('ada', 1_000, null, 'asc')
    const characters = all.reduce((sum, { event }) => sum + event.length, 0)
    expect(store.timeline.ofSeveral(['ada'], { events: count, characters })).toEqual([all])
    expect(store.timeline.ofSeveral(['ada'], { events: count - 1, characters })).toEqual([])
    expect(store.timeline.ofSeveral(['ada'], { events: count, characters: characters - 1 })).toEqual([])
  })

  it('tells what was looked at since a moment, the newest of very much, and nothing of a customer that is closed', () => {
    const view = (number: number, name = 'Product Viewed') => ({
      id: `view-${number}`,
      name,
      occurredAt: testTimeMs + number,
      properties: { product_id: `p-${number}` },
    })
    ingest('ada', view(3), view(1), view(2, 'Page Viewed'), view(4, 'Product Added'), {
      ...view(5),
      properties: {},
    })
    ingest('grace', view(6))
    const ofAda = (sinceMs: number) => store.viewsOf('ada', sinceMs).map(({ productId }) => productId)
    expect(ofAda(0)).toEqual(['p-1', 'p-3', 'p-4'])
    expect(ofAda(testTimeMs + 3)).toEqual(['p-3', 'p-4'])
    expect(store.viewsOf('nobody', 0)).toEqual([])

    ingest('robot', ...Array.from({ length: 400 }, (_, number) => view(number)))
    const ofRobot = store.viewsOf('robot', 0)
    expect(ofRobot).toHaveLength(300)
    expect(ofRobot.at(-1)).toEqual({ productId: 'p-399', at: testTimeMs + 399 })

    store.redirect('grace', 'ada', 1)
    store.erase('ada', 2)
    expect([store.viewsOf('grace', 0), store.viewsOf('ada', 0)]).toEqual([[], []])
  })

  it('gives back the event and its identifiers as they came', () => {
    const event = newEvent({ occurredAt: 0, identifiers: [{ type: 'cookie_id', value: 'ä"\n' }] })
    store.ingest([{ customerId: 'ada', events: [ingestEvent(event)], decidedUpTo: 0 }])
    const [entry] = store.timeline.page('ada', 1, null, 'asc')
    expect(JSON.parse(entry?.event ?? '')).toEqual(event)
    expect(entry?.keys).toEqual(['cookie_id:ä"\n'])
  })
})
