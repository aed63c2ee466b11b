import type { CanonicalEvent, ConsentStatement } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { knownOrNothing, messageProperties, shortText } from '../../messaging/message-properties.ts'
import { type MessageChannel, marketing, marketingChoice } from '../../messaging/opt-out-words.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { readAddress } from './address.ts'
import type { TwilioFields } from './fields.ts'
import { twilioSettings } from './settings.ts'

/** Twilio sends at most ten attachments with a message. */
const maxMedia = 10
const maxIdLength = 256

/**
 * A message that somebody sent to the shop. Twilio says no time, so the moment of receipt stands in. Fails with
 * `invalid-message` when the number of attachments is none.
 */
export function mapMessage(
  message: TwilioFields,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const mediaCount = Number(message.text('NumMedia') ?? '0')
  if (!Number.isInteger(mediaCount) || mediaCount < 0 || mediaCount > 1_000) {
    return refuse('invalid-message', [{ pointer: '/NumMedia', detail: 'is no number of attachments' }])
  }
  const { channel, messageChannel, identifier } = readAddress(message.From, context.source)
  const event: CanonicalEvent = {
    id: `message-received:${message.MessageSid}`,
    source: context.source,
    kind: 'track',
    name: 'Message Received',
    channel,
    occurredAt: context.receivedAtMs,
    receivedAt: context.receivedAtMs,
    identifiers: [identifier, ...whatsAppIds(message, identifier)],
    properties: messageProperties({
      messageId: message.MessageSid,
      direction: 'inbound',
      messageType: message.text('MessageType')?.toLowerCase(),
      text: message.text('Body'),
      mediaCount,
      mediaTypes: attachments(message, mediaCount, 'MediaContentType'),
      mediaUrls: attachments(message, mediaCount, 'MediaUrl'),
      buttonPayload: message.text('ButtonPayload') ?? message.text('ListId'),
      repliedToId: message.text('OriginalRepliedMessageSid'),
      businessNumber: readAddress(message.To, context.source).identifier.value,
      referral: referralOf(message),
      location: locationOf(message),
      more: {
        buttonText: message.text('ButtonText') ?? message.text('ListTitle'),
        isForwarded: isTrue(message, 'Forwarded') || isTrue(message, 'FrequentlyForwarded') || undefined,
      },
    }),
  }
  const profileName = shortText(message.text('ProfileName'))
  if (profileName !== undefined && channel === 'whatsapp') event.traits = { whatsappName: profileName }
  const choice = messageChannel && choiceOf(message, messageChannel, context)
  if (choice !== undefined) event.consents = [choice]
  return succeed([event])
}

/** Other ids of the sender on WhatsApp: the digits of the account, and the id by which this business alone knows it. */
function whatsAppIds(message: TwilioFields, known: Identifier): Identifier[] {
  return [message.text('WaId'), message.text('ExternalUserId')].flatMap((id) => {
    const value = id?.replace(/^whatsapp:/i, '')
    return value === undefined || value === known.value || value.length > maxIdLength
      ? []
      : [{ type: 'whatsapp_id' as const, value }]
  })
}

/** Twilio's own word on a keyword counts before ours: it knows the words that were set up there. */
function choiceOf(
  message: TwilioFields,
  channel: MessageChannel,
  context: MappingContext,
): ConsentStatement | undefined {
  const optOutType = message.text('OptOutType')?.toUpperCase()
  if (optOutType === 'STOP' || optOutType === 'START') return marketing(channel, optOutType === 'START')
  if (optOutType === 'HELP') return undefined
  const settings = twilioSettings(context.settings)
  const pressed = ['ButtonPayload', 'ButtonText', 'ListId', 'ListTitle'].flatMap(
    (name) => message.text(name) ?? [],
  )
  // Twilio repeats the words of a button as the text.
  if (pressed.length === 0) return marketingChoice(message.text('Body'), 'typed', channel, settings)
  return pressed
    .map((text) => marketingChoice(text, 'pressed', channel, settings))
    .find((choice) => choice !== undefined)
}

function attachments(message: TwilioFields, count: number, name: string): string[] {
  return Array.from(
    { length: Math.min(count, maxMedia) },
    (_, index) => message.text(`${name}${index}`) ?? '',
  )
}

function referralOf(message: TwilioFields): JsonObject | undefined {
  const part = (name: string) => message.text(`Referral${name}`)
  return knownOrNothing({
    sourceType: part('SourceType'),
    sourceId: part('SourceId'),
    sourceUrl: part('SourceUrl'),
    headline: part('Headline'),
    body: part('Body'),
    clickId: part('CtwaClid'),
  })
}

function locationOf(message: TwilioFields): JsonObject | undefined {
  return knownOrNothing({
    latitude: degrees(message.text('Latitude')),
    longitude: degrees(message.text('Longitude')),
    name: message.text('Label'),
    address: message.text('Address'),
  })
}

function degrees(text: string | undefined): number | undefined {
  const value = Number(text)
  return text === undefined || !Number.isFinite(value) ? undefined : value
}

function isTrue(message: TwilioFields, name: string): boolean {
  return message.text(name)?.toLowerCase() === 'true'
}
