import * as z from 'zod'
import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { messageProperties } from '../../messaging/message-properties.ts'
import { marketing } from '../../messaging/opt-out-words.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { businessNumber } from './map-message.ts'
import { errorsSchema, messageId, momentMs } from './message.ts'
import { errorContent } from './message-content.ts'
import type { WhatsAppRecord } from './parse.ts'
import { contactOf, id, idsOfContact, personIdentifiers, profileTraits, readContacts } from './person.ts'

const text = z.string().nullish().catch(null)
const statusSchema = z.object({
  id: messageId,
  status: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z_-]{1,32}$/, 'is no status'),
  timestamp: momentMs,
  recipient_id: id,
  /** `group`: then `recipient_id` is the group's, and the person is `recipient_participant_id`. */
  recipient_type: text,
  recipient_participant_id: id,
  recipient_user_id: id,
  parent_recipient_user_id: id,
  recipient_parent_user_id: id,
  pricing: z.object({ billable: z.boolean().nullish(), category: text, type: text }).nullish().catch(null),
  errors: errorsSchema,
})

/** "This recipient has chosen to stop receiving marketing messages." */
const stoppedMarketingCode = '131050'

/**
 * A step on the way of a message that the shop sent, on the timeline of who it was sent to. Each status of a message
 * is an event of its own, whatever order they come in. Fails with `invalid-message`.
 */
export function mapStatus(
  record: WhatsAppRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const read = statusSchema.safeParse(record.content)
  if (!read.success) return refuse('invalid-message', fieldErrors(read.error))
  const status = read.data
  const recipient = {
    waId: status.recipient_type === 'group' ? status.recipient_participant_id : status.recipient_id,
    userId: status.recipient_user_id,
    parentUserId: status.parent_recipient_user_id ?? status.recipient_parent_user_id,
  }
  const contact = contactOf(recipient, readContacts(record.contacts))
  const { errorCode, errorMessage } = errorContent(status.errors)
  const event: CanonicalEvent = {
    id: `message-status:${status.id}:${status.status}`,
    source: context.source,
    kind: 'track',
    name: 'Message Status Updated',
    channel: 'whatsapp',
    occurredAt: status.timestamp,
    receivedAt: context.receivedAtMs,
    identifiers: personIdentifiers(recipient, idsOfContact(contact)),
    properties: messageProperties({
      messageId: status.id,
      direction: 'outbound',
      status: status.status,
      errorCode,
      errorMessage,
      businessNumber: businessNumber(record.metadata),
      more: {
        pricingCategory: status.pricing?.category ?? undefined,
        pricingType: status.pricing?.type ?? undefined,
        isBillable: status.pricing?.billable ?? undefined,
      },
    }),
  }
  const traits = profileTraits(contact)
  if (traits !== undefined) event.traits = traits
  if (errorCode === stoppedMarketingCode) event.consents = [marketing('whatsapp', false)]
  return succeed([event])
}
