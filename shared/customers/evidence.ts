import { type CanonicalEvent, eventKey } from '../events/event.ts'
import type { IdentifierKey } from '../identity/identifier.ts'
import { own } from '../kernel/own.ts'
import { compareMoments } from './order-state.ts'

/** Why an identifier belongs to a customer: the first event that carried it, and how often it was seen since. */
export interface IdentifierEvidence {
  readonly eventCount: number
  readonly firstEvent: {
    readonly id: string
    readonly source: string
    readonly name: string
    readonly occurredAt: number
  }
  readonly lastSeenAt: number
  readonly sources: readonly string[]
}
export type Evidence = Readonly<Record<IdentifierKey, IdentifierEvidence>>

/** The evidence after one more event, not counted before, that carried `keys`. */
export function addEvidence(
  evidence: Evidence,
  event: CanonicalEvent,
  keys: readonly IdentifierKey[],
): Evidence {
  if (keys.length === 0) return evidence
  const next = { ...evidence }
  noteEvidence(next, event, keys)
  return next
}

/**
 * The same, in place: for many events one after the other, so that a customer's many identifiers are not copied for
 * each. `evidence` must be the caller's own.
 */
export function noteEvidence(
  evidence: Record<IdentifierKey, IdentifierEvidence>,
  event: CanonicalEvent,
  keys: readonly IdentifierKey[],
): void {
  const { id, source, name, occurredAt } = event
  for (const key of keys) {
    const before = own(evidence, key)
    if (before === undefined) {
      evidence[key] = {
        eventCount: 1,
        firstEvent: { id, source, name, occurredAt },
        lastSeenAt: occurredAt,
        sources: [source],
      }
      continue
    }
    const isFirst =
      compareMoments(
        { occurredAt, eventKey: eventKey(event) },
        { occurredAt: before.firstEvent.occurredAt, eventKey: eventKey(before.firstEvent) },
      ) < 0
    evidence[key] = {
      eventCount: before.eventCount + 1,
      firstEvent: isFirst ? { id, source, name, occurredAt } : before.firstEvent,
      lastSeenAt: Math.max(before.lastSeenAt, occurredAt),
      sources: before.sources.includes(source) ? before.sources : [...before.sources, source].sort(),
    }
  }
}
