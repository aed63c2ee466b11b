import type { JsonObject } from '../../kernel/json.ts'
import { knownOrNothing, type MessageDetails } from '../../messaging/message-properties.ts'
import type { WhatsAppMessage } from './message.ts'

type Content = Partial<MessageDetails>

/** What a message says, by its type. A type that Meta adds later says only that it came. */
export function messageContent(message: WhatsAppMessage): Content {
  switch (message.type) {
    case 'text':
      return { text: given(message.text?.body) }
    case 'image':
    case 'audio':
    case 'voice':
    case 'video':
    case 'document':
    case 'sticker':
      return mediaContent(message[message.type])
    case 'location':
      return { location: locationOf(message.location) }
    case 'contacts':
      // The cards are other people's; see sharedNumber for the one that is the sender's own.
      return { more: { contactCount: message.contacts?.length } }
    case 'button':
      return {
        text: given(message.button?.text),
        buttonPayload: given(message.button?.payload),
        more: { buttonText: given(message.button?.text) },
      }
    case 'interactive':
      return interactiveContent(message.interactive)
    case 'reaction':
      return {
        more: {
          emoji: message.reaction?.emoji || undefined,
          reactedToId: given(message.reaction?.message_id),
        },
      }
    case 'order':
      return {
        text: given(message.order?.text),
        more: {
          productCount: message.order?.product_items.length,
          catalogId: given(message.order?.catalog_id),
        },
      }
    default:
      return errorContent(message.errors)
  }
}

/** The first of the errors that Meta tells of a message. */
export function errorContent(errors: WhatsAppMessage['errors']): Content {
  const [error] = errors ?? []
  if (error === undefined) return {}
  const words = [error.error_data?.details, error.message, error.title]
  return { errorCode: given(error.code), errorMessage: words.map(given).find((text) => text !== undefined) }
}

/** The advertisement or post that a person came from. */
export function referralOf({ referral }: WhatsAppMessage): JsonObject | undefined {
  return knownOrNothing({
    sourceType: given(referral?.source_type),
    sourceId: given(referral?.source_id),
    sourceUrl: given(referral?.source_url),
    headline: given(referral?.headline),
    body: given(referral?.body),
    clickId: given(referral?.ctwa_clid),
  })
}

/** What is longer is no phone number, however it is written. */
const maxNumberLength = 64

/** The sender's own number, where they sent their card because they were asked to. */
export function sharedNumber({ type, origin, contacts }: WhatsAppMessage): string | undefined {
  if (type !== 'contacts' || origin !== 'contact_request' || contacts?.length !== 1) return undefined
  const phones = contacts[0]?.phones ?? []
  const number = phones.length === 1 ? given(phones[0]?.phone) : undefined
  return number === undefined || number.length > maxNumberLength ? undefined : number
}

function mediaContent(media: WhatsAppMessage['image']): Content {
  const type = given(media?.mime_type)
  const url = given(media?.url)
  const mediaId = given(media?.id)
  return {
    text: given(media?.caption),
    mediaCount: 1,
    mediaTypes: type === undefined ? undefined : [type],
    mediaUrls: url === undefined ? undefined : [url],
    mediaIds: mediaId === undefined ? undefined : [mediaId],
    more: { fileName: given(media?.filename), isVoice: media?.voice === true || undefined },
  }
}

function interactiveContent(interactive: WhatsAppMessage['interactive']): Content {
  const chosen = interactive?.button_reply ?? interactive?.list_reply
  const form = interactive?.nfm_reply
  return {
    text: given(chosen?.title),
    buttonPayload: given(chosen?.id),
    more: {
      buttonText: given(chosen?.title),
      formName: given(form?.name),
      formResponse: given(form?.response_json),
    },
  }
}

function locationOf(location: WhatsAppMessage['location']): JsonObject | undefined {
  return knownOrNothing({
    latitude: location?.latitude ?? undefined,
    longitude: location?.longitude ?? undefined,
    name: given(location?.name),
    address: given(location?.address),
  })
}

function given(text: string | null | undefined): string | undefined {
  return text ?? undefined
}
