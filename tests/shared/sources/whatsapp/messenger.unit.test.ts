import { describe, expect, it } from 'vitest'
import type { OutgoingMessage } from '#shared/messaging/messenger.ts'
import { whatsAppMessenger } from '#shared/sources/whatsapp/messenger.ts'

const settings = { phoneNumberId: '106540352242922', graphVersion: 'v23.0' }
const text: OutgoingMessage = {
  channel: 'whatsapp',
  target: { phone: '+447700900123' },
  content: { text: 'It is on its way' },
  statusUrl: 'https://patron.example/webhooks/whatsapp/demo',
}

function bodyOf(message: OutgoingMessage) {
  const request = whatsAppMessenger.request(message, settings, {})
  return request.ok ? JSON.parse(request.value.body ?? '') : request.failure
}

const answer = (status: number, body: unknown) =>
  whatsAppMessenger.readAnswer({ status, headers: new Map(), body: JSON.stringify(body) })

describe('the call', () => {
  it('goes to the number’s id, with the token', () => {
    expect(whatsAppMessenger.request(text, settings, {})).toMatchObject({
      value: { method: 'POST', path: '/v23.0/106540352242922/messages' },
    })
    expect(whatsAppMessenger.address(settings, { accessToken: 'EAAG' })).toEqual({
      ok: true,
      value: { baseUrl: 'https://graph.facebook.com', headers: { authorization: 'Bearer EAAG' } },
    })
  })

  it('has the text as Meta writes it', () => {
    expect(bodyOf(text)).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '447700900123',
      type: 'text',
      text: { preview_url: false, body: 'It is on its way' },
    })
  })

  it('has a template with its parameters, or with none', () => {
    const template = { name: 'parcel', language: 'en_GB', parameters: ['Ada', '1001'] }
    const parameters = [
      { type: 'text', text: 'Ada' },
      { type: 'text', text: '1001' },
    ]
    expect(bodyOf({ ...text, content: { template } })).toMatchObject({
      type: 'template',
      template: { name: 'parcel', language: { code: 'en_GB' }, components: [{ type: 'body', parameters }] },
    })
    expect(bodyOf({ ...text, content: { template: { ...template, parameters: [] } } }).template).toEqual({
      name: 'parcel',
      language: { code: 'en_GB' },
    })
  })

  it('names who hides the number as the recipient', () => {
    const body = bodyOf({ ...text, target: { whatsappId: 'GB.1349' } })
    expect(body).toMatchObject({ recipient: 'GB.1349' })
    expect(body).not.toHaveProperty('to')
  })

  it('is not made without the number’s id or a token', () => {
    expect(whatsAppMessenger.request(text, {}, {})).toMatchObject({ failure: { kind: 'unfit-settings' } })
    for (const accessToken of ['', 'a b', 'a\r\nx: y']) {
      expect(whatsAppMessenger.address({}, { accessToken })).toMatchObject({
        failure: { kind: 'unfit-credentials' },
      })
    }
  })
})

describe('the answer', () => {
  it('of success gives the number', () => {
    const taken = {
      messaging_product: 'whatsapp',
      contacts: [{ input: '447700900123', wa_id: '447700900123' }],
      messages: [{ id: 'wamid.1', message_status: 'accepted' }],
    }
    expect(answer(200, taken)).toEqual({ ok: true, value: { messageId: 'wamid.1', status: 'accepted' } })
  })

  it.each([
    [400, 131047, 'message-refused', false],
    [400, 132001, 'message-refused', false],
    [400, 100, 'message-refused', false],
    [401, 190, 'unfit-credentials', false],
    [403, 10, 'unfit-credentials', false],
    [400, 131005, 'unfit-credentials', false],
    [400, 130429, 'rate-limited', true],
    [400, 131056, 'rate-limited', true],
    [400, 80007, 'rate-limited', true],
    [500, 131016, 'vendor-unavailable', true],
    [503, 2, 'vendor-unavailable', true],
    [500, 131000, 'outcome-unknown', false],
  ])('%i with the error %i: %s', (status, code, kind, retryable) => {
    const error = { message: `(#${code}) Something`, type: 'OAuthException', code, fbtrace_id: 'A1' }
    expect(answer(status, { error })).toMatchObject({
      ok: false,
      failure: { kind, retryable, vendorCode: String(code) },
    })
  })

  it.each([
    [200, {}, 'outcome-unknown'],
    [200, { messages: [] }, 'outcome-unknown'],
    [400, 'no', 'message-refused'],
    [502, null, 'outcome-unknown'],
  ])('%i %j: %s', (status, body, kind) => {
    expect(answer(status, body)).toMatchObject({ ok: false, failure: { kind } })
  })
})
