import { expect, it } from 'vitest'
import { readMessageForm } from '#app/messages/read-message-form.server.ts'
import { sendMessageSchema } from '#shared/contracts/messages.ts'

const texts = {
  key: 'k',
  sender: 'twilio/shop/sms',
  purpose: 'service',
  text: ' Your parcel ',
  templateLanguage: 'en',
}

it('reads a text', () => {
  const message = readMessageForm(texts, 'cus_1')
  expect(message).toEqual({
    connection: { source: 'twilio', connectionId: 'shop' },
    to: { customerId: 'cus_1' },
    channel: 'sms',
    purpose: 'service',
    text: 'Your parcel',
  })
  expect(sendMessageSchema.safeParse(message).success).toBe(true)
})

it('reads a template with its values, one a line', () => {
  const message = readMessageForm(
    {
      ...texts,
      text: '',
      purpose: 'marketing',
      templateName: 'sale',
      templateLanguage: '',
      parameters: 'Ada\r\n20 %',
    },
    'cus_1',
  )
  expect(message).toMatchObject({
    purpose: 'marketing',
    template: { name: 'sale', language: 'en', parameters: ['Ada', '20 %'] },
  })
  expect(sendMessageSchema.safeParse(message).success).toBe(true)
})

it('leaves a message that is both or neither for the API to refuse', () => {
  for (const both of [
    { ...texts, templateName: 'sale' },
    { ...texts, text: '' },
  ])
    expect(sendMessageSchema.safeParse(readMessageForm(both, 'cus_1')).success).toBe(false)
})
