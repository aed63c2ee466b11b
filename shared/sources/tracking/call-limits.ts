import { maxEventBytes } from '../../events/event.ts'
import { isDeeperThan } from '../../kernel/json.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'

/** Objects and lists may be nested this deep; recursive readers of the event can rely on it. */
export const maxCallDepth = 32
/** What is nested deeper is not kept in quarantine either: to write it down may take more stack than there is. */
const maxKeptDepth = 500

const encoder = new TextEncoder()

/**
 * Why a call is refused for its size, or undefined when it is not: `event-too-large` when its JSON without spaces has
 * more than `maxEventBytes` bytes or is nested deeper than 500 levels, else `invalid-call` when it is nested deeper than
 * {@link maxCallDepth}.
 */
export function refuseOversizedCall(fields: unknown): { ok: false; failure: MappingFailure } | undefined {
  const isDeep = isDeeperThan(fields, maxCallDepth)
  if (isDeep && isDeeperThan(fields, maxKeptDepth))
    return refuse('event-too-large', [nestedDeeper(maxKeptDepth)])
  const json = JSON.stringify(fields) ?? ''
  // UTF-8 needs at most three bytes for what JavaScript counts as one; most calls are settled without counting.
  if (json.length * 3 > maxEventBytes && encoder.encode(json).length > maxEventBytes)
    return refuse('event-too-large', [{ pointer: '', detail: `has more than ${maxEventBytes} bytes` }])
  return isDeep ? refuse('invalid-call', [nestedDeeper(maxCallDepth)]) : undefined
}

function nestedDeeper(levels: number): FieldError {
  return { pointer: '', detail: `is nested deeper than ${levels} levels` }
}
