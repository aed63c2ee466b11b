import { maxEventBytes } from '../../events/event.ts'
import { isDeeperThan } from '../../kernel/json.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'

/** Objects and lists may be nested this deep; recursive readers of the event can rely on it. */
export const maxCallDepth = 32

const encoder = new TextEncoder()

/**
 * Why a call is refused for its size, or undefined when it is not: `event-too-large` when its JSON without spaces has
 * more than `maxEventBytes` bytes, `invalid-call` when it is nested deeper than {@link maxCallDepth}.
 */
export function refuseOversizedCall(fields: unknown): { ok: false; failure: MappingFailure } | undefined {
  if (isDeeperThan(fields, maxCallDepth)) {
    return refuse('invalid-call', [{ pointer: '', detail: `is nested deeper than ${maxCallDepth} levels` }])
  }
  const json = JSON.stringify(fields) ?? ''
  // UTF-8 needs at most three bytes for what JavaScript counts as one; most calls are settled without counting.
  if (json.length * 3 <= maxEventBytes) return undefined
  const tooLarge: FieldError = { pointer: '', detail: `has more than ${maxEventBytes} bytes` }
  return encoder.encode(json).length > maxEventBytes ? refuse('event-too-large', [tooLarge]) : undefined
}
