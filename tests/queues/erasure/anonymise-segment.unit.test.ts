import { expect, it } from 'vitest'
import { anonymiseSegment } from '#queues/erasure/anonymise-segment.ts'
import { archiveSegments } from '#queues/ingest/archive-segments.ts'
import { readEntries } from '#queues/ingest/read-entries.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

it('anonymises the lines of the given events in their places, and leaves all others byte for byte', () => {
  const tenant = testTenant()
  const events = [
    newEvent({ id: 'theirs', traits: { name: 'Ada' }, order: newOrderChange() }),
    newEvent({ id: 'other', properties: { note: 'Ada “quoted” \\ \u2028' } }),
  ]
  const lines = events.map((event) => JSON.stringify(event)).join('\n')
  const entries = [{ shard: 0, entry: { sequence: 7, receivedAtMs: testTimeMs, lines } }]
  const { events: read } = readEntries(tenant, entries)
  const [segment] = archiveSegments(tenant, entries, read, ['cus_1', 'cus_2'])
  const before = segment?.lines ?? ''
  const after = anonymiseSegment(before, new Set(['tracking/web:theirs']))
  expect(after.lineCount).toBe(1)
  const [first = '', second] = after.lines.split('\n')
  expect(second).toBe(before.split('\n')[1])
  expect(JSON.parse(first)).toMatchObject({
    shard: 0,
    sequence: 7,
    index: 0,
    customerId: null,
    event: { id: 'theirs', identifiers: [], order: { orderId: '1' }, occurredAt: testTimeMs },
  })
  expect(first).not.toContain('Ada')
  expect(anonymiseSegment(after.lines, new Set(['tracking/web:theirs']))).toEqual(after)
  expect(anonymiseSegment('', new Set(['tracking/web:theirs']))).toEqual({ lines: '', lineCount: 0 })
})
