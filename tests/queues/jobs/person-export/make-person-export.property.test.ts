import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePersonExport } from '#queues/jobs/person-export/make-person-export.ts'
import type { PersonExportPorts } from '#queues/jobs/person-export/person-export-ports.ts'
import { personExportSchema } from '#shared/contracts/person-export.ts'
import { emptyCustomer, evolveCustomer } from '#shared/customers/customer-state.ts'
import type { TimelineEntry } from '#shared/customers/ingest.ts'
import type { PrivacyRequestRow } from '#shared/database/tables/privacy-request.ts'
import { eventKey } from '#shared/events/event.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const seed = 20261121
const tenant = testTenant()
const message = { version: 1, kind: 'export-person', tenantId: 'test', requestId: 'prq_1' } as const

const entry = fc
  .record({
    id: fc.uuid(),
    occurredAt: fc.integer({ min: testTimeMs, max: testTimeMs + 20 }),
    name: fc.constantFrom('Message Sent', 'Seen', '</td><script>alert(1)</script>'),
    text: fc.string({ unit: 'binary', maxLength: 20 }),
    isShared: fc.boolean(),
  })
  .map(({ id, occurredAt, name, text, isShared }): TimelineEntry => {
    const own = { type: 'email' as const, value: 'me@shop.example' }
    const other = { type: 'cookie_id' as const, value: 'the-neighbours-cookie' }
    const event = newEvent({
      id,
      occurredAt,
      name,
      properties: { text },
      identifiers: isShared ? [own, other] : [own],
    })
    const keys = ['email:me@shop.example', ...(isShared ? ['cookie_id:the-neighbours-cookie'] : [])]
    const foreignKeys = keys.slice(1)
    const key = eventKey(event)
    return { occurredAt, eventKey: key, keys, foreignKeys, homeId: 'cus_1', event: JSON.stringify(event) }
  })

interface World {
  readonly ports: PersonExportPorts
  readonly files: Map<string, string>
  request: PrivacyRequestRow
  isKnown: boolean
}

function worldOf(timeline: readonly TimelineEntry[]): World {
  const sorted = [...timeline].sort(
    (left, right) => left.occurredAt - right.occurredAt || (left.eventKey < right.eventKey ? -1 : 1),
  )
  const state = sorted.reduce(
    (before, { event, keys }) => evolveCustomer(before, JSON.parse(event), keys.slice(0, 1), 'cus_1'),
    emptyCustomer,
  )
  const files = new Map<string, string>()
  const world: World = {
    files,
    isKnown: true,
    request: {
      tenantId: 'test',
      requestId: 'prq_1',
      kind: 'export',
      mode: 'delete',
      customerId: 'cus_1',
      status: 'running',
      requestedAt: testTimeMs,
      requestedBy: 'person',
      completedAt: null,
      dueAt: null,
      resultKey: null,
      resultUntil: null,
      receipt: [],
    },
    ports: {
      tenant,
      findRequest: async () => world.request,
      update: async (_, changes) => {
        world.request = { ...world.request, ...changes }
        return true
      },
      facts: async () => ({
        tenant,
        record: { customerId: 'cus_1', version: 1, mergedInto: null, state },
        orders: [],
        cluster: {
          customerId: 'cus_1',
          basis: 1,
          members: [],
          merges: [],
          splits: [],
          reviews: [],
          sharedKeys: [],
          keptApartFrom: [],
        },
        told: [],
        recipients: [],
        requests: [],
      }),
      timelineFromStart: async (_, limit, cursor) => {
        const from = cursor === null ? 0 : sorted.findIndex((each) => each.eventKey === cursor.eventKey) + 1
        return sorted.slice(from, from + limit)
      },
      isKnown: async () => world.isKnown,
      write: async (key, pieces) => {
        let text = ''
        for await (const piece of pieces) text += piece
        files.set(key, text)
      },
      remove: async (keys) => {
        for (const key of keys) files.delete(key)
      },
      nowMs: () => testTimeMs,
    },
  }
  return world
}

const timelines = fc.uniqueArray(entry, { maxLength: 30, selector: ({ eventKey: key }) => key })

describe(`makePersonExport (seed ${seed})`, () => {
  it('has every event once, as it was, but for what is of somebody else; and nothing in it runs', async () => {
    await fc.assert(
      fc.asyncProperty(timelines, async (timeline) => {
        const world = worldOf(timeline)
        await makePersonExport(message, world.ports)
        const [json = '', html = ''] = ['json', 'html'].map((format) => {
          return world.files.get(`exports/test/prq_1/result.${format}`)
        })
        const { sections } = personExportSchema.parse(JSON.parse(json))
        const events = sections.find(({ name }) => name === 'events')?.rows.map(({ event }) => event)
        const expected = timeline.map(({ event }) => {
          const { identifiers, ...rest } = JSON.parse(event)
          return JSON.stringify({ ...rest, identifiers: identifiers.slice(0, 1) })
        })
        expect(events?.map(ofName).sort()).toEqual(expected.map((text) => ofName(JSON.parse(text))).sort())
        expect(json + html).not.toContain('the-neighbours-cookie')
        expect(html).not.toContain('<script')
        expect(html.match(/<td>/g)?.length ?? 0).toBeGreaterThanOrEqual(timeline.length * 5)
        expect(world.request).toMatchObject({ status: 'done', resultKey: 'exports/test/prq_1/' })
      }),
      { seed, numRuns: 60 },
    )
  })

  it('goes through more events than one page holds', async () => {
    const [first] = fc.sample(entry, { seed, numRuns: 1 })
    if (first === undefined) throw new Error('no entry was drawn')
    const many = Array.from({ length: 1_001 }, (_, index): TimelineEntry => {
      const event = { ...JSON.parse(first.event), id: String(index) }
      return { ...first, eventKey: eventKey(event), event: JSON.stringify(event) }
    })
    const world = worldOf(many)
    await makePersonExport(message, world.ports)
    const { sections } = JSON.parse(world.files.get('exports/test/prq_1/result.json') ?? '')
    expect(sections.at(-1).rows).toHaveLength(1_001)
  })

  it('leaves nothing of who is forgotten while it is made', async () => {
    const world = worldOf([])
    const { write } = world.ports
    const ports: PersonExportPorts = {
      ...world.ports,
      write: async (key, pieces) => {
        await write(key, pieces)
        world.isKnown = false
      },
    }
    await makePersonExport(message, ports)
    expect(world.files.size).toBe(0)
    expect(world.request).toMatchObject({ status: 'done', resultKey: null, resultUntil: null })
  })
})

/** An event with its parts in a fixed order. */
function ofName(event: unknown): string {
  return JSON.stringify(Object.entries(event as object).sort(([left], [right]) => (left < right ? -1 : 1)))
}
