import { describe, expect, it } from 'vitest'
import { maxEventBytes } from '#shared/events/event.ts'
import { maxCallDepth, refuseOversizedCall } from '#shared/sources/tracking/call-limits.ts'
import { mapCall } from '#shared/sources/tracking/map.ts'
import { splitCalls, trackingEndpoint } from '#shared/sources/tracking/parse.ts'
import { writeKeyOf } from '#shared/sources/tracking/write-key.ts'
import { fixtureContext } from '../fixtures.ts'

const context = fixtureContext('tracking')
const map = (fields: unknown, freshId = () => 'fresh') =>
  mapCall({ kind: undefined, fields, sentAt: undefined, context: undefined }, { ...context, freshId })
const idOf = (fields: unknown, freshId?: () => string) => {
  const mapped = map(fields, freshId)
  return mapped.ok ? mapped.value.id : undefined
}

describe('the id of a call', () => {
  const bare = { type: 'track', event: 'Product Viewed', userId: 'u', properties: { product_id: 'p' } }
  const dated = { ...bare, timestamp: '2026-11-21T10:00:00Z' }

  it('is its messageId', () => expect(idOf({ ...dated, messageId: 'm-1' })).toBe('m-1'))

  it('is made of the content when there is none, the same whenever it is sent again', () => {
    expect(idOf({ ...dated, sentAt: '2026-11-21T10:00:01Z', writeKey: 'k' })).toBe(
      idOf({ ...dated, sentAt: '2026-11-21T11:00:01Z' }),
    )
    expect(idOf(dated)).not.toBe(idOf({ ...dated, properties: { product_id: 'q' } }))
    expect(idOf(dated)).not.toBe(idOf({ ...dated, timestamp: '2026-11-21T10:00:01Z' }))
  })

  it('is a fresh one when the call says neither who it is nor when', () => {
    const ids = ['fresh-1', 'fresh-2']
    const freshId = () => ids.shift() ?? 'none left'
    expect([idOf(bare, freshId), idOf(bare, freshId)]).toEqual(['fresh-1', 'fresh-2'])
  })

  it('may have 256 characters and no more', () => {
    expect(idOf({ ...dated, messageId: 'm'.repeat(256) })).toHaveLength(256)
    expect(map({ ...dated, messageId: 'm'.repeat(257) })).toMatchObject({
      failure: { errors: [{ pointer: '/messageId' }] },
    })
  })
})

describe('the context of a batch', () => {
  it('holds for every call in it, and the call has the last word', () => {
    const body = {
      batch: [
        { type: 'track', event: 'A', userId: 'u' },
        { type: 'track', event: 'A', userId: 'u', context: { channel: 'qr' } },
      ],
      context: { channel: 'pos', traits: { email: 'ada@example.com' } },
    }
    const calls = splitCalls(body, 'batch')
    const events = (calls.ok ? calls.value : []).map((call) => mapCall(call, context))
    expect(events).toMatchObject([
      { value: { channel: 'pos' } },
      { value: { channel: 'qr', traits: { email: 'ada@example.com' } } },
    ])
  })
})

describe('the context of a batch that is nested too deep', () => {
  const split = (depth: number) => {
    const context = JSON.parse(`{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`)
    return splitCalls({ batch: [{ type: 'track', event: 'A', userId: 'u' }], context }, 'batch')
  }

  it.each([maxCallDepth + 1, 10_000])('refuses the batch, %i levels', (depth) => {
    expect(split(depth)).toMatchObject({
      failure: { kind: 'malformed-body', errors: [{ pointer: '/context' }] },
    })
  })

  it('lets it pass up to the last level', () => expect(split(maxCallDepth).ok).toBe(true))
})

describe('who a call is about', () => {
  it('is never read from the properties, which may name a friend', () => {
    const mapped = map({
      type: 'track',
      event: 'Invited',
      anonymousId: 'a',
      properties: { email: 'friend@example.com', phone: '07700900123' },
    })
    expect(mapped).toMatchObject({ value: { identifiers: [{ type: 'cookie_id', value: 'a' }] } })
  })

  it('is a cookie and a device where a browser names both', () => {
    const device = { device: { id: 'd-1' } }
    const call = { type: 'page', anonymousId: 'a-1' }
    const types = (callContext: object) => {
      const mapped = map({ ...call, context: callContext })
      return mapped.ok ? mapped.value.identifiers.map(({ type }) => type) : mapped
    }
    expect(types({ ...device, channel: 'web' })).toEqual(['cookie_id', 'device_id'])
    expect(types(device)).toEqual(['device_id', 'device_id'])
  })

  it('is never read from the traits of a group', () => {
    const mapped = map({ type: 'group', userId: 'u', groupId: 'g', traits: { email: 'office@example.com' } })
    expect(mapped).toMatchObject({
      value: { identifiers: [{ type: 'external_id', value: 'u', scope: 'tracking' }] },
    })
    expect(mapped.ok && mapped.value.traits).toBeUndefined()
  })

  it('is one bill of one store where both are given', () => {
    const sale = {
      type: 'track',
      event: 'QR Scanned',
      anonymousId: 'a',
      properties: { bill_number: 917, store: 'Bristol' },
    }
    expect(map(sale)).toMatchObject({
      value: { identifiers: [{}, { type: 'pos_bill', value: '917', scope: 'Bristol' }] },
    })
    expect(map({ ...sale, properties: { bill_number: 917 } })).toMatchObject({
      value: { identifiers: [{ type: 'cookie_id' }] },
    })
  })
})

describe('traits and alias', () => {
  it('the traits of an identify call have the last word over those of its context', () => {
    const mapped = map({
      type: 'identify',
      userId: 'u',
      traits: { city: 'Bristol' },
      context: { traits: { city: 'Bath', firstName: 'Ada' } },
    })
    expect(mapped).toMatchObject({ value: { traits: { city: 'Bristol', firstName: 'Ada' } } })
  })

  it('a previous id that is the anonymous id is named once, as such', () => {
    const mapped = map({ type: 'alias', userId: 'u', previousId: 'a', anonymousId: 'a' })
    expect(mapped.ok && mapped.value.identifiers).toEqual([
      { type: 'external_id', value: 'u', scope: 'tracking' },
      { type: 'cookie_id', value: 'a' },
    ])
  })
})

describe('the statement of an alias', () => {
  const statementOf = (fields: object) => {
    const mapped = map({ type: 'alias', ...fields })
    return mapped.ok ? mapped.value.identityStatement : mapped
  }
  const user = (value: string) => ({ type: 'external_id', value, scope: 'tracking' })

  it.each([
    ['two user ids', { userId: 'u', previousId: 'v' }, user('v')],
    [
      'the anonymous id of a browser',
      { userId: 'u', previousId: 'a', anonymousId: 'a' },
      { type: 'cookie_id', value: 'a' },
    ],
    [
      'the anonymous id of an app',
      { userId: 'u', previousId: 'a', anonymousId: 'a', context: { channel: 'app' } },
      { type: 'device_id', value: 'a' },
    ],
  ])('ties %s to the user, both of them among the identifiers', (_, fields, from) => {
    expect(statementOf(fields)).toEqual({ kind: 'same-person', from, to: user('u') })
    const mapped = map({ type: 'alias', ...fields })
    expect(mapped.ok && mapped.value.identifiers).toEqual(expect.arrayContaining([from, user('u')]))
  })

  it('is missing where both ids are one, and in every other call', () => {
    expect(statementOf({ userId: 'u', previousId: 'u' })).toBeUndefined()
    expect(statementOf({ type: 'identify', userId: 'u', previousId: 'v' })).toBeUndefined()
  })
})

describe('what a call says the person allows', () => {
  const consentsOf = (fields: object) => {
    const mapped = map({ type: 'track', event: 'Seen', userId: 'u', ...fields })
    return mapped.ok ? mapped.value.consents : mapped
  }
  const banner = (categoryPreferences: unknown) =>
    consentsOf({ context: { consent: { categoryPreferences } } })

  it('is read from the categories whose names are known, however they are written', () => {
    expect(
      banner({
        C0002: true,
        'Data Sharing': false,
        sale_of_data: true,
        PERSONALIZATION: true,
        Weather: true,
      }),
    ).toEqual([
      { purpose: 'analytics', isGranted: true },
      { purpose: 'sale-of-data', isGranted: false },
      { purpose: 'personalisation', isGranted: true },
    ])
  })

  it('is a refusal where two categories of one purpose differ', () => {
    for (const categories of [
      { Advertising: true, Targeting: false },
      { Targeting: false, Advertising: true },
    ]) {
      expect(banner(categories)).toEqual([{ purpose: 'profiling', isGranted: false }])
    }
  })

  it('never comes to marketing messages by a banner, which asks about data', () => {
    expect(banner({ Marketing: true })).toEqual([{ purpose: 'profiling', isGranted: true }])
  })

  it.each<[unknown]>([
    [{}],
    [[]],
    ['all'],
    [null],
    [{ Analytics: 'yes' }],
    [{ constructor: true, valueOf: true }],
  ])('is nothing in %j', (preferences) => {
    expect(banner(preferences)).toBeUndefined()
  })

  it('is read from message subscriptions of an identify alone', () => {
    const context = {
      messaging_subscriptions: [
        { key: 'ada@example.com', type: 'Email', status: 'Subscribed' },
        7,
        { type: 'FAX', status: 'SUBSCRIBED' },
      ],
    }
    expect(consentsOf({ type: 'identify', context })).toEqual([
      { purpose: 'marketing', channel: 'email', isGranted: true },
    ])
    expect(consentsOf({ context })).toBeUndefined()
  })
})

describe('a tracked order', () => {
  const orderEvent = (event: string, properties: object) =>
    map({ type: 'track', userId: 'u', messageId: 'm', event, properties: { order_id: '7', ...properties } })

  it('gives back a positive amount, also where the shop writes a negative one', () => {
    expect(orderEvent('Order Refunded', { total: '-4.20' })).toMatchObject({
      value: { order: { refund: { refundId: 'm', amountMinor: 420 } } },
    })
  })

  it('is refused when its lines add up to more than a number can hold', () => {
    const product = { product_id: 'p', price: '80071992547409.91' }
    expect(orderEvent('Order Completed', { products: [product] }).ok).toBe(true)
    expect(orderEvent('Order Completed', { products: [product, product] }).ok).toBe(false)
  })

  it('is refused when a quantity is beyond all numbers, even at no price', () => {
    const product = { product_id: 'p', price: 0, quantity: '9'.repeat(400) }
    expect(orderEvent('Order Completed', { total: 1, products: [product] })).toMatchObject({
      failure: { kind: 'invalid-order', errors: [{ pointer: '/properties/products/0/quantity' }] },
    })
  })

  it("takes the tenant's currency where it names none, and no rubbish for one", () => {
    expect(orderEvent('Order Completed', { total: 5 })).toMatchObject({
      value: { order: { currency: 'GBP' } },
    })
    for (const currency of [{}, '', 'pounds', 5]) {
      expect(orderEvent('Order Completed', { total: 5, currency })).toMatchObject({
        failure: { errors: [{ pointer: '/properties/currency' }] },
      })
    }
  })
})

describe('trackingEndpoint', () => {
  it.each([
    ['/v1/track', 'track'],
    ['https://patron.example/v1/b?x=1', 'batch'],
    ['/v1/p/', 'page'],
    ['/v1/tracks', undefined],
    ['/v1/constructor', undefined],
  ])('reads %s as %s', (url, endpoint) => expect(trackingEndpoint(url)).toBe(endpoint))
})

describe('writeKeyOf', () => {
  const headers = (authorization: string) => new Map([['authorization', authorization]])

  it('reads the user name of Basic authentication, else the body', () => {
    expect(writeKeyOf(headers(`Basic ${btoa('key-1:')}`), undefined)).toBe('key-1')
    expect(writeKeyOf(headers(`basic ${btoa('key-1')}`), { writeKey: 'key-2' })).toBe('key-1')
    expect(writeKeyOf(new Map(), { writeKey: 'key-2' })).toBe('key-2')
  })

  it('reads the query of an address last', () => {
    const url = 'https://patron.example/beacon/v1/batch?sent=1&writeKey=key%203'
    expect(writeKeyOf(new Map(), undefined, url)).toBe('key 3')
    expect(writeKeyOf(new Map(), { writeKey: 'key-2' }, url)).toBe('key-2')
    expect(writeKeyOf(new Map(), undefined, 'https://patron.example/v1/batch?writeKey=')).toBeUndefined()
    expect(writeKeyOf(new Map(), undefined, 'https://patron.example/v1/batch')).toBeUndefined()
  })

  it.each(['', 'Basic', 'Basic !!!', 'Bearer abc', `Basic ${btoa(':password')}`])(
    'finds none in %j',
    (authorization) => {
      expect(writeKeyOf(headers(authorization), undefined)).toBeUndefined()
    },
  )
})

describe('refuseOversizedCall', () => {
  const call = (text: string) => ({ type: 'track', text })
  const overheadBytes = JSON.stringify(call('')).length

  it('lets a call pass up to the last byte', () => {
    expect(refuseOversizedCall(call('x'.repeat(maxEventBytes - overheadBytes)))).toBeUndefined()
    expect(refuseOversizedCall(call('x'.repeat(maxEventBytes - overheadBytes + 1)))).toMatchObject({
      failure: { kind: 'event-too-large' },
    })
  })

  it('counts bytes, not characters', () => {
    expect(refuseOversizedCall(call('語'.repeat(maxEventBytes / 3)))).toMatchObject({
      failure: { kind: 'event-too-large' },
    })
  })

  it.each([600, 10_000, 100_000])(
    'refuses one nested %i deep as too large: it could not be written down',
    (depth) => {
      const fields = JSON.parse(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`)
      expect(refuseOversizedCall(fields)).toMatchObject({ failure: { kind: 'event-too-large' } })
    },
  )

  it('refuses one that is both nested and long as too large, so that it is not kept', () => {
    let fields: unknown = 'x'.repeat(maxEventBytes)
    for (let depth = 0; depth < 40; depth += 1) fields = [fields]
    expect(refuseOversizedCall(fields)).toMatchObject({ failure: { kind: 'event-too-large' } })
  })

  it('refuses a call nested so deep that reading it could break something', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
    expect(refuseOversizedCall(nested(maxCallDepth))).toBeUndefined()
    expect(refuseOversizedCall(nested(maxCallDepth + 1))).toMatchObject({ failure: { kind: 'invalid-call' } })
    expect(refuseOversizedCall(nested(500))).toMatchObject({ failure: { kind: 'invalid-call' } })
  })
})
