import { expect, it } from 'vitest'
import { isOnItsWay, messageHistory } from '#app/messages/message-history.ts'
import type { TimelineItem } from '#shared/contracts/customers.ts'

function item(name: string, minute: number, properties: TimelineItem['properties']): TimelineItem {
  const occurredAt = `2026-11-21T10:${String(minute).padStart(2, '0')}:00Z`
  return {
    id: `${name} ${minute}`,
    source: 'twilio/shop',
    kind: 'track',
    name,
    channel: 'whatsapp',
    occurredAt,
    receivedAt: occurredAt,
    properties,
    order: null,
  }
}

it('makes one entry of a message and its later news, the newest message first', () => {
  const history = messageHistory([
    item('Message Received', 9, { messageId: 'm3', direction: 'inbound', text: 'Thanks' }),
    item('Order Completed', 8, { messageId: 'no message' }),
    item('Message Status Updated', 7, { messageId: 'm1', direction: 'outbound', status: 'read' }),
    item('Message Status Updated', 6, {
      messageId: 'm2',
      direction: 'outbound',
      status: 'failed',
      errorMessage: 'No account',
    }),
    item('Message Status Updated', 5, { messageId: 'm1', direction: 'outbound', status: 'delivered' }),
    item('Message Sent', 4, {
      messageId: 'm2',
      direction: 'outbound',
      status: 'queued',
      templateName: 'parcel',
    }),
    item('Message Sent', 3, { messageId: 'm1', direction: 'outbound', status: 'queued', text: 'On its way' }),
    item('Message Sent', 2, { messageId: 'm0', direction: 'outbound', status: 'queued', text: 'First' }),
  ])
  expect(
    history.map(({ messageId, direction, at, text, status, problem }) => [
      messageId,
      direction,
      at.slice(14, 16),
      text,
      status,
      problem,
    ]),
  ).toEqual([
    ['m3', 'inbound', '09', 'Thanks', undefined, undefined],
    ['m2', 'outbound', '04', 'Template parcel', 'failed', 'No account'],
    ['m1', 'outbound', '03', 'On its way', 'read', undefined],
    ['m0', 'outbound', '02', 'First', 'queued', undefined],
  ])
  expect(history.filter(isOnItsWay).map(({ messageId }) => messageId)).toEqual(['m0'])
})
