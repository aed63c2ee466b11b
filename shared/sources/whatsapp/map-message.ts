import type { CanonicalEvent, ConsentStatement } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { messageProperties } from '../../messaging/message-properties.ts'
import { marketingChoice } from '../../messaging/opt-out-words.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapCart } from './map-cart.ts'
import { mapSystemMessage } from './map-system-message.ts'
import { messageSchema, type WhatsAppMessage } from './message.ts'
import { messageContent, referralOf, sharedNumber } from './message-content.ts'
import type { WhatsAppRecord } from './parse.ts'
import { contactOf, idsOfContact, personIdentifiers, profileTraits, readContacts } from './person.ts'
import { whatsAppSettings } from './settings.ts'

/**
 * A message that somebody sent to the shop, as "Message Received"; one with a cart is a "Checkout Started" too, and one
 * of WhatsApp itself about a changed number an alias. Fails with `invalid-message`.
 */
export function mapMessage(
  record: WhatsAppRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const read = messageSchema.safeParse(record.content)
  if (!read.success) return refuse('invalid-message', fieldErrors(read.error))
  const message = read.data
  if (message.type === 'system') return mapSystemMessage(message, context)

  const sender = {
    waId: message.from,
    userId: message.from_user_id,
    parentUserId: message.from_parent_user_id,
  }
  const contact = contactOf(sender, readContacts(record.contacts))
  const identifiers = personIdentifiers(sender, idsOfContact(contact))
  const own = sharedNumber(message)
  if (own !== undefined) identifiers.unshift({ type: 'phone', value: own })
  if (identifiers.length === 0) {
    return refuse('invalid-message', [{ pointer: '/from', detail: 'is missing, and so is from_user_id' }])
  }
  const received = receivedMessage(message, businessNumber(record.metadata), identifiers, context)
  const traits = profileTraits(contact)
  if (traits !== undefined) received.traits = traits
  const choice = choiceOf(received, message, context)
  if (choice !== undefined) received.consents = [choice]
  const cart = mapCart(message, received)
  return succeed(cart === undefined ? [received] : [received, cart])
}

/** The number of the shop that a delivery is about. */
export function businessNumber(metadata: unknown): string | undefined {
  const shown = (metadata as { display_phone_number?: unknown } | null | undefined)?.display_phone_number
  const digits = typeof shown === 'string' ? shown.replace(/\D/g, '').slice(0, 20) : ''
  return digits === '' ? undefined : `+${digits}`
}

function receivedMessage(
  message: WhatsAppMessage,
  number: string | undefined,
  identifiers: Identifier[],
  { source, receivedAtMs }: MappingContext,
): CanonicalEvent {
  const { more, ...content } = messageContent(message)
  const { context } = message
  return {
    id: `message-received:${message.id}`,
    source,
    kind: 'track',
    name: 'Message Received',
    channel: 'whatsapp',
    occurredAt: message.timestamp,
    receivedAt: receivedAtMs,
    identifiers,
    properties: messageProperties({
      mediaCount: 0,
      ...content,
      messageId: message.id,
      direction: 'inbound',
      messageType: message.type,
      repliedToId: context?.id ?? undefined,
      businessNumber: number,
      referral: referralOf(message),
      more: {
        ...more,
        isForwarded: context?.forwarded === true || context?.frequently_forwarded === true || undefined,
        askedAboutProductId: context?.referred_product?.product_retailer_id ?? undefined,
        groupId: message.group_id ?? undefined,
      },
    }),
  }
}

/** Only what the person wrote or pressed counts, never the caption of a picture. */
function choiceOf(
  { properties }: CanonicalEvent,
  { type }: WhatsAppMessage,
  context: MappingContext,
): ConsentStatement | undefined {
  if (type !== 'text' && type !== 'button' && type !== 'interactive') return undefined
  const settings = whatsAppSettings(context.settings)
  const how = type === 'text' ? 'typed' : 'pressed'
  return [properties?.buttonPayload, properties?.text]
    .map((said) => marketingChoice(typeof said === 'string' ? said : undefined, how, 'whatsapp', settings))
    .find((choice) => choice !== undefined)
}
