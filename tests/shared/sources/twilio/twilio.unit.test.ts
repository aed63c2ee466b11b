import { describe, expect, it } from 'vitest'
import { usableIdentifiers } from '#shared/identity/usable-identifiers.ts'
import type { Delivery } from '#shared/sources/source.ts'
import { twilioSource } from '#shared/sources/twilio/index.ts'
import { verifyTwilio } from '#shared/sources/twilio/verify.ts'
import { findFixtures, fixtureContext, outcomeOf } from '../fixtures.ts'

const fixtures = findFixtures('twilio')

function fixture(name: string): Delivery {
  const found = fixtures.find((each) => each.name === name)
  if (found === undefined) throw new Error(`the fixture ${name} is gone`)
  return found.delivery
}

/** The event of a form, with fields of a recorded one put in its place. */
function eventOf(name: string, changes: Record<string, string> = {}, settings = {}) {
  const form = new URLSearchParams(new TextDecoder().decode(fixture(name).body))
  for (const [field, value] of Object.entries(changes)) form.set(field, value)
  const body = new Uint8Array(new TextEncoder().encode(form.toString()))
  const parsed = twilioSource.parse({ ...fixture(name), body })
  const record = parsed.ok ? parsed.value[0] : undefined
  const mapped = record && twilioSource.map(record, { ...fixtureContext('twilio'), settings })
  return mapped?.ok ? mapped.value[0] : undefined
}

describe('the signature', () => {
  /** From Twilio's own documentation and the tests of its libraries. */
  it.each([
    ['+14158675309', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['+12349013030', '0/KCTR6DLpKmkAf8muzZqo1nDgQ='],
  ])('of the published call from %s is accepted', async (from, signature) => {
    const form = {
      CallSid: 'CA1234567890ABCDE',
      Caller: from,
      Digits: '1234',
      From: from,
      To: '+18005551212',
    }
    const delivery: Delivery = {
      method: 'POST',
      url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
      headers: new Map([['x-twilio-signature', signature]]),
      body: new Uint8Array(new TextEncoder().encode(new URLSearchParams(form).toString())),
    }
    expect(await verifyTwilio(delivery, ['12345'])).toEqual({ verified: true })
    expect(await verifyTwilio(delivery, ['12346'])).toMatchObject({ verified: false })
  })

  it('covers the address: the same form is refused at another connection', async () => {
    const delivery = fixture('whatsapp-message/text')
    const elsewhere = { ...delivery, url: delivery.url.replace('/fixture', '/another') }
    expect(await verifyTwilio(elsewhere, ['fixture-twilio-secret'])).toMatchObject({ verified: false })
  })

  it('covers parameters that Patron does not know', async () => {
    const delivery = fixture('whatsapp-message/text')
    const body = new Uint8Array([...delivery.body, ...new TextEncoder().encode('&NewParameter=1')])
    expect(await verifyTwilio({ ...delivery, body }, ['fixture-twilio-secret'])).toMatchObject({
      verified: false,
    })
  })
})

describe('who a message is from', () => {
  const keysOf = (name: string, changes: Record<string, string> = {}) =>
    usableIdentifiers(eventOf(name, changes)?.identifiers ?? [], { defaultCountry: 'GB' }).map(
      ({ type, value }) => `${type}:${value}`,
    )

  it('is one phone number, whether by WhatsApp or SMS', () => {
    expect(keysOf('whatsapp-message/text')).toEqual(['phone:+447700900123'])
    expect(keysOf('sms-message/text', { From: '+447700900123' })).toEqual(['phone:+447700900123'])
  })

  it('is the number without the former 1 in Mexico, and WhatsApp’s own id agrees', () => {
    expect(keysOf('whatsapp-message/mexican-number')).toEqual(['phone:+525512345671'])
  })

  it('is a business-scoped id where the number is hidden', () => {
    expect(keysOf('whatsapp-message/number-hidden')).toEqual(['whatsapp_id:GB.13491208655302741918'])
  })

  it('is both where Twilio gives both', () => {
    expect(keysOf('whatsapp-message/text', { ExternalUserId: 'whatsapp:GB.1349' })).toEqual([
      'phone:+447700900123',
      'whatsapp_id:GB.1349',
    ])
  })

  it('is nobody when it is a short code or a name', () => {
    expect(keysOf('sms-message/text', { From: '24273' })).toEqual([])
    expect(keysOf('sms-message/text', { From: 'LARDER' })).toEqual([])
  })

  it('never is the shop', () => {
    for (const { delivery } of fixtures) {
      const outcome = outcomeOf(twilioSource, delivery) as { records?: { events?: object[] }[] }
      const events = (outcome.records ?? []).flatMap(({ events = [] }) => events)
      for (const event of events as { identifiers: { value: string }[] }[]) {
        for (const { value } of event.identifiers) expect(value).not.toMatch(/442071838750|14155550100/)
      }
    }
  })
})

describe('what a message says about marketing', () => {
  const consentOf = (name: string, changes: Record<string, string>, settings = {}) =>
    eventOf(name, changes, settings)?.consents?.map(({ channel, isGranted }) => `${channel}:${isGranted}`)

  it.each([
    ['sms-message/text', { Body: 'stop' }, ['sms:false']],
    ['sms-message/text', { Body: 'Unstop' }, ['sms:true']],
    ['sms-message/text', { Body: 'stop please' }, undefined],
    ['sms-message/text', { Body: 'whatever', OptOutType: 'STOP' }, ['sms:false']],
    ['sms-message/text', { Body: 'stop', OptOutType: 'HELP' }, undefined],
    ['sms-message/text', { Body: 'stop', OptOutType: 'SOMETHING-NEW' }, ['sms:false']],
    ['whatsapp-message/text', { Body: 'UNSUBSCRIBE' }, ['whatsapp:false']],
    ['whatsapp-message/text', { Body: 'Start' }, ['whatsapp:true']],
    ['whatsapp-message/text', { Body: 'yes' }, undefined],
    ['whatsapp-message/text', { Body: 'Gerne!', ButtonPayload: 'STOP' }, ['whatsapp:false']],
    [
      'whatsapp-message/text',
      { Body: 'Cancel', ButtonText: 'Cancel', ButtonPayload: 'appointment:7' },
      undefined,
    ],
    ['messenger-message/text', { Body: 'stop' }, undefined],
  ])('%s with %j: %j', (name, changes, expected) => expect(consentOf(name, changes)).toEqual(expected))

  it('knows the words of the connection’s own', () => {
    const settings = { optOutWords: { de: ['Keine Werbung'] }, optInWords: { de: ['ja'] } }
    expect(consentOf('whatsapp-message/text', { Body: 'KEINE  WERBUNG!' }, settings)).toEqual([
      'whatsapp:false',
    ])
    expect(consentOf('whatsapp-message/text', { Body: 'Ja' }, settings)).toEqual(['whatsapp:true'])
    expect(consentOf('whatsapp-message/text', { Body: 'Ja' })).toBeUndefined()
  })

  it('is read by the known words when the settings cannot be read', () => {
    expect(consentOf('sms-message/text', { Body: 'stop' }, { optOutWords: 'nein' })).toEqual(['sms:false'])
  })
})

describe('a delivery that is no message', () => {
  const refusalOf = (body: Uint8Array<ArrayBuffer>, contentType = 'application/x-www-form-urlencoded') => {
    const headers = new Map([['content-type', contentType]])
    const parsed = twilioSource.parse({ method: 'POST', url: 'https://patron.example/', headers, body })
    return parsed.ok ? undefined : parsed.failure.kind
  }
  const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text))

  it.each([
    ['empty', bytes(''), 'unsupported-topic'],
    ['a call', bytes('CallSid=CA1&From=%2B1'), 'unsupported-topic'],
    ['the debugger’s', bytes('Level=ERROR&Sid=NO1&Payload=%7B%7D'), 'unsupported-topic'],
    ['in another charset', Uint8Array.from([...bytes('MessageSid=SM1&Body=caf'), 0xe9]), 'malformed-body'],
  ])('%s: %s', (_, body, kind) => expect(refusalOf(body)).toBe(kind))

  it('keeps what is no field of its own out', () => {
    expect(refusalOf(bytes('__proto__=1&constructor=2'))).toBe('unsupported-topic')
  })
})

it('a message delivered again is the same event, under whatever token', () => {
  const delivery = fixture('whatsapp-message/text')
  const again = new Map(delivery.headers).set('i-twilio-idempotency-token', 'another')
  expect(outcomeOf(twilioSource, { ...delivery, headers: again })).toEqual(outcomeOf(twilioSource, delivery))
})

it('each status of a message is an event of its own', () => {
  const ids = ['sent', 'delivered', 'read'].map((status) => eventOf(`message-status/${status}`)?.id)
  expect(new Set(ids).size).toBe(3)
  expect(eventOf('message-status/sent', { MessageStatus: 'SENT', SmsStatus: 'sent' })?.id).toBe(ids[0])
})

it('a text of the greatest length is cut, and its event stays small', () => {
  const event = eventOf('whatsapp-message/two-pictures', {
    Body: '🌰'.repeat(1_600),
    ProfileName: 'x'.repeat(5_000),
  })
  expect(event?.properties?.text).toBe('🌰'.repeat(500))
  expect(JSON.stringify(event).length).toBeLessThan(5_000)
})

it('names a delivery as Twilio does', () => {
  expect(twilioSource.describe(fixture('message-status/read')).topic).toBe('status/read')
  expect(twilioSource.describe(fixture('call-status/completed')).topic).toBeNull()
  expect(twilioSource.describe(fixture('event-stream/message-received')).topic).toBeNull()
})
