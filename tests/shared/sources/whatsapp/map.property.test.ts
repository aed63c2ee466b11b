import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventSchema, maxEventBytes } from '#shared/events/event.ts'
import { whatsappSource } from '#shared/sources/whatsapp/index.ts'
import { findFixtures, fixtureContext } from '../fixtures.ts'

type Json = null | string | number | boolean | Json[] | { [key: string]: Json }

const fixtures = findFixtures('whatsapp')
  .map(({ delivery }) => new TextDecoder().decode(delivery.body))
  .filter((text) => text.startsWith('{"object"') && text.endsWith('}'))
const odd = fc.oneof(
  fc.constantFrom<Json>(null, '', 0, -1, 1e300, true, [], {}, '9'.repeat(40), 'x'.repeat(40_000), '\ud83c'),
  fc.json({ maxDepth: 2 }).map((json) => JSON.parse(json) as Json),
)

/** A recorded delivery with one value at a random place put in the place of another. */
const damaged = fc.tuple(fc.constantFrom(...fixtures), fc.nat(), odd).map(([text, place, value]) => {
  const root: Json = JSON.parse(text)
  const holders: { [key: string]: Json }[] = []
  const visit = (node: Json) => {
    if (typeof node !== 'object' || node === null) return
    holders.push(node as { [key: string]: Json })
    Object.values(node).forEach(visit)
  }
  visit(root)
  const holder = holders[place % holders.length] ?? {}
  const keys = Object.keys(holder)
  const key = keys[place % Math.max(1, keys.length)]
  if (key !== undefined) holder[key] = value
  return root
})

it('any delivery becomes valid events that are small enough, or is refused with reasons; nothing is thrown', () => {
  const counts = { events: 0, refusals: 0 }
  fc.assert(
    fc.property(damaged, (content) => {
      const body = new Uint8Array(new TextEncoder().encode(JSON.stringify(content)))
      const delivery = { method: 'POST' as const, url: 'https://p.example/', headers: new Map(), body }
      whatsappSource.describe(delivery)
      const parsed = whatsappSource.parse(delivery)
      const outcomes = parsed.ok
        ? parsed.value.map((record) => whatsappSource.map(record, fixtureContext('whatsapp')))
        : [parsed]
      for (const outcome of outcomes) {
        if (!outcome.ok) {
          expect(outcome.failure.errors.length).toBeGreaterThan(0)
          counts.refusals += 1
          continue
        }
        for (const event of outcome.value) {
          expect(eventSchema.parse(event)).toEqual(event)
          expect(new TextEncoder().encode(JSON.stringify(event)).length).toBeLessThan(maxEventBytes)
          counts.events += 1
        }
      }
    }),
    { numRuns: 1_000 },
  )
  expect(Math.min(counts.events, counts.refusals)).toBeGreaterThan(100)
})

it('survives JSON nested a hundred thousand deep', () => {
  for (const where of ['"text"', '"contacts"', '"interactive"', '"x"']) {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const message = `{"from":"447700900123","id":"wamid.1","timestamp":"1795255140","type":"text",${where}:${deep}}`
    const text = `{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messages":[${message}]}}]}]}`
    const body = new Uint8Array(new TextEncoder().encode(text))
    const parsed = whatsappSource.parse({
      method: 'POST',
      url: 'https://p.example/',
      headers: new Map(),
      body,
    })
    for (const record of parsed.ok ? parsed.value : []) {
      const mapped = whatsappSource.map(record, fixtureContext('whatsapp'))
      expect(mapped.ok && JSON.stringify(mapped.value).length).toBeLessThan(2_000)
    }
  }
})
