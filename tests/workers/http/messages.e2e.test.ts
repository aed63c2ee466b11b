import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials, demoSecret } from '#scripts/provision-demo-tenant.ts'
import { patronClient } from '#shared/contracts/client.ts'
import type { CustomerList, CustomerView, Timeline } from '#shared/contracts/customers.ts'
import type { NewMessage } from '#shared/contracts/messages.ts'
import type { QuarantineList } from '#shared/contracts/quarantine.ts'
import { signTwilio } from '#shared/sources/twilio/sign.ts'
import { verifyToken } from '#shared/sources/whatsapp/challenge.ts'
import { signWhatsApp } from '#shared/sources/whatsapp/sign.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { type FakeVendor, startFakeVendor } from '#tests/support/fake-vendor.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

/** What wrangler.toml says: the address that vendors call and sign, whatever port the Worker hears. */
const publicUrl = 'http://127.0.0.1:8787'
const ada = '+447700900123'
const accountSid = 'AC7f3b2c1d9e8a4f60b5c4d3e2f1a09b87'
let platform: TestPlatform
let twilio: FakeVendor
let meta: FakeVendor

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  await addTenant(await platform.database(), 'other', 'other-tenants-key')
  twilio = await startFakeVendor(() => ({
    status: 201,
    body: { sid: `SM${crypto.randomUUID()}`, status: 'queued' },
  }))
  meta = await startFakeVendor(() => ({
    status: 200,
    body: { messages: [{ id: `wamid.${crypto.randomUUID()}` }] },
  }))
  await connect(
    'twilio',
    { apiUrl: twilio.url, whatsappSender: '+442071838750', smsSender: '+442071838751' },
    {
      accountSid,
      authToken: 'hush',
    },
  )
  await connect('whatsapp', { apiUrl: meta.url, phoneNumberId: '106540352242922' }, { accessToken: 'EAAG' })
})
afterAll(async () => {
  await Promise.all([platform?.remove(), twilio?.stop(), meta?.stop()])
})

async function connect(source: string, settings: object, credentials: object): Promise<void> {
  const connection = { source, connectionId: 'shop', settings, credentials, secret: 'the vendor’s secret' }
  const body = JSON.stringify(connection)
  const response = await platform.api('/v1/connections', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
}

async function twilioDelivers(
  fields: Record<string, string>,
  secret = demoSecret('twilio'),
): Promise<Response> {
  const path = '/webhooks/twilio/demo'
  const form = { AccountSid: accountSid, To: 'whatsapp:+442071838750', From: `whatsapp:${ada}`, ...fields }
  const body = new Uint8Array(new TextEncoder().encode(new URLSearchParams(form).toString()))
  const signed = await signTwilio(`${publicUrl}${path}`, body, secret)
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...signed }
  return fetch(`${platform.apiUrl}${path}`, { method: 'POST', body, headers })
}

async function customerOf(phone: string): Promise<CustomerView> {
  await platform.settled()
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(`phone:${phone}`)}`,
  )
  return platform.get<CustomerView>(`/v1/customers/${customers[0]?.id}`)
}

async function eventsOf(customerId: string): Promise<string[]> {
  await platform.settled()
  const { items } = await platform.get<Timeline>(`/v1/customers/${customerId}/timeline`)
  return items.map(({ name, properties }) => `${name}: ${properties?.status ?? properties?.text}`)
}

function client(token: string = demoCredentials.apiKey) {
  return patronClient({ fetch, baseUrl: platform.apiUrl, token })
}

const toAda: NewMessage = {
  connection: { source: 'twilio', connectionId: 'shop' },
  to: { phone: ada },
  purpose: 'service',
  text: 'Your parcel is on its way',
}

describe('what Twilio delivers', () => {
  it('is answered in TwiML, and becomes a customer with a name', async () => {
    const fields = {
      MessageSid: 'SMin1',
      Body: 'Is it oiled?',
      ProfileName: 'Ada',
      WaId: '447700900123',
      NumMedia: '0',
    }
    const response = await twilioDelivers(fields)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8'])
    expect(await response.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
    await twilioDelivers(fields)
    const customer = await customerOf(ada)
    expect(customer.displayName).toBe('Ada')
    expect(await eventsOf(customer.id)).toEqual(['Message Received: Is it oiled?'])
  })

  it('is refused when another signed it', async () => {
    expect((await twilioDelivers({ MessageSid: 'SMin2', Body: 'x' }, 'another')).status).toBe(401)
  })

  it('tells the way of a message on the timeline of who it was sent to', async () => {
    for (const MessageStatus of ['delivered', 'sent']) {
      const ends = { From: 'whatsapp:+442071838750', To: `whatsapp:${ada}` }
      expect((await twilioDelivers({ MessageSid: 'SMout1', MessageStatus, ...ends })).status).toBe(200)
    }
    const { id } = await customerOf(ada)
    expect((await eventsOf(id)).filter((event) => event.startsWith('Message Status')).sort()).toEqual([
      'Message Status Updated: delivered',
      'Message Status Updated: sent',
    ])
  })
})

describe('what Meta delivers', () => {
  const path = '/webhooks/whatsapp/demo'

  it('begins with a challenge', async () => {
    const challenge = (token: string) => {
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.verify_token': token,
        'hub.challenge': '42',
      })
      return fetch(`${platform.apiUrl}${path}?${query}`)
    }
    const right = await challenge(await verifyToken(demoSecret('whatsapp')))
    expect([right.status, await right.text()]).toEqual([200, '42'])
    const wrong = await challenge('guess')
    expect([wrong.status, await wrong.text()]).toEqual([403, 'The verify token does not fit'])
  })

  it('stands or falls message by message', async () => {
    const file = new URL(
      '../../../shared/sources/whatsapp/fixtures/many-at-once/one-broken.body.json',
      import.meta.url,
    )
    const body = new Uint8Array(readFileSync(file))
    const headers = {
      'content-type': 'application/json',
      ...(await signWhatsApp(body, demoSecret('whatsapp'))),
    }
    const response = await fetch(`${platform.apiUrl}${path}`, { method: 'POST', body, headers })
    expect(await response.json()).toEqual({ accepted: 4, duplicate: 0, quarantined: 2 })
    await platform.settled()
    const { events } = await platform.get<QuarantineList>('/v1/quarantine')
    expect(events.map(({ reason }) => reason).sort()).toEqual(['invalid-message', 'unsupported-topic'])
  })
})

describe('sending', () => {
  it('can be done by each channel of a connection that has credentials and is not paused', async () => {
    const senders = async () => {
      const listed = await client().listMessageSenders()
      return listed.ok
        ? listed.value.senders.map(({ source, connectionId, channel }) => [source, connectionId, channel])
        : listed.failure
    }
    expect(await senders()).toEqual([
      ['twilio', 'shop', 'whatsapp'],
      ['twilio', 'shop', 'sms'],
      ['whatsapp', 'shop', 'whatsapp'],
    ])
    await client().pauseConnection({ source: 'twilio', connectionId: 'shop' })
    expect(await senders()).toEqual([['whatsapp', 'shop', 'whatsapp']])
    await client().resumeConnection({ source: 'twilio', connectionId: 'shop' })
  })

  it('goes to the vendor as it asks for, and onto the timeline', async () => {
    const { id } = await customerOf(ada)
    const sent = await client().sendMessage({ ...toAda, to: { customerId: id } })
    expect(sent).toMatchObject({
      ok: true,
      value: { status: 'queued', channel: 'whatsapp', customerId: id, isRepeat: false },
    })
    const [call] = twilio.seen.splice(0)
    expect(call).toMatchObject({ method: 'POST', path: `/2010-04-01/Accounts/${accountSid}/Messages.json` })
    expect(call?.headers.authorization).toBe(`Basic ${Buffer.from(`${accountSid}:hush`).toString('base64')}`)
    expect(Object.fromEntries(new URLSearchParams(call?.body))).toEqual({
      To: `whatsapp:${ada}`,
      From: 'whatsapp:+442071838750',
      Body: 'Your parcel is on its way',
      StatusCallback: `${publicUrl}/webhooks/twilio/shop`,
    })
    expect(await eventsOf(id)).toContain('Message Sent: queued')
  })

  it('goes through Meta, to a number that nobody is known by yet', async () => {
    const template = { name: 'parcel', language: 'en_GB', parameters: ['1001'] }
    const { text: _, ...rest } = toAda
    const sent = await client().sendMessage({
      ...rest,
      connection: { source: 'whatsapp', connectionId: 'shop' },
      to: { phone: '07700 900999' },
      template,
    })
    expect(sent).toMatchObject({ ok: true, value: { customerId: null } })
    const [call] = meta.seen.splice(0)
    expect(call?.path).toBe('/v24.0/106540352242922/messages')
    expect(call?.headers.authorization).toBe('Bearer EAAG')
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ to: '447700900999', template: { name: 'parcel' } })
    expect(await eventsOf((await customerOf('+447700900999')).id)).toEqual(['Message Sent: accepted'])
  })

  it('sends once for one idempotency key', async () => {
    const key = 'parcel-1001-on-its-way'
    const answers = [await client().sendMessage(toAda, key), await client().sendMessage(toAda, key)]
    expect(answers.map((answer) => answer.ok && answer.value.isRepeat)).toEqual([false, true])
    expect(new Set(answers.map((answer) => answer.ok && answer.value.messageId)).size).toBe(1)
    expect(twilio.seen.splice(0)).toHaveLength(1)
    const other = await client().sendMessage({ ...toAda, text: 'Another' }, key)
    expect(other).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
    expect(twilio.seen).toHaveLength(0)
  })

  it('sends once for many calls at the same moment', async () => {
    const calls = Array.from({ length: 6 }, () => client().sendMessage(toAda, 'all-at-the-same-moment'))
    const answers = await Promise.all(calls)
    expect(answers.filter((answer) => answer.ok && !answer.value.isRepeat)).toHaveLength(1)
    for (const answer of answers) if (!answer.ok) expect(answer.failure.kind).toBe('conflict')
    expect(twilio.seen.splice(0)).toHaveLength(1)
  })

  it('may be tried again with the same key when the vendor has no time, and not when nobody knows', async () => {
    twilio.answerNext({
      status: 429,
      body: { code: 20429, message: 'Too Many Requests' },
      headers: { 'retry-after': '7' },
    })
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'too-fast-at-first' }
    const first = await platform.api('/v1/messages', { method: 'POST', headers, body: JSON.stringify(toAda) })
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7'])
    expect(await client().sendMessage(toAda, 'too-fast-at-first')).toMatchObject({
      ok: true,
      value: { isRepeat: false },
    })

    twilio.answerNext('hang-up')
    const lost = await client().sendMessage(toAda, 'nobody-answers')
    expect(lost).toMatchObject({
      ok: false,
      failure: { kind: 'conflict', retryable: false, problem: { errors: [{ code: 'outcome-unknown' }] } },
    })
    expect(await client().sendMessage(toAda, 'nobody-answers')).toMatchObject({
      ok: false,
      failure: { kind: 'conflict' },
    })
    expect(twilio.seen.splice(0)).toHaveLength(3)
  })

  it('refuses marketing to who said stop, and nothing else', async () => {
    await twilioDelivers({ MessageSid: 'SMin9', Body: 'STOP' })
    const { consents } = await customerOf(ada)
    expect(consents).toMatchObject([{ purpose: 'marketing', channel: 'whatsapp', isGranted: false }])
    const marketing: NewMessage = { ...toAda, purpose: 'marketing', text: '20 % off' }
    expect(await client().sendMessage(marketing, 'the-autumn-sale')).toMatchObject({
      ok: false,
      failure: { kind: 'conflict', problem: { errors: [{ code: 'marketing-refused' }] } },
    })
    expect(twilio.seen).toHaveLength(0)
    expect(await client().sendMessage(toAda)).toMatchObject({ ok: true })
    expect(await client().sendMessage({ ...marketing, channel: 'sms' })).toMatchObject({ ok: true })
    await twilioDelivers({ MessageSid: 'SMin10', Body: 'START' })
    await platform.settled()
    expect(await client().sendMessage(marketing, 'the-autumn-sale')).toMatchObject({ ok: true })
    expect(twilio.seen.splice(0)).toHaveLength(3)
  })

  it('refuses everything to who had the use of their data restricted, until that is lifted', async () => {
    const { id } = await customerOf(ada)
    expect(await client().restrictProcessing(id)).toMatchObject({ ok: true })
    expect(await client().sendMessage(toAda)).toMatchObject({
      ok: false,
      failure: { kind: 'conflict', problem: { errors: [{ code: 'processing-restricted' }] } },
    })
    expect(twilio.seen).toHaveLength(0)
    expect(await client().liftRestriction(id)).toMatchObject({ ok: true })
    expect(await client().sendMessage(toAda)).toMatchObject({ ok: true })
    expect(twilio.seen.splice(0)).toHaveLength(1)
  })

  it.each<[string, object, string, string]>([
    ['no text and no template', { text: undefined }, 'invalid-content', '/'],
    ['two ways to say who', { to: { phone: ada, customerId: 'cus_1' } }, 'invalid-content', '/to'],
    ['a number that is none', { to: { phone: '12' } }, 'invalid-content', '/to/phone'],
    ['a customer who is not there', { to: { customerId: 'cus_nobody' } }, 'not-found', ''],
    [
      'SMS through WhatsApp',
      { connection: { source: 'whatsapp', connectionId: 'shop' }, channel: 'sms' },
      'invalid-content',
      '/channel',
    ],
    [
      'a source that sends nothing',
      { connection: { source: 'shopify', connectionId: 'demo' } },
      'invalid-content',
      '/connection/source',
    ],
    [
      'a connection without credentials',
      { connection: { source: 'twilio', connectionId: 'demo' } },
      'conflict',
      '',
    ],
    [
      'a connection that is not there',
      { connection: { source: 'twilio', connectionId: 'none' } },
      'not-found',
      '',
    ],
  ])('is refused with %s', async (_, changes, kind, pointer) => {
    const sent = await client().sendMessage({ ...toAda, ...changes } as NewMessage)
    expect(sent).toMatchObject({ ok: false, failure: { kind } })
    const errors = sent.ok ? undefined : sent.failure.problem?.errors
    if (pointer !== '') expect(errors?.[0]?.pointer).toBe(pointer)
    expect(twilio.seen).toHaveLength(0)
  })

  it('is for staff of the connection’s own tenant', async () => {
    expect(await client('other-tenants-key').sendMessage(toAda)).toMatchObject({
      failure: { kind: 'not-found' },
    })
    const session = await client().createSession(demoCredentials.customer)
    const token = session.ok ? session.value.token : ''
    expect(await client(token).sendMessage(toAda)).toMatchObject({ failure: { kind: 'forbidden' } })
    expect(twilio.seen).toHaveLength(0)
  })

  it('never reaches who asked to be forgotten and not to be known again', async () => {
    const phone = '+447700900321'
    expect(await client().sendMessage({ ...toAda, to: { phone } })).toMatchObject({ ok: true })
    const { id } = await customerOf(phone)
    expect(await client().createErasure({ customerId: id, mode: 'suppress' })).toMatchObject({ ok: true })
    expect(await client().sendMessage({ ...toAda, to: { phone } })).toMatchObject({
      ok: false,
      failure: { kind: 'conflict', problem: { errors: [{ code: 'suppressed-person' }] } },
    })
    expect(await client().sendMessage({ ...toAda, to: { customerId: id } })).toMatchObject({
      failure: { kind: 'not-found' },
    })
    expect(twilio.seen.splice(0)).toHaveLength(1)
  })
})
