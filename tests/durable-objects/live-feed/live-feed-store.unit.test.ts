import { describe, expect, it } from 'vitest'
import { LiveFeedStore } from '#durable-objects/live-feed/live-feed-store.ts'
import type { LiveEvent } from '#shared/contracts/streaming.ts'
import { toIso } from '#shared/kernel/time.ts'
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
      .since(0)
      .flatMap(({ events }) => events.map(({ customerId, name }) => [customerId, name]))
    expect(shown).toEqual([
      [null, 'page'],
      ['cus_2', 'Ada at home'],
      [null, 'Ada at home'],
      [null, 'Order Completed'],
      [null, 'page'],
      [null, 'page'],
    ])
    expect(feed.since(1)[0]?.omittedCount).toBe(3)
    sql.close()
  })
})
