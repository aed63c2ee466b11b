import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { messageProperties } from '../../messaging/message-properties.ts'
import { marketing } from '../../messaging/opt-out-words.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { readAddress } from './address.ts'
import type { TwilioFields } from './fields.ts'

/** "Attempt to send to unsubscribed recipient": Twilio took a STOP that never came through this door. */
const unsubscribedCode = '21610'

/**
 * A step on the way of a message that the shop sent, on the timeline of who it was sent to. Each status of a message
 * is an event of its own, whatever order they come in. Twilio says no time, so the moment of receipt stands in. Fails
 * with `invalid-message` when the status is no word.
 */
export function mapStatus(
  message: TwilioFields,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const status = (message.text('MessageStatus') ?? message.text('SmsStatus') ?? '').toLowerCase()
  if (!/^[a-z_-]{1,32}$/.test(status)) {
    return refuse('invalid-message', [{ pointer: '/MessageStatus', detail: 'is no status' }])
  }
  const { channel, messageChannel, identifier } = readAddress(message.To, context.source)
  const errorCode = message.text('ErrorCode')
  const event: CanonicalEvent = {
    id: `message-status:${message.MessageSid}:${status}`,
    source: context.source,
    kind: 'track',
    name: 'Message Status Updated',
    channel,
    occurredAt: context.receivedAtMs,
    receivedAt: context.receivedAtMs,
    identifiers: [identifier],
    properties: messageProperties({
      messageId: message.MessageSid,
      direction: 'outbound',
      status,
      errorCode: errorCode === '0' ? undefined : errorCode,
      errorMessage: message.text('ErrorMessage') ?? message.text('ChannelStatusMessage'),
      businessNumber: readAddress(message.From, context.source).identifier.value,
    }),
  }
  if (errorCode === unsubscribedCode && messageChannel !== undefined) {
    event.consents = [marketing(messageChannel, false)]
  }
  return succeed([event])
}
