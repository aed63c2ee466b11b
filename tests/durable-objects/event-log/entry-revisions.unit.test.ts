import { beforeEach, describe, expect, it } from 'vitest'
import { EventLogStore } from '#durable-objects/event-log/event-log-store.ts'
import { eventKey } from '#shared/events/event.ts'
import { newEvent } from '#tests/support/new-event.ts'
import { nodeSql } from '#tests/support/node-sql.ts'

let sql = nodeSql()
let log = new EventLogStore(sql)

beforeEach(() => {
  sql.close()
  sql = nodeSql()
  log = new EventLogStore(sql)
})

const secret = { identifiers: [{ type: 'email', value: 'ada@example.com' } as const] }

/** One entry of these events, by id. */
function append(...ids: string[]): void {
  const events = ids.map((id) => newEvent({ id, ...secret }))
  log.append({
    keys: events.map(eventKey),
    lines: events.map((event) => JSON.stringify(event)).join('\n'),
    fingerprints: ids.map(() => 1),
    receivedAtMs: 100,
  })
}

function keyOf(id: string): string {
  return eventKey(newEvent({ id }))
}

function namedIds(): string[] {
  return log
    .read(1, 99)
    .flatMap(({ lines }) => lines.split('\n').map((line) => JSON.parse(line)))
    .flatMap((event) => (event.identifiers?.length > 0 ? [event.id] : []))
}

describe('forget', () => {
  it('anonymises the lines of events, and tells in which entries they came', () => {
    append('a', 'b')
    append('c')
    append('d')
    const reply = log.revisions.forget({ eventKeys: [keyOf('b'), keyOf('d'), keyOf('unknown')], places: [] })
    expect(reply).toEqual({ lineCount: 2, sequences: [1, 3], areAllPlaced: true, staleSegments: [] })
    expect(namedIds()).toEqual(['a', 'c'])
    expect(log.read(1, 99).map(({ revision }) => revision)).toEqual([1, undefined, 1])
  })

  it('counts the same when it is repeated, and makes no new revision of it', () => {
    append('a')
    const lines = { eventKeys: [keyOf('a')], places: [] }
    expect(log.revisions.forget(lines)).toEqual(log.revisions.forget(lines))
    expect(log.read(1, 1)[0]?.revision).toBe(1)
  })

  it('takes the bytes of a rejected record at a place, and of a line that cannot be read', () => {
    const rejected = {
      source: 'tracking/web',
      reason: 'invalid-call',
      detail: '/email',
      bytes: 'ada@example.com',
    }
    const lines = `${JSON.stringify({ rejected })}\nada@example.com {`
    log.append({ keys: ['x', 'y'], lines, fingerprints: [1, 2], receivedAtMs: 100 })
    log.revisions.forget({
      eventKeys: [],
      places: [
        [1, 0],
        [1, 1],
      ],
    })
    expect(log.read(1, 1)[0]?.lines).not.toContain('ada@')
    expect(JSON.parse(log.read(1, 1)[0]?.lines.split('\n')[0] ?? '')).toEqual({
      rejected: { ...rejected, detail: 'forgotten', bytes: '' },
    })
  })

  it('finds events that came in before the log kept where', () => {
    append('a')
    append('b')
    sql.all('update ledger set sequence = null')
    expect(log.revisions.forget({ eventKeys: [keyOf('b')], places: [] })).toMatchObject({
      lineCount: 1,
      areAllPlaced: false,
    })
    expect(namedIds()).toEqual(['a'])
  })

  it('keeps a repeat of a forgotten event from being taken', () => {
    append('a')
    log.revisions.forget({ eventKeys: [keyOf('a')], places: [] })
    append('a')
    expect(log.lastSequence).toBe(1)
  })
})

describe('claim', () => {
  it('is refused for entries that were anonymised since they were read', () => {
    append('a')
    append('b')
    const claim = (revision: number) =>
      log.revisions.claim({ key: `segment-${revision}`, entries: [[1, revision]] })
    expect(claim(0)).toBe(true)
    log.revisions.forget({ eventKeys: [keyOf('a')], places: [] })
    expect([claim(0), claim(1)]).toEqual([false, true])
    expect(log.revisions.claim({ key: 'other', entries: [[2, 0]] })).toBe(true)
  })

  it('names the segments that were claimed before, to whoever forgets, each time; and no others', () => {
    for (const id of ['a', 'b', 'c']) append(id)
    log.revisions.claim({ key: 'with-a', entries: [[1, 0]] })
    log.revisions.claim({
      key: 'around-b',
      entries: [
        [1, 0],
        [3, 0],
      ],
    })
    const forget = () => log.revisions.forget({ eventKeys: [keyOf('b')], places: [] }).staleSegments
    log.revisions.claim({ key: 'with-b', entries: [[2, 0]] })
    expect(forget()).toEqual(['with-b'])
    log.revisions.claim({ key: 'with-b-again', entries: [[2, 1]] })
    expect(forget()).toEqual(['with-b'])
  })

  it('is forgotten with its entries', () => {
    append('a')
    append('b')
    log.revisions.claim({ key: 'with-a', entries: [[1, 0]] })
    log.revisions.forget({ eventKeys: [keyOf('a')], places: [] })
    log.settle([1, 2].map((sequence) => ({ sequence, quarantinedCount: 0 })))
    log.trim(1_000)
    expect(sql.all('select * from segment_claim')).toEqual([])
    expect(sql.all('select * from entry_revision')).toEqual([])
  })
})

describe('settle', () => {
  it('anonymises suppressed events and counts each once, and leaves the revision as it was', () => {
    append('a', 'b')
    const settled = [{ sequence: 1, quarantinedCount: 0, suppressedKeys: [keyOf('a')] }]
    log.settle(settled)
    log.settle(settled)
    expect(log.counts()).toMatchObject({ settled: 2, suppressed: 1 })
    const [entry] = sql.all<{ lines: string }>('select lines from entry')
    expect(entry?.lines.match(/ada@example/g)).toHaveLength(1)
    expect(log.revisions.between(1, 1).size).toBe(0)
    expect(new EventLogStore(sql).counts()).toEqual(log.counts())
  })
})
