import { describe, expect, it } from 'vitest'
import { type CanonicalEvent, eventSchema } from '#shared/events/event.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs, secondMs } from '#shared/kernel/time.ts'
import { type PlannedDelivery, planDeliveries } from '#shared/simulators/plan-deliveries.ts'
import { type Simulator, topicsOf } from '#shared/simulators/simulator.ts'
import { simulators } from '#shared/simulators/simulators.ts'
import type { Variant } from '#shared/simulators/variants.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import type { Delivery, Source } from '#shared/sources/source.ts'
import { findFixtures, fixtureContext } from '../sources/fixtures.ts'
import { pathsOfBody } from './paths-of-body.ts'
import { simulatorSecrets } from './simulator-secrets.ts'

const sourcesFolder = new URL('../../../shared/sources/', import.meta.url)
const nowMs = Date.parse('2026-11-21T10:00:01.250Z')
/** Topics about the one shop there is. */
const sameForAll = new Set(['app/uninstalled'])
/** Sources that tell no time: what they say happened when it was received. */
const untimedSources = new Set(['twilio'])

interface Outcome {
  readonly verdict: Awaited<ReturnType<Source['verify']>>
  readonly events: CanonicalEvent[]
  readonly problems: unknown[]
}

function sourceOf({ source: name }: Simulator): Source {
  const source = connectableSources.get(name)
  if (source === undefined) throw new Error(`there is no source ${name}`)
  return source
}

async function plan(
  simulator: Simulator,
  topic: string,
  { variant = 'good', seed = 1 }: { variant?: Variant; seed?: number } = {},
): Promise<PlannedDelivery[]> {
  const planned = await planDeliveries(simulator, {
    topic,
    variant,
    baseUrl: 'https://patron.example',
    connectionId: 'fixture',
    secrets: (await simulatorSecrets(simulator.source)).map(({ signsWith }) => signsWith),
    nowMs,
    happenedAtMs: nowMs,
    random: seededRandom(seed),
  })
  if (!planned.ok) throw new Error(planned.failure.message)
  return planned.value
}

async function outcomeOf(
  simulator: Simulator,
  planned: PlannedDelivery,
  receivedAtMs = nowMs,
): Promise<Outcome> {
  const source = sourceOf(simulator)
  const delivery: Delivery = { ...planned, method: 'POST', headers: new Map(Object.entries(planned.headers)) }
  const secrets = (await simulatorSecrets(source.name)).map(({ verifiesWith }) => verifiesWith)
  const verdict = await source.verify(delivery, secrets, nowMs)
  const parsed = source.parse(delivery, {})
  const events: CanonicalEvent[] = []
  const problems: unknown[] = parsed.ok ? [] : [parsed.failure]
  for (const record of parsed.ok ? parsed.value : []) {
    const mapped = source.map(record, { ...fixtureContext(source.name), receivedAtMs, settings: {} })
    if (mapped.ok) events.push(...mapped.value)
    else problems.push(mapped.failure)
  }
  return { verdict, events, problems }
}

const idsOf = ({ events }: Outcome) => events.map(({ id }) => id)

it('there is one for each source, in its folder', async () => {
  expect([...simulators.keys()].sort()).toEqual([...connectableSources.keys()].sort())
  for (const [name, simulator] of simulators) {
    const module = await import(new URL(`${name}/simulate.ts`, sourcesFolder).href)
    expect(Object.values(module)).toContain(simulator)
  }
})

describe.each([...simulators])('the simulator of %s', (name, simulator) => {
  const topics = topicsOf(simulator).map(({ topic }) => topic)

  describe.each(topics)('on %s', (topic) => {
    it('is accepted, and becomes valid events of its connection', async () => {
      for (const seed of [1, 2, 3, 4, 5]) {
        const [delivery] = await plan(simulator, topic, { seed })
        if (delivery === undefined) throw new Error('nothing is sent')
        const outcome = await outcomeOf(simulator, delivery)
        expect(outcome.verdict).toEqual({ verified: true })
        expect(outcome.problems).toEqual([])
        expect(outcome.events.length).toBeGreaterThan(0)
        for (const event of outcome.events) {
          expect(eventSchema.parse(event)).toEqual(event)
          expect(event.occurredAt).toBeLessThanOrEqual(nowMs)
        }
      }
    })

    it('says nothing that no recorded delivery says', async () => {
      const recorded = [...new Set(findFixtures(name).flatMap(({ delivery }) => pathsOfBody(delivery.body)))]
      // A customer has the same fields by itself and within an order; what a tracked event says is anybody's choice, as
      // is where a system without a format of its own says it.
      const isRecorded = (path: string) =>
        recorded.some((known) => known.endsWith(path)) ||
        (name === 'tracking' && /^\.(?:properties|traits)\./.test(path)) ||
        name === 'rest'
      for (const seed of [1, 2, 3]) {
        for (const { body } of await plan(simulator, topic, { seed })) {
          expect(pathsOfBody(body).filter((path) => !isRecorded(path))).toEqual([])
        }
      }
    })

    it('is named as its source names it', async () => {
      const [delivery] = await plan(simulator, topic)
      if (delivery === undefined) throw new Error('nothing is sent')
      const named = sourceOf(simulator).describe({
        ...delivery,
        method: 'POST',
        headers: new Map(Object.entries(delivery.headers)),
      })
      // Where a vendor has one word for several things, what follows the stroke is ours.
      expect(topic.startsWith(named.topic?.replace('/v1/', '') ?? topic)).toBe(true)
    })

    it('is the same for a seed, and another for another', async () => {
      expect(await plan(simulator, topic, { seed: 5 })).toEqual(await plan(simulator, topic, { seed: 5 }))
      const bodies = new Set<string>()
      for (const seed of [1, 2, 3, 4, 5]) {
        for (const { body } of await plan(simulator, topic, { seed }))
          bodies.add(new TextDecoder().decode(body))
      }
      expect(bodies.size).toBeGreaterThan(sameForAll.has(topic) ? 0 : 1)
    })

    it('sends the same again as a duplicate, unless its source takes that for news', async () => {
      const [first, second] = await plan(simulator, topic, { variant: 'duplicate' })
      if (first === undefined || second === undefined) throw new Error('two are sent')
      const later = idsOf(await outcomeOf(simulator, second, nowMs + 2 * secondMs))
      const isKnownAgain = later.join() === idsOf(await outcomeOf(simulator, first)).join()
      expect([first.expected, second.expected]).toEqual(['accepted', isKnownAgain ? 'duplicate' : 'accepted'])
      expect(second.body).toEqual(first.body)
      expect(idsOf(await outcomeOf(simulator, second))).toEqual(idsOf(await outcomeOf(simulator, first)))
    })

    it('is refused when it is signed under another secret, or changed afterwards', async () => {
      const wrong: Variant[] = simulator.signsBody ? ['wrong-signature', 'tampered'] : ['wrong-signature']
      for (const variant of wrong) {
        const [delivery, ...more] = await plan(simulator, topic, { variant })
        if (delivery === undefined) throw new Error('nothing is sent')
        expect(more).toEqual([])
        expect(delivery.expected).toBe('refused')
        const { verdict } = await outcomeOf(simulator, delivery)
        expect(verdict).toEqual({ verified: false, reason: 'bad-signature' })
      }
    })

    it('is accepted under either secret while one is rotated', async () => {
      const deliveries = await plan(simulator, topic, { variant: 'rotated-secret' })
      expect(deliveries.length).toBe(2)
      for (const delivery of deliveries) {
        expect((await outcomeOf(simulator, delivery)).verdict).toEqual({ verified: true })
      }
    })
  })

  it('signs the body, if its source wants that of everybody', () => {
    if (sourceOf(simulator).authenticates === 'body') expect(simulator.signsBody).toBe(true)
  })

  it('tells late what happened days ago', async () => {
    if (untimedSources.has(name)) return
    const topic = simulator.life[0]?.topic ?? ''
    const [delivery] = await plan(simulator, topic, { variant: 'late' })
    if (delivery === undefined) throw new Error('nothing is sent')
    const { verdict, events } = await outcomeOf(simulator, delivery)
    expect(verdict).toEqual({ verified: true })
    for (const event of events) {
      expect(Math.abs(nowMs - event.occurredAt - 3 * dayMs)).toBeLessThanOrEqual(60 * 60 * secondMs)
    }
  })

  it('tells one life out of order', async () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const deliveries = await plan(simulator, topics[0] ?? '', { variant: 'reordered', seed })
      const told = deliveries.map(({ topic }) => topic)
      const inOrder = simulator.life.map(({ topic }) => topic)
      expect([...told].sort()).toEqual([...inOrder].sort())
      const outcomes = await Promise.all(deliveries.map((delivery) => outcomeOf(simulator, delivery)))
      const firstMoments = outcomes.map(({ events }) => Math.max(...events.map((event) => event.occurredAt)))
      if (!untimedSources.has(name)) {
        expect(firstMoments).not.toEqual([...firstMoments].sort((left, right) => left - right))
      }
    }
  })
})

it('all of them tell of one purchase with one total', async () => {
  const totals = new Map<string, number>()
  for (const [name, simulator] of simulators) {
    const topic = simulator.life[0]?.topic ?? ''
    for (const delivery of await plan(simulator, topic, { seed: 11 })) {
      const { events } = await outcomeOf(simulator, delivery)
      for (const { order } of events) if (order?.totalMinor !== undefined) totals.set(name, order.totalMinor)
    }
  }
  // What was delivered costs the delivery more than what was taken at a till.
  expect([...new Set(totals.values())].length).toBeLessThanOrEqual(2)
  expect(Math.max(...totals.values()) - Math.min(...totals.values())).toBe(395)
})
