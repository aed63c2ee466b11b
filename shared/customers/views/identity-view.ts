import type { CustomerIdentityView } from '../../contracts/customers.ts'
import type { MergeRecord } from '../../identity/decision-records.ts'
import { type IdentifierKey, identifierPriority, parseIdentifierKey } from '../../identity/identifier.ts'
import { toIso } from '../../kernel/time.ts'
import type { CustomerRecord } from '../ingest.ts'

/**
 * A customer's identifiers with where each came from, strongest first, and the merges that made the customer, undone
 * ones included.
 */
export function identityView(
  record: CustomerRecord,
  merges: readonly MergeRecord[],
  sharedKeys: readonly IdentifierKey[],
): CustomerIdentityView {
  const shared = new Set(sharedKeys)
  const entries = Object.entries(record.state.evidence).sort(
    ([left], [right]) => identifierPriority(left) - identifierPriority(right) || (left < right ? -1 : 1),
  )
  return {
    customerId: record.customerId,
    identifiers: entries.flatMap(([key, evidence]) => {
      const identifier = parseIdentifierKey(key)
      if (identifier === undefined) return []
      const { id, source, name, occurredAt } = evidence.firstEvent
      return [
        {
          type: identifier.type,
          value: identifier.value,
          scope: identifier.scope ?? null,
          firstSeenAt: toIso(occurredAt),
          lastSeenAt: toIso(evidence.lastSeenAt),
          eventCount: evidence.eventCount,
          firstEvent: { id, source, name },
          sources: [...evidence.sources],
          isShared: shared.has(key),
        },
      ]
    }),
    merges: merges.map((merge) => ({
      mergeId: merge.mergeId,
      survivorId: merge.survivorId,
      mergedId: merge.mergedId,
      mergedAt: toIso(merge.mergedAtMs),
      rule: merge.rule,
      eventKey: merge.eventKey,
      identifiers: [...merge.keys],
      decidedBy: merge.decidedBy,
      undoneAt: merge.undoneAtMs === null ? null : toIso(merge.undoneAtMs),
    })),
  }
}
