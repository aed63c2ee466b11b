import type { CanonicalEvent } from '../events/event.ts'
import { messageProperties } from './message-properties.ts'
import type { OutgoingMessage, TakenMessage } from './messenger.ts'

/** Why a message is sent: only `marketing` is bound to what the person allows. */
export type MessagePurpose = 'marketing' | 'service'

/** The event of a message that a vendor has taken, on the timeline of who it is for. `source` is the connection's. */
export function sentMessage(
  { channel, target, content }: OutgoingMessage,
  { messageId, status }: TakenMessage,
  { source, purpose, sentAtMs }: { source: string; purpose: MessagePurpose; sentAtMs: number },
): CanonicalEvent {
  return {
    id: `message-sent:${messageId}`.slice(0, 256),
    source,
    kind: 'track',
    name: 'Message Sent',
    channel: channel === 'whatsapp' ? 'whatsapp' : 'phone',
    occurredAt: sentAtMs,
    receivedAt: sentAtMs,
    identifiers: [
      'phone' in target
        ? { type: 'phone', value: target.phone }
        : { type: 'whatsapp_id', value: target.whatsappId },
    ],
    properties: messageProperties({
      messageId,
      direction: 'outbound',
      messageType: 'text' in content ? 'text' : 'template',
      text: 'text' in content ? content.text : undefined,
      status,
      more: {
        purpose,
        templateName: 'template' in content ? content.template.name : undefined,
        templateLanguage: 'template' in content ? content.template.language : undefined,
      },
    }),
  }
}
