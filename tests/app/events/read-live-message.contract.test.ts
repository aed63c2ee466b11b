import { describe, expect, it } from 'vitest'
import { readLiveMessage } from '#app/events/read-live-message.ts'
import { liveMessageSchema } from '#shared/contracts/streaming.ts'

const message = {
  sequence: 7,
  kind: 'events',
  sentAt: '2026-11-21T10:00:02.000Z',
  events: [
    {
      id: 'evt_1',
      source: 'shopify/demo',
      name: 'Order Completed',
      kind: 'track',
      channel: 'web',
      occurredAt: '2026-11-21T10:00:00.000Z',
      receivedAt: '2026-11-21T10:00:01.000Z',
      customerId: 'cus_1',
      amount: { amountMinor: 1250, currency: 'GBP' },
    },
  ],
  omittedCount: 0,
}

describe('readLiveMessage', () => {
  it('takes what the contract takes', () => {
    expect(readLiveMessage(JSON.stringify(message))).toEqual(liveMessageSchema.parse(message))
  })

  it.each([
    ['what is no JSON', 'pong'],
    ['a binary frame', new ArrayBuffer(4)],
    ['another kind', JSON.stringify({ ...message, kind: 'insights' })],
    ['no sequence', JSON.stringify({ ...message, sequence: undefined })],
    [
      'an event without a name',
      JSON.stringify({ ...message, events: [{ ...message.events[0], name: undefined }] }),
    ],
    [
      'an amount without a currency',
      JSON.stringify({ ...message, events: [{ ...message.events[0], amount: { amountMinor: 1 } }] }),
    ],
  ])('leaves out %s', (_, text) => {
    expect(readLiveMessage(text)).toBeUndefined()
  })

  it('takes an event with or without word of its delivery', () => {
    for (const mayHaveDelivery of [true, false]) {
      const told = { ...message, events: [{ ...message.events[0], mayHaveDelivery }] }
      expect(readLiveMessage(JSON.stringify(told))).toEqual(liveMessageSchema.parse(told))
    }
    const wrong = { ...message, events: [{ ...message.events[0], mayHaveDelivery: 'yes' }] }
    expect(readLiveMessage(JSON.stringify(wrong))).toBeUndefined()
  })

  it('refuses an event as soon as any field of the contract is missing', () => {
    for (const field of Object.keys(message.events[0] ?? {})) {
      const event = { ...message.events[0], [field]: undefined }
      expect(readLiveMessage(JSON.stringify({ ...message, events: [event] })), field).toBeUndefined()
    }
  })
})
