import * as z from 'zod'
import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { marketing } from '../../messaging/opt-out-words.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { momentMs } from './message.ts'
import { id, personIdentifiers } from './person.ts'

const preferenceSchema = z.object({
  wa_id: id,
  user_id: id,
  parent_user_id: id,
  category: z.string(),
  value: z.enum(['stop', 'resume']),
  timestamp: momentMs,
})

/**
 * A person stopped or resumed marketing in WhatsApp's own settings, as an identify. Fails with `unsupported-topic` for
 * another category of messages, else with `invalid-customer`.
 */
export function mapUserPreference(
  content: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const read = preferenceSchema.safeParse(content)
  if (!read.success) return refuse('invalid-customer', fieldErrors(read.error))
  const { wa_id: waId, user_id: userId, parent_user_id: parentUserId, category, value, timestamp } = read.data
  if (category !== 'marketing_messages') {
    return refuse('unsupported-topic', [{ pointer: '/category', detail: 'is not marketing_messages' }])
  }
  const identifiers = personIdentifiers({ waId, userId, parentUserId })
  if (identifiers.length === 0) {
    return refuse('invalid-customer', [{ pointer: '/wa_id', detail: 'is missing, and so is user_id' }])
  }
  return succeed([
    {
      id: `user-preference:${(waId ?? userId ?? parentUserId ?? '').slice(0, 160)}:${timestamp}:${value}`,
      source: context.source,
      kind: 'identify',
      name: 'identify',
      channel: 'whatsapp',
      occurredAt: timestamp,
      receivedAt: context.receivedAtMs,
      identifiers,
      consents: [marketing('whatsapp', value === 'resume')],
    },
  ])
}
