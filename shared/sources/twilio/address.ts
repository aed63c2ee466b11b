import type { Channel } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import type { MessageChannel } from '../../messaging/opt-out-words.ts'

/** One end of a message as Twilio writes it: `+14155550100`, `whatsapp:+14155550100`, `messenger:1234`. */
export interface TwilioAddress {
  readonly channel: Channel
  /** How marketing by this channel is allowed; undefined where no consent is about it. */
  readonly messageChannel: MessageChannel | undefined
  readonly identifier: Identifier
}

/**
 * Reads an address. One of WhatsApp is a number, or a business-scoped id where the person hides the number. One of a
 * channel that Patron has no identifier for (Messenger) is known within the connection alone.
 */
export function readAddress(address: string, source: string): TwilioAddress {
  const [, prefix = '', value = ''] = /^([a-z]+:)?(.*)$/is.exec(address.trim()) ?? []
  const isNumber = /^\+?\d+$/.test(value)
  switch (prefix.toLowerCase()) {
    case 'whatsapp:':
      return {
        channel: 'whatsapp',
        messageChannel: 'whatsapp',
        identifier: { type: isNumber ? 'phone' : 'whatsapp_id', value },
      }
    case '':
      return { channel: 'phone', messageChannel: 'sms', identifier: { type: 'phone', value } }
    case 'rcs:':
      return { channel: 'phone', messageChannel: undefined, identifier: { type: 'phone', value } }
    default:
      return {
        channel: 'other',
        messageChannel: undefined,
        identifier: { type: 'external_id', value: address.trim(), scope: source },
      }
  }
}
