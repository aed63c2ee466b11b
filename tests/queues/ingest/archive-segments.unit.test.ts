import { describe, expect, it } from 'vitest'
import { archiveSegments } from '#queues/ingest/archive-segments.ts'
import { readEntries } from '#queues/ingest/read-entries.ts'
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
})
