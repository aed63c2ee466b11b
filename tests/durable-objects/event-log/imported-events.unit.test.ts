import { beforeEach, describe, expect, it } from 'vitest'
import { EventLogStore } from '#durable-objects/event-log/event-log-store.ts'
import { nodeSql } from '#tests/support/node-sql.ts'

let log: EventLogStore
let nowMs = 0

/** What an import (or, without one, another source) tells in one append. */
function tell(keys: string[], importId?: string) {
  nowMs += 1
  return log.append({
    lines: keys.map((key) => JSON.stringify({ key })).join('\n'),
    keys,
    fingerprints: keys.map((key) => key.length),
    receivedAtMs: nowMs,
    ...(importId !== undefined && { importId }),
  })
}

beforeEach(() => {
  log = new EventLogStore(nodeSql())
  nowMs = 1_000
})

describe('what the log knows of imports', () => {
  it('withdraws what only withdrawn imports told', () => {
    tell(['a', 'b'], 'first')
    tell(['b', 'c'], 'second')
    expect(log.imported.withdrawnAmong(['a', 'b', 'c'])).toEqual([])
    expect(log.imported.toldOnlyBy('first', ['a', 'b', 'c'])).toEqual(['a'])
    log.imported.withdraw('first')
    expect(log.imported.withdrawnAmong(['a', 'b', 'c'])).toEqual(['a'])
    log.imported.withdraw('second')
    expect(log.imported.withdrawnAmong(['a', 'b', 'c'])).toEqual(['a', 'b', 'c'])
  })

  it('does not take a repeat by the same import for a second one', () => {
    tell(['a', 'b'], 'first')
    tell(['a', 'b', 'c'], 'first')
    log.imported.withdraw('first')
    expect(log.imported.withdrawnAmong(['a', 'b', 'c'])).toEqual(['a', 'b', 'c'])
  })

  it('never withdraws what came by no import', () => {
    tell(['a'])
    tell(['a', 'b'], 'first')
    log.imported.withdraw('first')
    expect(log.imported.withdrawnAmong(['a', 'b'])).toEqual(['b'])
  })

  it('names the same entries however much has been forgotten', () => {
    tell(['a'], 'first')
    tell(['a', 'b'], 'second')
    log.imported.withdraw('first')
    const entries = log.imported.withdraw('second')
    expect(entries).toEqual([
      { sequence: 1, receivedAtMs: 1_001 },
      { sequence: 2, receivedAtMs: 1_002 },
    ])
    log.imported.forget(['a', 'b'])
    expect(log.imported.withdraw('second')).toEqual(entries)
  })

  it('counts a forgotten event anew, in another entry, and forgets only what is withdrawn', () => {
    tell(['a', 'b'], 'first')
    tell(['b'], 'second')
    log.imported.withdraw('first')
    log.imported.forget(['a', 'b'])
    expect(tell(['a', 'b'], 'third')).toEqual({ acceptedCount: 1, duplicateCount: 1 })
    const lines = [
      { sequence: 1, eventKey: 'a' },
      { sequence: 1, eventKey: 'b' },
      { sequence: 2, eventKey: 'a' },
    ]
    expect(log.imported.forgottenAmong(lines)).toEqual([{ sequence: 1, eventKey: 'a' }])
    expect(log.imported.withdrawnAmong(['a', 'b'])).toEqual([])
  })

  it('takes nothing more from a withdrawn import', () => {
    tell(['a'], 'first')
    log.imported.withdraw('first')
    expect(tell(['a', 'b'], 'first')).toEqual({ acceptedCount: 0, duplicateCount: 2 })
    expect(log.imported.withdrawnAmong(['a'])).toEqual(['a'])
  })
})
