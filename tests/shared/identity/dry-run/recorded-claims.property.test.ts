import { describe, expect, it } from 'vitest'
import { archiveSegments } from '#queues/ingest/archive-segments.ts'
import { readEntries, type ShardEntry } from '#queues/ingest/read-entries.ts'
import { RecordedClaims } from '#shared/identity/dry-run/recorded-claims.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { drawInt, shuffled } from '#tests/support/drawing.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { drawEvent, drawShape } from '#tests/support/random-events.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const firstSeed = 20261121
const historyCount = 200
const tenant = testTenant()
const policy = { defaultCountry: tenant.country, ownPhones: tenant.ownPhones }

/** Entries of two shards, with events of a few moments only, so that the place has to decide. */
function drawEntries(random: RandomSource): ShardEntry[] {
  const shape = drawShape(random)
  return [0, 1].flatMap((shard) =>
    Array.from({ length: drawInt(random, 1, 12) }, (_, sequence): ShardEntry => {
      const receivedAtMs = testTimeMs + drawInt(random, 0, 3)
      const lines = Array.from({ length: drawInt(random, 1, 4) }, (_, index) =>
        JSON.stringify({
          ...drawEvent(random, shape, `${shard}-${sequence}-${index}`),
          receivedAt: receivedAtMs,
        }),
      )
      return { shard, entry: { sequence, receivedAtMs, lines: lines.join('\n') } }
    }),
  )
}

/** The lines of segments as ingest would write them for these pieces of the log. */
function linesOf(pieces: readonly (readonly ShardEntry[])[]): string[] {
  return pieces.flatMap((entries) => {
    const { events } = readEntries(tenant, entries)
    const nobody = events.map(() => null)
    return archiveSegments(tenant, entries, events, nobody).flatMap(({ lines }) => lines.split('\n'))
  })
}

function gathered(lines: readonly string[]): RecordedClaims {
  const recorded = new RecordedClaims(policy)
  for (const line of lines) recorded.add(line)
  return recorded
}

/** Without the place in the log, which is kept for the order only. */
function asClaim({ eventKey, occurredAt, keys, statement }: IdentityClaim): IdentityClaim {
  return { eventKey, occurredAt, keys, ...(statement !== undefined && { statement }) }
}

/** The claims ingest makes of the same entries, sorted the plain way. */
function expectedClaims(entries: readonly ShardEntry[]): IdentityClaim[] {
  const rank = (value: number) => String(value).padStart(16, '0')
  return readEntries(tenant, entries)
    .events.map(({ shard, sequence, index, event, keys, statement }) => ({
      at: [event.receivedAt, shard, sequence, index].map(rank).join(),
      claim: {
        eventKey: `${shard}-${sequence}-${index}`,
        occurredAt: event.occurredAt,
        keys,
        ...(statement !== undefined && { statement }),
      },
    }))
    .sort((left, right) => (left.at < right.at ? -1 : 1))
    .map(({ claim }) => claim)
}

describe('RecordedClaims', () => {
  it(`gives the claims that ingest made, however segments overlap and in whatever order they come (${historyCount} seeds from ${firstSeed})`, () => {
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const random = seededRandom(seed)
      const entries = drawEntries(random)
      const overlapping = [entries, entries.filter(() => random() < 0.4), entries.slice(1, 4)]
      const recorded = gathered(shuffled(random, linesOf(overlapping)))
      const expected = expectedClaims(entries)
      expect(recorded.inOrder().map(asClaim), `seed ${seed}`).toEqual(expected)
      expect(recorded.unreadableCount).toBe(0)
    }
  })

  it('takes a statement of the source along', () => {
    const [from, to] = [
      { type: 'email', value: 'Ada@Shop.example' },
      { type: 'phone', value: '020 7946 0018' },
    ]
    const event = { id: '1', source: 'crm', name: 'x', occurredAt: 1, receivedAt: 2, identifiers: [from, to] }
    const statement = { kind: 'same-person', from, to }
    const line = { shard: 0, sequence: 1, index: 0, event: { ...event, identityStatement: statement } }
    expect(
      gathered([JSON.stringify(line)])
        .inOrder()
        .map(asClaim),
    ).toEqual([
      {
        eventKey: '0-1-0',
        occurredAt: 1,
        keys: ['phone:+442079460018', 'email:ada@shop.example'],
        statement: { kind: 'same-person', from: 'email:ada@shop.example', to: 'phone:+442079460018' },
      },
    ])
  })

  it.each([
    '',
    'null',
    '{',
    '7',
    '{"shard":0,"sequence":1,"index":0}',
    '{"shard":0,"sequence":1,"index":0,"event":{"id":"1"}}',
    '{"sequence":1,"index":0,"event":{}}',
    '{"shard":0,"sequence":1,"index":0,"event":{"id":"1","source":"s","name":"n","occurredAt":1,"receivedAt":1,"identifiers":[null]}}',
  ])('counts a line that is not one: %s', (line) => {
    const recorded = gathered([line])
    expect([recorded.takenCount, recorded.unreadableCount, recorded.inOrder()]).toEqual([0, 1, []])
  })
})
