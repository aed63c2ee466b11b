import { describe, expect, it } from 'vitest'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import type { AppendRequest } from '#shared/events/log-entry.ts'
import type { RejectedRecord } from '#shared/events/log-line.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { appendEvents } from '#workers/append-events.ts'

const tenant = { tenantId: 'ten_1', currency: 'GBP', logShardCount: 1 } as Tenant

function event(index: number, note = ''): CanonicalEvent {
  return {
    id: `e-${index}`,
    source: 'csv/files',
    kind: 'track',
    name: 'Noted',
    channel: 'web',
    occurredAt: index,
    receivedAt: 0,
    identifiers: [],
    properties: { note },
  }
}

/** Appends and tells which turns the log had, each as the entries it was given. */
async function turnsOf(events: readonly CanonicalEvent[], rejected: readonly RejectedRecord[] = []) {
  const turns: AppendRequest[][] = []
  const take = (entries: AppendRequest[]) => {
    turns.push(entries)
    return entries.map(({ keys }) => ({ acceptedCount: keys.length - 1, duplicateCount: 1 }))
  }
  const log = {
    append: async (entry: AppendRequest) => take([entry])[0],
    appendAll: async (entries: AppendRequest[]) => take(entries),
  }
  const env = { EVENT_LOG: { getByName: () => log }, DB: undefined } as unknown as Parameters<
    typeof appendEvents
  >[0]
  return { reply: await appendEvents(env, tenant, events, rejected, 7, 'imp_1'), turns }
}

describe('appendEvents', () => {
  it('gives the log many events in one turn, as entries of at most 500, and adds up what it answers', async () => {
    const events = Array.from({ length: 1_200 }, (_, index) => event(index))
    const { reply, turns } = await turnsOf(events)
    expect(turns.map((entries) => entries.map(({ keys }) => keys.length))).toEqual([[500, 500, 200]])
    expect(turns.flat().flatMap(({ keys }) => keys)).toEqual(events.map(eventKey))
    for (const { lines, keys, fingerprints, importId } of turns.flat()) {
      expect(lines.split('\n').map((line) => `csv/files:${JSON.parse(line).id}`)).toEqual(keys)
      expect([fingerprints.length, importId]).toEqual([keys.length, 'imp_1'])
    }
    expect(reply).toEqual({ acceptedCount: 1_197, duplicateCount: 3 })
  })

  it('makes entries no longer than a row may be, but for a single event that is', async () => {
    const { turns } = await turnsOf([
      ...Array.from({ length: 9 }, (_, index) => event(index, 'x'.repeat(120_000))),
      event(9, 'x'.repeat(700_000)),
      event(10),
    ])
    expect(turns.flat().map(({ keys }) => keys.length)).toEqual([4, 4, 1, 1, 1])
  })

  it('knows a record of the same bytes again, unless it says what makes it another one', async () => {
    const record = { source: 'tracking/web', reason: 'invalid-call', detail: '', bytes: '{"type":"track"}' }
    const rejected = [
      record,
      { ...record, sentWith: { sentAt: '2026-11-01T12:00:09Z' } },
      { ...record, sentWith: { hasPrivacySignal: true }, variant: 'objecting' },
      { ...record, sentWith: { hasPrivacySignal: true, sentAt: 'later' }, variant: 'objecting' },
    ]
    const { turns } = await turnsOf([], rejected)
    const [{ lines, keys, fingerprints } = { lines: '', keys: [], fingerprints: [] }] = turns.flat()
    const place = (all: readonly unknown[]) => all.map((each) => all.indexOf(each))
    expect([place(keys), place(fingerprints)]).toEqual([
      [0, 0, 2, 2],
      [0, 0, 2, 2],
    ])
    expect(lines.split('\n').map((line) => JSON.parse(line).rejected.sentWith)).toEqual(
      rejected.map((each) => ('sentWith' in each ? each.sentWith : undefined)),
    )
  })

  it('gives a few events as one entry', async () => {
    const { turns } = await turnsOf([event(1), event(2)])
    expect(turns.flat().map(({ keys }) => keys.length)).toEqual([2])
  })
})
