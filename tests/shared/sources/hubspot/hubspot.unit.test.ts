import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#shared/kernel/json.ts'
import { hubspotSource } from '#shared/sources/hubspot/index.ts'
import { hubspotSettingsSchema } from '#shared/sources/hubspot/settings.ts'
import { signHubspot } from '#shared/sources/hubspot/sign.ts'
import { verifyHubspot } from '#shared/sources/hubspot/verify.ts'
import { fixtureContext } from '../fixtures.ts'

const seed = 20261121
const nowMs = Date.parse('2026-11-21T10:00:01Z')
const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const context = fixtureContext('hubspot')
const mapped = (fields: JsonObject, settings = context.settings) =>
  hubspotSource.map({ kind: 'change', fields }, { ...context, settings })

describe('the signature', () => {
  const sign = (content: string, secret: string) =>
    createHmac('sha256', secret).update(content, 'utf8').digest('base64')
  const deliveryOf = (url: string, body: string, signature: string, timestamp = String(nowMs)) => ({
    method: 'POST' as const,
    url,
    headers: new Map([
      ['x-hubspot-signature-v3', signature],
      ['x-hubspot-request-timestamp', timestamp],
    ]),
    body: bytesOf(body),
  })

  it(`is the one of another HMAC implementation, for any body and secret (seed ${seed})`, async () => {
    const url = 'https://patron.example/webhooks/hubspot/main'
    const text = fc.string({ unit: 'binary', maxLength: 80 })
    await fc.assert(
      fc.asyncProperty(text, fc.string({ minLength: 1 }), async (body, secret) => {
        const signature = sign(`POST${url}${body}${nowMs}`, secret)
        const headers = await signHubspot(url, bytesOf(body), secret, nowMs)
        expect(headers['x-hubspot-signature-v3']).toBe(signature)
        expect(await verifyHubspot(deliveryOf(url, body, signature), [secret], nowMs)).toEqual({
          verified: true,
        })
      }),
      { seed, numRuns: 150 },
    )
  })

  it.each([
    ['/hooks?to=a%3Ab', '/hooks?to=a:b'],
    ['/hooks?to=%2Fa%2fb', '/hooks?to=/a/b'],
    ['/a%40b%21%24%27%28%29%2A%2C%3B%3F', "/a@b!$'()*,;?"],
    // Everything else stays escaped: a space, a percent sign, letters beyond ASCII, a hash sign.
    ['/a%20b%25%C3%A9%23%26%3D%2B', '/a%20b%25%C3%A9%23%26%3D%2B'],
    // Decoded once.
    ['/a%253A', '/a%253A'],
  ])('of an address with %s is made of %s', async (path, decoded) => {
    const signature = sign(`POSThttps://patron.example${decoded}[]${nowMs}`, 'hush')
    const delivery = deliveryOf(`https://patron.example${path}`, '[]', signature)
    expect(await verifyHubspot(delivery, ['hush'], nowMs)).toEqual({ verified: true })
  })

  it.each([
    [0, { verified: true }],
    [-300_000, { verified: true }],
    [300_000, { verified: true }],
    [-300_001, { verified: false, reason: 'stale-timestamp' }],
    [300_001, { verified: false, reason: 'stale-timestamp' }],
  ])('made %i ms from now is %j', async (skewMs, verdict) => {
    const headers = await signHubspot('https://p.example/', bytesOf('[]'), 'hush', nowMs + skewMs)
    const delivery = deliveryOf(
      'https://p.example/',
      '[]',
      headers['x-hubspot-signature-v3'] ?? '',
      String(nowMs + skewMs),
    )
    expect(await verifyHubspot(delivery, ['hush'], nowMs)).toEqual(verdict)
  })

  it('that is old and wrong is called wrong: its time proves nothing', async () => {
    const old = deliveryOf('https://p.example/', '[]', sign('x', 'hush'), String(nowMs - 400_000))
    expect(await verifyHubspot(old, ['hush'], nowMs)).toEqual({ verified: false, reason: 'bad-signature' })
  })

  it.each(['', '-1', '1e3', '17952552010001795', 'now'])(
    'with the time %j does not count',
    async (timestamp) => {
      const url = 'https://p.example/'
      const delivery = deliveryOf(url, '[]', sign(`POST${url}[]${timestamp}`, 'hush'), timestamp)
      expect(await verifyHubspot(delivery, ['hush'], nowMs)).toMatchObject({ verified: false })
    },
  )

  it('of version 1 alone is none', async () => {
    const headers = new Map([['x-hubspot-signature', 'a'.repeat(64)]])
    const delivery = { method: 'POST', url: '', headers, body: bytesOf('[]') } as const
    expect(await verifyHubspot(delivery, ['hush'], nowMs)).toEqual({
      verified: false,
      reason: 'missing-signature',
    })
  })
})

describe('an event', () => {
  const change = {
    subscriptionType: 'contact.propertyChange',
    objectId: 7,
    portalId: 62515,
    occurredAt: nowMs,
    propertyName: 'firstname',
    propertyValue: 'Mira',
  }

  it('that is told twice, by another subscription too, is the same event', () => {
    const again = { ...change, eventId: 9, subscriptionId: 2, attemptNumber: 3 }
    expect(mapped(again)).toEqual(mapped(change))
    const generic = { ...change, subscriptionType: 'object.propertyChange', objectTypeId: '0-1' }
    expect(mapped(generic)).toEqual(mapped(change))
  })

  it.each([
    ['address', '1 High Street'],
    ['zip', 'LS1'],
    ['hs_email_optout', 'false'],
    ['firstname', ' '],
    ['constructor', 'x'],
    ['notes_last_updated', '1'],
  ])('about %s being %j says nothing of the person', (propertyName, propertyValue) => {
    expect(mapped({ ...change, propertyName, propertyValue })).toEqual({ ok: true, value: [] })
  })

  it('of a merge in which the primary contact stays ties only the other one to it', () => {
    const merge = {
      subscriptionType: 'contact.merge',
      occurredAt: nowMs,
      primaryObjectId: 7,
      mergedObjectIds: [8],
    }
    const result = mapped(merge, {})
    const ids = result.ok ? result.value.map(({ id }) => id) : []
    expect(ids).toEqual(['merge:8:7'])
  })

  it.each([
    [{ portalId: 1 }, '/portalId'],
    [{ portalId: null }, '/portalId'],
    [{ objectId: null }, '/objectId'],
    [{ objectId: 'seven' }, '/objectId'],
    [{ occurredAt: -1 }, '/occurredAt'],
    [{ occurredAt: 8e15 }, '/occurredAt'],
    [{ subscriptionType: 'contact.merge' }, '/primaryObjectId'],
    [{ subscriptionType: 'company.creation' }, '/subscriptionType'],
    [{ subscriptionType: 'contact.associationChange' }, '/subscriptionType'],
  ])('with %j is refused at %s', (fields, pointer) => {
    expect(mapped({ ...change, ...fields })).toMatchObject({ ok: false, failure: { errors: [{ pointer }] } })
  })
})

it.each([[{ portalId: 'mine' }], [{ traits: { 'Not a name': 'x' } }], [{ traits: { a: '' } }]])(
  'the settings %j are refused',
  (settings) => expect(hubspotSettingsSchema.safeParse(settings).success).toBe(false),
)
