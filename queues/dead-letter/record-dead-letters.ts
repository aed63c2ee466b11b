import { ingestMessageSchema, jobMessageSchema } from '../messages.ts'
import type { Outcome } from '../outcome.ts'

/**
 * Takes messages that failed too often. None of them is the only trace of anything: the log sends a pointer again
 * until its range is settled, and the sweeper continues long work that stands still. So they are noted and dropped.
 */
export function recordDeadLetters(messages: readonly unknown[]): Outcome[] {
  return messages.map((message) => ({ kind: 'drop', reason: `gave up on ${nameOf(message)}` }))
}

/** The fields that our own messages have, which are ids and numbers; of anything else, nothing. */
function nameOf(message: unknown): string {
  const known = ingestMessageSchema.safeParse(message).data ?? jobMessageSchema.safeParse(message).data
  return known === undefined ? 'a message that cannot be read' : JSON.stringify(known)
}
