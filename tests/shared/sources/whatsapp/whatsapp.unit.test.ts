import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { usableIdentifiers } from '#shared/identity/usable-identifiers.ts'
import type { Delivery } from '#shared/sources/source.ts'
import { answerChallenge, verifyToken } from '#shared/sources/whatsapp/challenge.ts'
import { whatsappSource } from '#shared/sources/whatsapp/index.ts'
import { signWhatsApp } from '#shared/sources/whatsapp/sign.ts'
import { verifyWhatsApp } from '#shared/sources/whatsapp/verify.ts'
import { findFixtures, fixtureContext } from '../fixtures.ts'

const encoder = new TextEncoder()
const fixtures = findFixtures('whatsapp')
const context = fixtureContext('whatsapp')

function bodyOf(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encoder.encode(JSON.stringify(value)))
}

function deliveryOf(body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Delivery {
  const url = 'https://patron.example/webhooks/whatsapp/demo'
  return { method: 'POST', url, headers: new Map(Object.entries(headers)), body }
}

/** What becomes of each record of some content under `messages`. */
function outcomesOf(value: object, field = 'messages') {
  const body = bodyOf({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field, value }] }],
  })
  const parsed = whatsappSource.parse(deliveryOf(body))
  if (!parsed.ok) throw new Error(parsed.failure.message)
  return parsed.value.map((record) => whatsappSource.map(record, context))
}

function eventsOf(value: object, field?: string): CanonicalEvent[] {
  return outcomesOf(value, field).flatMap((outcome) => (outcome.ok ? outcome.value : []))
}

const text = {
  from: '447700900123',
  id: 'wamid.1',
  timestamp: '1795255140',
  type: 'text',
  text: { body: 'Hi' },
}

describe('the signature', () => {
  it('agrees with another HMAC implementation on any bytes, secret and damage', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 64 }),
        fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
        fc.constantFrom('sha256=', 'sha256=', 'sha1=', '', 'SHA256='),
        fc.boolean(),
        async (bytes, secret, scheme, isRight) => {
          const hex = createHmac('sha256', isRight ? secret : `${secret}x`)
            .update(bytes)
            .digest('hex')
          const delivery = deliveryOf(new Uint8Array(bytes), { 'x-hub-signature-256': scheme + hex })
          const { verified } = await verifyWhatsApp(delivery, [secret])
          expect(verified).toBe(isRight && scheme === 'sha256=')
        },
      ),
      { numRuns: 500 },
    )
  })

  it('of the simulator is the one of another HMAC implementation', async () => {
    const body = bodyOf({ a: 'ü' })
    const expected = createHmac('sha256', 'hush').update(body).digest('hex')
    expect(await signWhatsApp(body, 'hush')).toEqual({ 'x-hub-signature-256': `sha256=${expected}` })
  })

  it.each(['', 'sha256=', 'sha256=zz', 'sha256=abc'])('is refused when it reads %j', async (signature) => {
    const delivery = deliveryOf(bodyOf({}), { 'x-hub-signature-256': signature })
    expect(await verifyWhatsApp(delivery, ['hush'])).toEqual({ verified: false, reason: 'bad-signature' })
  })
})

describe('the challenge', () => {
  const call = (token: string, challenge = '1158201444', mode = 'subscribe'): Delivery => {
    const query = new URLSearchParams({
      'hub.mode': mode,
      'hub.verify_token': token,
      'hub.challenge': challenge,
    })
    const url = `https://patron.example/webhooks/whatsapp/demo?${query}`
    return { method: 'GET', url, headers: new Map(), body: new Uint8Array() }
  }

  it('is sent back as plain text to who knows the verify token, under either secret', async () => {
    const expected = { status: 200, contentType: 'text/plain; charset=utf-8', body: '1158201444' }
    expect(await answerChallenge(call(await verifyToken('old')), ['new', 'old'])).toEqual(expected)
    expect(await answerChallenge(call(await verifyToken('new')), ['new', 'old'])).toEqual(expected)
  })

  it('is refused to anybody else', async () => {
    for (const token of ['', 'zz', 'new', await verifyToken('another'), `${await verifyToken('new')}00`]) {
      expect(await answerChallenge(call(token), ['new'])).toMatchObject({ status: 403 })
    }
    expect(await answerChallenge(call(await verifyToken('new')), [])).toMatchObject({ status: 403 })
    expect(await answerChallenge(call(await verifyToken('new'), 'x'.repeat(300)), ['new'])).toMatchObject({
      status: 403,
    })
  })

  it('is no other call', async () => {
    expect(await answerChallenge(call(await verifyToken('new'), '1', 'unsubscribe'), ['new'])).toBeUndefined()
    const posted: Delivery = { ...call(await verifyToken('new')), method: 'POST' }
    expect(await answerChallenge(posted, ['new'])).toBeUndefined()
  })

  it('has a token that is not the secret, nor a signature of anything that is delivered', async () => {
    const token = await verifyToken('hush')
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    expect(token).toBe(createHmac('sha256', 'hush').update('whatsapp webhook verify token').digest('hex'))
  })
})

describe('who a message is from', () => {
  const keysOf = (message: object, contacts?: object[]) =>
    eventsOf({ messages: [{ ...text, ...message }], ...(contacts && { contacts }) }).map(({ identifiers }) =>
      usableIdentifiers(identifiers, { defaultCountry: 'GB' }).map(({ type, value }) => `${type}:${value}`),
    )[0]

  it('is a number, a user id, or both', () => {
    expect(keysOf({})).toEqual(['phone:+447700900123'])
    expect(keysOf({ from_user_id: 'GB.1' })).toEqual(['phone:+447700900123', 'whatsapp_id:GB.1'])
    expect(keysOf({ from: undefined, from_user_id: 'GB.1', from_parent_user_id: 'GB.ENT.2' })).toEqual([
      'whatsapp_id:GB.1',
      'whatsapp_id:GB.ENT.2',
    ])
    expect(keysOf({ from: 'GB.1' })).toEqual(['whatsapp_id:GB.1'])
  })

  it('is whom the contacts name where the message names nobody', () => {
    expect(keysOf({ from: undefined }, [{ user_id: 'GB.7', profile: { name: 'Bo' } }])).toEqual([
      'whatsapp_id:GB.7',
    ])
    expect(keysOf({ from: undefined }, [{ user_id: 'GB.7' }, { user_id: 'GB.8' }])).toBeUndefined()
    expect(outcomesOf({ messages: [{ ...text, from: undefined }] })[0]).toMatchObject({
      ok: false,
      failure: { kind: 'invalid-message', errors: [{ pointer: '/from' }] },
    })
  })

  it('is never somebody else among the contacts', () => {
    const others = [{ wa_id: '447700900999', user_id: 'GB.9', profile: { name: 'Somebody else' } }]
    expect(keysOf({}, others)).toEqual(['phone:+447700900123'])
    expect(eventsOf({ messages: [text], contacts: others })[0]?.traits).toBeUndefined()
  })

  it('is not by a card whose number is as long as no number is', () => {
    const card = {
      type: 'contacts',
      origin: 'contact_request',
      contacts: [{ phones: [{ phone: '4'.repeat(40_000) }] }],
    }
    const [event] = eventsOf({ messages: [{ ...text, ...card }] })
    expect(event?.identifiers.map(({ value }) => value)).toEqual(['+447700900123'])
  })

  it('survives contacts that cannot be read', () => {
    for (const contacts of [
      'none',
      7,
      [null, 3],
      [{ wa_id: {} }],
      [{ profile: 'x', wa_id: '447700900123' }],
    ]) {
      expect(eventsOf({ messages: [text], contacts })[0]?.identifiers[0]?.value).toBe('+447700900123')
    }
  })
})

describe('many things in one delivery', () => {
  it('stand or fall alone, whatever is among them', () => {
    const broken = fc.oneof(
      fc.json().map((json) => JSON.parse(json)),
      fc.constant({ ...text, timestamp: 'x' }),
    )
    fc.assert(
      fc.property(fc.array(broken, { maxLength: 4 }), fc.array(broken, { maxLength: 4 }), (before, after) => {
        const events = eventsOf({ messages: [...before, text, ...after] })
        expect(events.filter(({ id }) => id === 'message-received:wamid.1')).toHaveLength(1)
      }),
      { numRuns: 300 },
    )
  })

  it('give the same events in whatever order they are listed, once for each name', () => {
    const statuses = ['sent', 'delivered', 'read', 'delivered'].map((status, index) => {
      return {
        id: 'wamid.2',
        status,
        timestamp: String(1795255160 + (index % 3)),
        recipient_id: '447700900123',
      }
    })
    const idsOf = (list: object[]) => [...new Set(eventsOf({ statuses: list }).map(({ id }) => id))].sort()
    fc.assert(
      fc.property(fc.shuffledSubarray(statuses, { minLength: 4 }), (shuffled) => {
        expect(idsOf(shuffled)).toEqual([
          'message-status:wamid.2:delivered',
          'message-status:wamid.2:read',
          'message-status:wamid.2:sent',
        ])
      }),
      { numRuns: 30 },
    )
  })

  it('keep a long chat within the size of an event', () => {
    const long = 'x'.repeat(4_096)
    const events = eventsOf({
      contacts: [{ wa_id: '447700900123', profile: { name: long, username: long } }],
      messages: [
        { ...text, text: { body: long }, referral: { headline: long, body: long, source_url: long } },
        {
          ...text,
          type: 'order',
          order: {
            product_items: Array.from({ length: 900 }, () => {
              return { product_retailer_id: long, quantity: 1, item_price: 1, currency: 'gbp' }
            }),
          },
        },
      ],
    })
    expect(events).toHaveLength(3)
    for (const event of events) expect(JSON.stringify(event).length).toBeLessThan(32 * 1024)
    expect(events[2]?.properties).toMatchObject({ currency: 'GBP', value: 900 })
  })
})

it('a cart in two currencies, or in none that is known, has no value', () => {
  const item = { product_retailer_id: 'a', quantity: 1, item_price: 1 }
  const worthOf = (...currencies: string[]) => {
    const product_items = currencies.map((currency) => ({ ...item, currency }))
    return eventsOf({ messages: [{ ...text, type: 'order', order: { product_items } }] })[1]?.properties
      ?.value
  }
  expect(worthOf('GBP', 'GBP')).toBe(2)
  expect(worthOf('GBP', 'EUR')).toBeUndefined()
  expect(worthOf('QQQ')).toBeUndefined()
})

it('a message delivered again is the same event', () => {
  for (const { delivery } of fixtures) {
    const first = whatsappSource.parse(delivery)
    expect(whatsappSource.parse({ ...delivery, headers: new Map() })).toEqual(first)
  }
})

it('names a delivery by what changed', () => {
  const topicOf = (name: string) => {
    const found = fixtures.find((each) => each.name === name)
    return found && whatsappSource.describe(found.delivery).topic
  }
  expect(topicOf('messages-text/question')).toBe('messages')
  expect(topicOf('many-at-once/one-broken')).toBe('messages,statuses,message_template_status_update')
  expect(topicOf('other-objects/not-json')).toBeNull()
})
