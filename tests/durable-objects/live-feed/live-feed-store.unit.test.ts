import { describe, expect, it } from 'vitest'
import { LiveFeedStore } from '#durable-objects/live-feed/live-feed-store.ts'
import { type LiveKind, liveKinds } from '#shared/access/live-kinds.ts'
import type { LiveEvent, LivePredictions } from '#shared/contracts/streaming.ts'
import { hourMs, toIso } from '#shared/kernel/time.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { nodeSql } from '#tests/support/node-sql.ts'

function event(customerId: string | null, parts: Partial<LiveEvent> = {}): LiveEvent {
  const moment = toIso(testTimeMs)
  const amount = null
  const always = {
    source: 'tracking/web',
    channel: 'web',
    occurredAt: moment,
    receivedAt: moment,
    amount,
  } as const
  return { id: 'event', name: 'Ada at home', kind: 'page', customerId, ...always, ...parts }
}

describe('forget', () => {
  it('takes customers out of what was shown and of what comes later, and counts the same each time', () => {
    const sql = nodeSql()
    const feed = new LiveFeedStore(sql)
    feed.add([event('cus_1'), event('cus_2'), event(null)], 0, testTimeMs)
    feed.add([event('cus_1', { kind: 'track', name: 'Order Completed' })], 3, testTimeMs)
    expect([feed.forget(['cus_1', 'cus_9']), feed.forget(['cus_1', 'cus_9'])]).toEqual([2, 2])
    feed.add([event('cus_1')], 0, testTimeMs)
    new LiveFeedStore(sql).add([event('cus_1')], 0, testTimeMs)
    const shown = feed
      .eventMessages()
      .flatMap(({ events }) => events.map(({ customerId, name }) => [customerId, name]))
    expect(shown).toEqual([
      [null, 'page'],
      ['cus_2', 'Ada at home'],
      [null, 'Ada at home'],
      [null, 'Order Completed'],
      [null, 'page'],
      [null, 'page'],
    ])
    expect(feed.since(1, liveKinds)[0]).toMatchObject({ omittedCount: 3 })
    sql.close()
  })
})

function told(...names: [id: string, customerId: string][]): LivePredictions {
  return {
    segmentUpdates: names.map(([id, customerId]) => ({
      id,
      segmentKind: 'rfm' as const,
      customerId,
      previousSegment: 'New',
      newSegment: 'Champions',
      segmentationScore: 1,
      reasonCodes: ['frequency-rose'],
      timestamp: toIso(testTimeMs),
      confidence: 0.5,
      modelVersion: 'rfm-1',
    })),
    consumptionPredictions: [],
  }
}

/** `id customer` of every change the feed shows, message by message. */
function changes(feed: LiveFeedStore): string[][] {
  return feed.since(0, liveKinds).flatMap((message) => {
    if (message.kind !== 'predictions') return []
    return [message.segmentUpdates.map(({ id, customerId }) => `${id} ${customerId}`)]
  })
}

describe('addPredictions', () => {
  it('tells a change once, also after the object was made anew', () => {
    const sql = nodeSql()
    const feed = new LiveFeedStore(sql)
    expect(feed.addPredictions(told(['m1', 'a'], ['m2', 'b']), testTimeMs)?.sequence).toBe(1)
    expect(feed.addPredictions(told(['m1', 'a']), testTimeMs)).toBeUndefined()
    expect(new LiveFeedStore(sql).addPredictions(told(['m2', 'b'], ['m3', 'a']), testTimeMs)?.sequence).toBe(
      2,
    )
    expect(changes(feed)).toEqual([['m1 a', 'm2 b'], ['m3 a']])
    sql.close()
  })

  it('does not push events out, keeps 500 messages, and numbers both in one row', () => {
    const sql = nodeSql()
    const feed = new LiveFeedStore(sql)
    feed.add([event('cus_1')], 0, testTimeMs)
    for (let index = 0; index < 1_299; index += 1) feed.addPredictions(told([`m${index}`, 'a']), testTimeMs)
    expect(feed.lastSequence).toBe(1_300)
    expect(feed.eventMessages().map(({ sequence }) => sequence)).toEqual([1])
    expect(changes(feed).length).toBe(500)
    // Remembered for a day, though the message is gone.
    expect(feed.addPredictions(told(['m0', 'a']), testTimeMs)).toBeUndefined()
    sql.close()
  })

  it('forgets after a day what was told in messages that are gone, though older ones of other kinds are kept', () => {
    const sql = nodeSql()
    const feed = new LiveFeedStore(sql)
    feed.add([event('cus_1')], 0, testTimeMs)
    for (let index = 0; index < 1_299; index += 1)
      feed.addPredictions(told([`m${index}`, 'a']), testTimeMs + index * hourMs)
    const [{ count } = { count: 0 }] = sql.all<{ count: number }>('select count(*) as count from told_change')
    expect(feed.since(0, ['events'])).toHaveLength(1)
    expect(count).toBe(500)
    sql.close()
  })

  it('takes back what was told of somebody who objected, and tells it of who was erased never again', () => {
    const sql = nodeSql()
    const feed = new LiveFeedStore(sql)
    feed.addPredictions(told(['m1', 'a'], ['m2', 'b']), testTimeMs)
    feed.addPredictions(told(['m3', 'a'], ['m4', 'c']), testTimeMs)
    feed.takeBackPredictions(['a', 'x'])
    expect(changes(feed)).toEqual([['m2 b'], ['m4 c']])
    // It was told, so a late repeat does not bring it back.
    expect(feed.addPredictions(told(['m1', 'a']), testTimeMs)).toBeUndefined()
    // Somebody who allows it again is told of again.
    feed.addPredictions(told(['m5', 'a']), testTimeMs)
    expect([feed.forget(['a', 'b']), feed.forget(['a', 'b'])]).toEqual([2, 2])
    feed.addPredictions(told(['m6', 'b'], ['m7', 'c']), testTimeMs)
    expect(changes(feed)).toEqual([[], ['m4 c'], [], ['m7 c']])
    feed.takeBackChanges(['m4'])
    expect(changes(feed)).toEqual([[], [], [], ['m7 c']])
    expect(JSON.stringify(sql.all('select body from message'))).not.toContain('"a"')
    sql.close()
  })
})

describe('what a run of forecasts noticed', () => {
  const alert = {
    kind: 'sales-above',
    subject: {
      level: 'sku',
      ...{ sku: 'MILK', storeId: null, category: 'Dairy', region: null },
      ...{ label: 'Whole milk', productId: 'p1' },
    },
    ...{ toDay: '2026-11-21', actual: 48, expected: 27, low: 20, high: 35, worthMinor: 3_150 },
    text: 'Whole milk sold 48 in the 7 days up to 2026-11-21; 20 to 35 were expected.',
    noticedAt: toIso(testTimeMs),
  } as const

  it('is told once a run, also by a feed that was put to sleep meanwhile, and in the order of all messages', () => {
    const sql = nodeSql()
    const feed = new LiveFeedStore(sql)
    feed.add([event(null)], 0, testTimeMs)
    expect(feed.addForecastAlerts('run_1', [alert], testTimeMs)).toMatchObject({
      ...{ sequence: 2, kind: 'forecast-alerts', runId: 'run_1' },
      alerts: [alert],
    })
    expect(new LiveFeedStore(sql).addForecastAlerts('run_1', [alert], testTimeMs)).toBeUndefined()
    expect(feed.addForecastAlerts('run_2', [], testTimeMs)).toBeUndefined()
    expect(feed.addForecastAlerts('run_3', [alert], testTimeMs)?.sequence).toBe(3)
    expect(feed.since(1, liveKinds).map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ['forecast-alerts', 2],
      ['forecast-alerts', 3],
    ])
    expect(feed.eventMessages()).toHaveLength(1)
  })

  it('is said again only to whoever may hear of its kind', () => {
    const feed = new LiveFeedStore(nodeSql())
    feed.add([event(null)], 0, testTimeMs)
    feed.addPredictions(told(['m1', 'a']), testTimeMs)
    feed.addForecastAlerts('run_1', [alert], testTimeMs)
    const said = (...kinds: LiveKind[]) => feed.since(0, kinds).map(({ kind }) => kind)
    expect(said('events')).toEqual(['events'])
    expect(said('events', 'forecast-alerts')).toEqual(['events', 'forecast-alerts'])
    expect(said()).toEqual([])
    expect(said(...liveKinds)).toEqual(['events', 'predictions', 'forecast-alerts'])
  })
})
