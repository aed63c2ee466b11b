import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePersonExport } from '#queues/jobs/person-export/make-person-export.ts'
import type { PersonExportPorts } from '#queues/jobs/person-export/person-export-ports.ts'
import { personExportSchema } from '#shared/contracts/person-export.ts'
import { emptyCustomer, evolveCustomer } from '#shared/customers/customer-state.ts'
import type { TimelineEntry } from '#shared/customers/ingest.ts'
import type {
  ConsumptionEventRow,
  PredictionRow,
  SegmentMovementRow,
} from '#shared/database/tables/predictions.ts'
import type { PrivacyRequestRow } from '#shared/database/tables/privacy-request.ts'
import { eventKey } from '#shared/events/event.ts'
import { dayMs, minuteMs } from '#shared/kernel/time.ts'
import { withPrivacySignal } from '#shared/sources/tracking/privacy-signal.ts'
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

/** What is predicted of the person, with reasons that a page would run if it let them. */
const churn: PredictionRow = {
  tenantId: 'test',
  customerId: 'cus_1',
  kind: 'churn',
  subject: '',
  subjectName: null,
  value: 0.72,
  label: 'high',
  confidence: 0.5,
  expectedAt: testTimeMs + dayMs,
  expectedFrom: null,
  expectedTo: null,
  lower: 0.6,
  upper: 0.8,
  predictionType: null,
  factors: [{ text: 'bought <script>', feature: 'recencyDays', contribution: 1.1 }],
  modelVersion: 'churn-3',
  predictedAt: testTimeMs,
  expiresAt: testTimeMs - 1,
}
const moved: SegmentMovementRow = {
  tenantId: 'test',
  movementId: 'mov_1',
  customerId: 'cus_1',
  kind: 'rfm',
  previousSegment: 'Loyal',
  newSegment: 'At risk',
  segmentationScore: 0.4,
  reasonCodes: ['recency-fell'],
  confidence: 0.9,
  modelVersion: 'rfm-1',
  movedAt: testTimeMs,
  isPublished: true,
}
const expected: ConsumptionEventRow = {
  tenantId: 'test',
  eventId: 'con_1',
  customerId: 'cus_1',
  productId: 'milk',
  productName: 'Milk',
  expectedAt: testTimeMs + dayMs,
  confidence: 0.6,
  predictionType: 'pattern-based',
  factors: ['bought 4 times'],
  isAlert: true,
  predictedAt: testTimeMs,
  isPublished: true,
}

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
        brands: new Map(),
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
        predictions: [churn],
        movements: [moved],
        consumptionEvents: [expected],
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

  it('has what was predicted, with the reasons and the model, and from where to where the person went', async () => {
    const world = worldOf([])
    await makePersonExport(message, world.ports)
    const [json = '', html = ''] = [...world.files.values()]
    const { sections } = personExportSchema.parse(JSON.parse(json))
    const rowsOf = (name: string) => sections.find((section) => section.name === name)?.rows
    expect(rowsOf('predictions')).toEqual([
      {
        kind: 'churn',
        subject: null,
        subjectName: null,
        label: 'high',
        value: 0.72,
        lower: 0.6,
        upper: 0.8,
        confidence: 0.5,
        expectedAt: new Date(testTimeMs + dayMs).toISOString(),
        interval: null,
        factors: churn.factors,
        modelVersion: 'churn-3',
        predictionType: null,
        predictedAt: new Date(testTimeMs).toISOString(),
        expiresAt: new Date(testTimeMs - 1).toISOString(),
      },
    ])
    expect(rowsOf('segment-movements')).toEqual([
      {
        movedAt: new Date(testTimeMs).toISOString(),
        kind: 'rfm',
        previousSegment: 'Loyal',
        newSegment: 'At risk',
        reasonCodes: ['recency-fell'],
        segmentationScore: 0.4,
        confidence: 0.9,
        modelVersion: 'rfm-1',
      },
    ])
    expect(rowsOf('consumption-events')).toEqual([
      {
        predictedAt: new Date(testTimeMs).toISOString(),
        productId: 'milk',
        productName: 'Milk',
        expectedAt: new Date(testTimeMs + dayMs).toISOString(),
        confidence: 0.6,
        predictionType: 'pattern-based',
        factors: ['bought 4 times'],
        isAlert: true,
      },
    ])
    for (const told of ['churn-3', 'bought &lt;script&gt;', '<td>At risk</td>', '<td>recency-fell</td>'])
      expect(html).toContain(told)
  })

  it('tells what a signal of a browser refused from what the person said', async () => {
    const words = [true, false, true].map((isSignal, minute): TimelineEntry => {
      const occurredAt = testTimeMs + minute * minuteMs
      const seen = newEvent({ id: `word-${minute}`, occurredAt, name: 'Seen' })
      const event = isSignal
        ? withPrivacySignal(seen)
        : { ...seen, consents: [{ purpose: 'profiling' as const, isGranted: true }] }
      const key = eventKey(event)
      return {
        occurredAt,
        eventKey: key,
        keys: [],
        foreignKeys: [],
        homeId: 'cus_1',
        event: JSON.stringify(event),
      }
    })
    const world = worldOf(words)
    await makePersonExport(message, world.ports)
    const [json = '', html = ''] = [...world.files.values()]
    const { sections } = personExportSchema.parse(JSON.parse(json))
    const told = sections.find(({ name }) => name === 'consent-history')?.rows
    const signal = 'global-privacy-control'
    expect(told?.map((row) => [row.purpose, row.isGranted, row.signal])).toEqual([
      ['sale-of-data', false, signal],
      ['profiling', false, signal],
      ['profiling', true, null],
      ['profiling', false, signal],
    ])
    expect(html).toContain('>Signal of your browser</th>')
    expect(html.split(`<td>${signal}</td>`)).toHaveLength(4)
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
