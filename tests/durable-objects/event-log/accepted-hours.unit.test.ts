import { describe, expect, it } from 'vitest'
import { EventLogStore } from '#durable-objects/event-log/event-log-store.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import { nodeSql } from '#tests/support/node-sql.ts'

const startMs = Math.floor(Date.UTC(2026, 10, 1) / hourMs) * hourMs

describe('the hours in which events came in', () => {
  it('count each event once, under its source, and none of an import', () => {
    const sql = nodeSql()
    const log = new EventLogStore(sql)
    const append = (keys: string[], receivedAtMs: number, importId?: string) =>
      log.append({
        keys,
        fingerprints: keys.map(() => 1),
        lines: keys.map(() => '{}').join('\n'),
        receivedAtMs,
        ...(importId !== undefined && { importId }),
      })
    append(['tracking/web:a', 'tracking/web:b', 'shopify/demo:1'], startMs + 5)
    // One is known, one comes twice, one is known with other content.
    append(['tracking/web:a', 'tracking/web:c', 'tracking/web:c'], startMs + 6)
    log.append({ keys: ['shopify/demo:1'], fingerprints: [2], lines: '{}', receivedAtMs: startMs + hourMs })
    append(['csv/files:1', 'csv/files:2'], startMs + 7, 'imp_1')
    const hours = [
      { hourStartMs: startMs, source: 'shopify/demo', eventCount: 1 },
      { hourStartMs: startMs, source: 'tracking/web', eventCount: 3 },
      { hourStartMs: startMs + hourMs, source: 'shopify/demo', eventCount: 1 },
    ]
    expect(log.acceptedHours.since(startMs)).toEqual(hours)
    expect(new EventLogStore(sql).acceptedHours.since(startMs + hourMs)).toEqual(hours.slice(2))
    append(['tracking/web:later'], startMs + 131 * dayMs)
    log.acceptedHours.write(startMs + 131 * dayMs)
    expect(log.acceptedHours.since(0)).toHaveLength(1)
    sql.close()
  })
})
