import type { Role } from '../../access/roles.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { asSentBy } from '../../events/public-sender.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { refuseOversizedCall } from './call-limits.ts'
import { mapCall } from './map.ts'
import type { TrackingCall } from './parse.ts'
import { withPrivacySignal } from './privacy-signal.ts'

/** Who sent a call, and what they object to. */
export interface CallSender {
  /** That of the key it came with. */
  readonly role: Role
  /** Whether the browser sent Global Privacy Control, and the shop takes that for an objection. */
  readonly isObjecting: boolean
}

/**
 * A tracking call as the event that is kept of it, when it comes in and when it is mapped again: mapped, marked when anybody may have
 * sent it, and with what its sender objects to.
 *
 * Fails like `refuseOversizedCall` and `mapCall`.
 */
export function takeCall(
  call: TrackingCall,
  { role, isObjecting }: CallSender,
  mapping: MappingContext,
): Result<CanonicalEvent, MappingFailure> {
  const mapped = refuseOversizedCall(call.fields) ?? mapCall(call, mapping)
  if (!mapped.ok) return mapped
  const event = asSentBy(role, mapped.value)
  return succeed(isObjecting ? withPrivacySignal(event) : event)
}
