import { beforeEach, describe, expect, it } from 'vitest'
import { EventLogStore } from '#durable-objects/event-log/event-log-store.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { nodeSql } from '#tests/support/node-sql.ts'

let sql = nodeSql()
let log = new EventLogStore(sql)

beforeEach(() => {
  sql.close()
  sql = nodeSql()
  log = new EventLogStore(sql)
})

/** Appends events that are named by the words of `names`; the content of each is its name and `content`. */
function append(names: string, receivedAtMs = 0, content = 1) {
  const keys = names.split(' ')
  return log.append({
    lines: keys.map((key) => JSON.stringify({ key, content })).join('\n'),
    keys,
    fingerprints: keys.map(() => content),
    receivedAtMs,
  })
}

function linesFrom(from: number, to: number): unknown[] {
  return log.read(from, to).flatMap(({ lines }) => lines.split('\n').map((line) => JSON.parse(line)))
}

describe('append', () => {
  it('takes events that are new and says so', () => {
    expect(append('a b')).toEqual({ acceptedCount: 2, duplicateCount: 0 })
    expect(log.lastSequence).toBe(1)
    expect(log.counts().accepted).toBe(2)
  })

  it('takes only the new ones of a batch that was sent in part before', () => {
    append('a b')
    expect(append('b c a')).toEqual({ acceptedCount: 1, duplicateCount: 2 })
    expect(linesFrom(2, 2)).toEqual([{ key: 'c', content: 1 }])
  })

  it('takes an event once that comes twice in one batch', () => {
    expect(append('a a a')).toEqual({ acceptedCount: 1, duplicateCount: 2 })
  })

  it('adds no entry for a batch of repeats', () => {
    append('a')
    append('a')
    expect(log.lastSequence).toBe(1)
  })

  it('keeps an event of a known name with other content for quarantine, once for each content', () => {
    append('tracking/web:a', 0, 1)
    expect(append('tracking/web:a', 0, 2)).toEqual({ acceptedCount: 1, duplicateCount: 0 })
    expect(append('tracking/web:a', 0, 2)).toEqual({ acceptedCount: 0, duplicateCount: 1 })
    expect(append('tracking/web:a', 0, 3).acceptedCount).toBe(1)
    expect(linesFrom(2, 2)).toEqual([
      {
        rejected: {
          source: 'tracking/web',
          reason: 'event-id-conflict',
          detail: 'another event named tracking/web:a with other content was accepted before',
          bytes: '{"key":"tracking/web:a","content":2}',
        },
      },
    ])
  })

  it('takes nothing of a batch that cannot be written as a whole', () => {
    append('a')
    const broken = { ...sql, all: sql.all, run: sql.run, transaction: sql.transaction }
    const failing = new EventLogStore({
      ...broken,
      all: (statement, ...values) => {
        if (statement.startsWith('insert into entry')) throw new Error('disk full')
        return sql.all(statement, ...values)
      },
    })
    expect(() =>
      failing.append({ lines: '1\n2', keys: ['b', 'c'], fingerprints: [0, 0], receivedAtMs: 0 }),
    ).toThrow()
    expect(append('b c')).toEqual({ acceptedCount: 2, duplicateCount: 0 })
  })
})

describe('settle', () => {
  it('counts events as settled or quarantined, however often it is told', () => {
    append('a b c')
    append('d')
    const settled = [{ sequence: 1, quarantinedCount: 1 }]
    log.settle(settled)
    log.settle(settled)
    expect(log.counts()).toMatchObject({ accepted: 4, settled: 2, quarantined: 1 })
    expect(log.hasUnsettled()).toBe(true)
    log.settle([...settled, { sequence: 2, quarantinedCount: 0 }])
    expect(log.counts()).toEqual({
      accepted: 4,
      settled: 3,
      quarantined: 1,
      suppressed: 0,
      oldestUnsettledReceivedAtMs: null,
    })
    expect(log.hasUnsettled()).toBe(false)
  })

  it('takes settled entries out of what is read', () => {
    append('a')
    append('b')
    append('c')
    log.settle([{ sequence: 2, quarantinedCount: 0 }])
    expect(log.read(1, 9).map(({ sequence }) => sequence)).toEqual([1, 3])
  })

  it('leaves the oldest that waits to be told', () => {
    append('a', 100)
    append('b', 200)
    append('c', 300)
    log.settle([{ sequence: 1, quarantinedCount: 0 }])
    expect(log.counts().oldestUnsettledReceivedAtMs).toBe(200)
  })
})

describe('overdueRanges', () => {
  it('tells what has waited too long, oldest first, in pieces of some events', () => {
    append('a b', 10)
    append('c d', 20)
    append('e', 30)
    append('f', 40)
    append('g', 90)
    log.settle([{ sequence: 2, quarantinedCount: 0 }])
    expect(log.overdueRanges(50, 2, 10)).toEqual([
      [1, 1],
      [3, 4],
    ])
    expect(log.overdueRanges(50, 2, 1)).toEqual([[1, 1]])
    expect(log.overdueRanges(5, 2, 10)).toEqual([])
  })

  it('gives an entry with more events than a piece a piece of its own', () => {
    append('a')
    append('b c d e')
    append('f')
    expect(log.cutRange(1, 3, 2)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
  })

  it('divides what is too much text to be read at once', () => {
    const half = '.'.repeat(2_000_000 - 100)
    for (const name of ['a', 'b', 'c', 'd']) append(`${name}${half}`)
    append(`e${half}${half}${half}`)
    append('f')
    expect(log.cutRange(1, 6, 500)).toEqual([
      [1, 2],
      [3, 4],
      [5, 5],
      [6, 6],
    ])
  })
})

describe('acceptedPerMinute', () => {
  it('counts the events of each minute since a moment, however many came before', () => {
    for (let minute = 0; minute < 50; minute += 1) append(`a${minute} b${minute}`, minute * minuteMs + 1)
    append('c', 49 * minuteMs + 2)
    expect(log.acceptedPerMinute(48 * minuteMs)).toEqual([
      { minuteStartMs: 48 * minuteMs, eventCount: 2 },
      { minuteStartMs: 49 * minuteMs, eventCount: 3 },
    ])
  })
})

describe('trim', () => {
  it('forgets the bodies of old settled entries, but no name and no count', () => {
    append('a', 10)
    append('b', 20)
    append('c', 30)
    log.settle([1, 3].map((sequence) => ({ sequence, quarantinedCount: 0 })))
    log.trim(100)
    expect(log.read(1, 9).map(({ sequence }) => sequence)).toEqual([2])
    expect(append('a')).toEqual({ acceptedCount: 0, duplicateCount: 1 })
    log.settle([{ sequence: 2, quarantinedCount: 0 }])
    log.trim(100)
    const reopened = new EventLogStore(sql)
    expect(reopened.counts()).toEqual(log.counts())
    expect(reopened.lastSequence).toBe(3)
  })
})

describe('countsOfSources', () => {
  it('counts the events of each source, and none of a source whose name begins alike', () => {
    append('qr/a:1 qr/a:2 qr/ab:1 qr/b:1 tracking/web:qr/a:1')
    append('qr/a:2 qr/a:3')
    append('qr/a:3', 0, 2) // other content: kept for quarantine, and no scan
    expect(log.countsOfSources(['qr/b', 'qr/a', 'qr/none', 'qr/ab', "' or 1=1 --"])).toEqual([1, 3, 0, 1, 0])
    expect(log.countsOfSources([])).toEqual([])
  })

  it('still knows of events whose bodies are gone', () => {
    append('qr/a:1')
    log.settle([{ sequence: 1, quarantinedCount: 0 }])
    append('tracking/web:1')
    log.trim(10)
    expect(log.countsOfSources(['qr/a'])).toEqual([1])
  })
})
