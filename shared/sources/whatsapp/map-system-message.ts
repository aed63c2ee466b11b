import type { CanonicalEvent } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { WhatsAppMessage } from './message.ts'
import { personIdentifiers, waIdentifier } from './person.ts'

/**
 * A message of WhatsApp itself: a person's number or user id has changed, as an alias. That a security code changed
 * says nothing about who somebody is and makes no event. Fails with `unsupported-topic` for anything else, and with
 * `invalid-message` when it does not say what changed.
 */
export function mapSystemMessage(
  message: WhatsAppMessage,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const { system } = message
  switch (system?.type) {
    case 'user_changed_number':
    case 'customer_changed_number':
      return changed(message, message.from, system.wa_id ?? system.new_wa_id, context)
    case 'user_changed_user_id':
      return changed(
        message,
        system.previous_user_id ?? message.from_user_id ?? message.from,
        system.user_id,
        context,
      )
    case 'customer_identity_changed':
    case 'user_identity_changed':
      return succeed([])
    default:
      return refuse('unsupported-topic', [{ pointer: '/system/type', detail: 'is not known' }])
  }
}

/** One id has taken the place of another; the other ids beside them are the same person's too. */
function changed(
  message: WhatsAppMessage,
  before: string | null | undefined,
  after: string | null | undefined,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  if (!before) return refuse('invalid-message', [{ pointer: '/from', detail: 'is missing' }])
  if (!after || after === before) {
    return refuse('invalid-message', [{ pointer: '/system', detail: 'does not say what the new one is' }])
  }
  const { system } = message
  const beside = personIdentifiers(
    { waId: message.from, userId: message.from_user_id, parentUserId: message.from_parent_user_id },
    { waId: system?.wa_id, userId: system?.user_id, parentUserId: system?.parent_user_id },
    { userId: system?.previous_user_id, parentUserId: system?.previous_parent_user_id },
  )
  return succeed([
    numberChanged(`number-changed:${message.id}`, waIdentifier(before), waIdentifier(after), {
      beside,
      occurredAt: message.timestamp,
      context,
    }),
  ])
}

/** The alias that says that `to` has taken the place of `from`. */
export function numberChanged(
  id: string,
  from: Identifier,
  to: Identifier,
  rest: { beside: readonly Identifier[]; occurredAt: number; context: MappingContext },
): CanonicalEvent {
  const others = rest.beside.filter(({ value }) => value !== from.value && value !== to.value)
  return {
    id,
    source: rest.context.source,
    kind: 'alias',
    name: 'alias',
    channel: 'whatsapp',
    occurredAt: rest.occurredAt,
    receivedAt: rest.context.receivedAtMs,
    identifiers: [to, from, ...others],
    identityStatement: { kind: 'number-changed', from, to },
  }
}
