import { describe, expect, it } from 'vitest'
import {
  archiveSegments,
  dayOfReceipt,
  segmentFolder,
  segmentRange,
} from '#queues/ingest/archive-segments.ts'
import { readEntries } from '#queues/ingest/read-entries.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const tenant = testTenant()

function segmentsOf(places: readonly (readonly [shard: number, sequence: number])[]) {
  const entries = places.map(([shard, sequence]) => {
    const lines = JSON.stringify(newEvent({ id: `event-${shard}-${sequence}` }))
    return { shard, entry: { sequence, receivedAtMs: testTimeMs, lines } }
  })
  const { events } = readEntries(tenant, entries)
  return archiveSegments(
    tenant,
    entries,
    events,
    events.map((_, index) => (index === 0 ? 'cus_1' : null)),
  )
}

describe('archiveSegments', () => {
  it('makes one segment a shard, with the place and the customer of each event', () => {
    const segments = segmentsOf([
      [0, 1],
      [1, 7],
      [0, 2],
    ])
    const lines = segments.map(({ lines }) => lines.split('\n').map((line) => JSON.parse(line)))
    expect(
      lines.map((ofShard) => ofShard.map((line) => [line.shard, line.sequence, line.customerId])),
    ).toEqual([
      [
        [0, 1, 'cus_1'],
        [0, 2, null],
      ],
      [[1, 7, null]],
    ])
    expect(lines[1]?.[0]?.event.id).toBe('event-1-7')
  })

  it('names the same entries the same way, so that a segment is written once', () => {
    expect(segmentsOf([[0, 3]])[0]?.key).toBe(segmentsOf([[0, 3]])[0]?.key)
  })

  it('gives segments with other entries other names, even between the same ends and in the same number', () => {
    const without3 = segmentsOf([1, 2, 4].map((sequence) => [0, sequence] as const))
    const without2 = segmentsOf([1, 3, 4].map((sequence) => [0, sequence] as const))
    expect(without3[0]?.key).not.toBe(without2[0]?.key)
  })

  it('gives a segment another name once one of its entries was anonymised, and says what it was made of', () => {
    const entryOf = (revision?: number) => {
      const lines = JSON.stringify(newEvent())
      const entry = {
        sequence: 5,
        receivedAtMs: testTimeMs,
        lines,
        ...(revision !== undefined && { revision }),
      }
      return [{ shard: 0, entry }]
    }
    const [before, after] = [entryOf(), entryOf(1)].map(
      (entries) => archiveSegments(tenant, entries, readEntries(tenant, entries).events, [null])[0],
    )
    expect(before?.key).not.toBe(after?.key)
    expect([before?.entries, after?.entries]).toEqual([[[5, 0]], [[5, 1]]])
  })

  it('files each event under the day it was received, so that it can be found again', () => {
    const times = [testTimeMs, testTimeMs + 12 * hourMs, testTimeMs + hourMs]
    const entries = times.map((receivedAtMs, index) => {
      const lines = JSON.stringify(newEvent({ id: `event-${index}`, receivedAt: receivedAtMs }))
      return { shard: 0, entry: { sequence: index + 1, receivedAtMs, lines } }
    })
    const segments = archiveSegments(tenant, entries, readEntries(tenant, entries).events, [null, null, null])
    expect(segments.map(({ key }) => key.split('/')[2])).toEqual(['2026-11-01', '2026-11-02'])
    expect(segments.map(({ key }) => segmentRange(key))).toEqual([
      { first: 1, last: 3 },
      { first: 2, last: 2 },
    ])
    for (const [index, day] of [dayOfReceipt(testTimeMs), dayOfReceipt(times[1] ?? 0)].entries()) {
      expect(segments[index]?.key.startsWith(segmentFolder(tenant, day, 0))).toBe(true)
    }
  })
})
