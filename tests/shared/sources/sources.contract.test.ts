import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { eventSchema } from '#shared/events/event.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import type { Delivery, Source } from '#shared/sources/source.ts'
import { findFixtures, findSources, fixtureSecrets, outcomeOf } from './fixtures.ts'

const nowMs = Date.parse('2026-11-21T10:00:01Z')
const sources = await findSources()

it('finds the sources, and the registry lists those that deliver webhooks', () => {
  expect(sources.map((source) => source.name).sort()).toEqual([
    'hubspot',
    'lightspeed',
    'magento',
    'pos',
    'rest',
    'salesforce',
    'shopify',
    'square',
    'tracking',
    'twilio',
    'whatsapp',
    'woocommerce',
    'zoho',
  ])
  for (const [name, source] of webhookSources)
    expect(sources.find((found) => found.name === name)).toBe(source)
})

describe.each(sources)('the source $name', (source) => {
  const secret = fixtureSecrets[source.name] ?? ''
  const fixtures = findFixtures(source.name)

  it('has fixtures', () => expect(fixtures.length).toBeGreaterThan(0))

  describe.each(fixtures)('on $name', ({ delivery, expectedFile }) => {
    it('accepts the delivery as it came', async () => {
      expect(await source.verify(delivery, [secret], nowMs)).toEqual({ verified: true })
    })

    it('accepts it under either secret while the secret is being rotated', async () => {
      expect(await source.verify(delivery, ['the-next-secret', secret], nowMs)).toEqual({ verified: true })
    })

    it('refuses it under another secret, an empty one and none', async () => {
      for (const secrets of [[`${secret}x`], [''], []]) {
        expect(await source.verify(delivery, secrets, nowMs)).toEqual({
          verified: false,
          reason: 'bad-signature',
        })
      }
    })

    if (source.authenticates === 'body') {
      it('refuses it with any one byte changed', async () => {
        expect(await changedBytesThatPass(source, delivery, secret)).toEqual([])
      })
    }

    it('makes the expected events of it, all valid', () => {
      expect(outcomeOf(source, delivery)).toEqual(JSON.parse(readFileSync(expectedFile, 'utf8')))
      for (const event of eventsOf(source, delivery)) expect(eventSchema.parse(event)).toEqual(event)
    })

    it('makes the same of it twice', () => {
      expect(JSON.stringify(outcomeOf(source, delivery))).toBe(JSON.stringify(outcomeOf(source, delivery)))
    })
  })

  it('refuses a delivery without credentials', async () => {
    const bare: Delivery = {
      method: 'POST',
      url: 'https://patron.example/v1/track',
      headers: new Map(),
      body: new Uint8Array(),
    }
    expect(await source.verify(bare, [secret], nowMs)).toEqual({
      verified: false,
      reason: 'missing-signature',
    })
  })
})

function eventsOf(source: Source, delivery: Delivery): unknown[] {
  const outcome = outcomeOf(source, delivery) as { records?: { events?: unknown[] }[] }
  return (outcome.records ?? []).flatMap((record) => record.events ?? [])
}

/** Positions at which flipping one bit goes unnoticed; of a long body, 200 of them and both ends. */
async function changedBytesThatPass(source: Source, delivery: Delivery, secret: string): Promise<number[]> {
  const { length } = delivery.body
  const stride = Math.max(1, length / 200)
  const positions = [
    ...new Set([
      ...Array.from({ length: Math.ceil(length / stride) }, (_, step) => Math.floor(step * stride)),
      length - 1,
    ]),
  ].filter((position) => position >= 0 && position < length)
  const verdicts = await Promise.all(
    positions.map((position) => {
      const body = delivery.body.slice()
      body[position] = (body[position] ?? 0) ^ (1 << (position % 8))
      return source.verify({ ...delivery, body }, [secret], nowMs)
    }),
  )
  return positions.filter((_, index) => verdicts[index]?.verified)
}
