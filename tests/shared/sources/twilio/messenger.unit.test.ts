import { describe, expect, it } from 'vitest'
import type { OutgoingMessage } from '#shared/messaging/messenger.ts'
import { twilioMessenger } from '#shared/sources/twilio/messenger.ts'

const credentials = { accountSid: 'AC7f3b2c1d9e8a4f60b5c4d3e2f1a09b87', authToken: 'hush' }
const settings = { whatsappSender: '+442071838750', smsSender: 'MG5e4d3c2b1a09f8e7d6c5b4a392817060' }
const statusUrl = 'https://patron.example/webhooks/twilio/demo'
const text: OutgoingMessage = {
  channel: 'whatsapp',
  target: { phone: '+447700900123' },
  content: { text: 'Es ist da & wartet – 100 %' },
  statusUrl,
}

function formOf(message: OutgoingMessage, ofSettings: Record<string, string> = settings) {
  const request = twilioMessenger.request(message, ofSettings, credentials)
  return request.ok ? Object.fromEntries(new URLSearchParams(request.value.body ?? '')) : request.failure.kind
}

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  twilioMessenger.readAnswer({
    status,
    headers: new Map(Object.entries(headers)),
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('the call', () => {
  it('goes to the account, with Basic authentication', () => {
    expect(twilioMessenger.request(text, settings, credentials)).toMatchObject({
      value: { method: 'POST', path: `/2010-04-01/Accounts/${credentials.accountSid}/Messages.json` },
    })
    const authorization = `Basic ${Buffer.from(`${credentials.accountSid}:hush`).toString('base64')}`
    expect(twilioMessenger.address({}, credentials)).toEqual({
      ok: true,
      value: { baseUrl: 'https://api.twilio.com', headers: { authorization } },
    })
  })

  it('has the text, both ends and where to report to', () => {
    expect(formOf(text)).toEqual({
      To: 'whatsapp:+447700900123',
      From: 'whatsapp:+442071838750',
      Body: 'Es ist da & wartet – 100 %',
      StatusCallback: statusUrl,
    })
  })

  it('goes out by SMS through a messaging service', () => {
    expect(formOf({ ...text, channel: 'sms' })).toEqual({
      To: '+447700900123',
      MessagingServiceSid: settings.smsSender,
      Body: 'Es ist da & wartet – 100 %',
      StatusCallback: statusUrl,
    })
  })

  it('names a template and its parameters', () => {
    const template = { name: 'HX3f2e', language: 'en', parameters: ['Ada', '"7"'] }
    expect(formOf({ ...text, content: { template } })).toMatchObject({
      ContentSid: 'HX3f2e',
      ContentVariables: '{"1":"Ada","2":"\\"7\\""}',
    })
  })

  it('reaches who hides the number by WhatsApp, and by nothing else', () => {
    const target = { whatsappId: 'GB.1349' }
    expect(formOf({ ...text, target })).toMatchObject({ To: 'whatsapp:GB.1349' })
    expect(formOf({ ...text, target, channel: 'sms' })).toBe('message-refused')
  })

  it('is not made without a sender, or with credentials that are none', () => {
    expect(formOf(text, {})).toBe('unfit-settings')
    for (const wrong of [{}, { accountSid: 'AC1', authToken: 'x' }, { ...credentials, authToken: 'a\nb' }]) {
      expect(twilioMessenger.address({}, wrong)).toMatchObject({ failure: { kind: 'unfit-credentials' } })
    }
  })
})

describe('the answer', () => {
  it('of success gives the number', () => {
    expect(answer(201, { sid: 'SM1', status: 'queued', error_code: null })).toEqual({
      ok: true,
      value: { messageId: 'SM1', status: 'queued' },
    })
  })

  it.each([
    [400, { code: 21211, message: 'Invalid To', status: 400 }, 'message-refused', '21211', false],
    [400, { code: 21610, message: 'Unsubscribed', status: 400 }, 'message-refused', '21610', false],
    [401, { code: 20003, message: 'Authenticate', status: 401 }, 'unfit-credentials', '20003', false],
    [429, { code: 20429, message: 'Too Many Requests', status: 429 }, 'rate-limited', '20429', true],
    [503, '<html>', 'vendor-unavailable', null, true],
    [500, '', 'outcome-unknown', null, false],
    [504, 'gateway', 'outcome-unknown', null, false],
    [302, '', 'outcome-unknown', null, false],
    [200, 'not json', 'outcome-unknown', null, false],
    [200, { status: 'queued' }, 'outcome-unknown', null, false],
    [400, { code: { deep: 1 }, message: 7 }, 'message-refused', null, false],
  ])('%i %j: %s', (status, body, kind, vendorCode, retryable) => {
    expect(answer(status, body)).toMatchObject({ ok: false, failure: { kind, vendorCode, retryable } })
  })

  it.each([
    ['7', 7],
    ['0', 1],
    ['0.2', 1],
    ['999999', 3_600],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
    ['-3', null],
    ['', null],
  ])('asks to wait %j: %s', (header, afterSeconds) => {
    expect(answer(429, {}, { 'retry-after': header })).toMatchObject({ failure: { afterSeconds } })
  })
})
