import type { MergeView } from '../../contracts/identity.ts'
import { toIso } from '../../kernel/time.ts'
import type { MergeRecord } from '../decision-records.ts'

/** A merge as the API shows it. */
export function mergeView(merge: MergeRecord): MergeView {
  return {
    mergeId: merge.mergeId,
    survivorId: merge.survivorId,
    mergedId: merge.mergedId,
    mergedAt: toIso(merge.mergedAtMs),
    rule: merge.rule,
    ruleVersion: merge.ruleVersion,
    eventKey: merge.eventKey === '' ? null : merge.eventKey,
    identifiers: [...merge.keys],
    decidedBy: merge.decidedBy,
    undoneAt: merge.undoneAtMs === null ? null : toIso(merge.undoneAtMs),
    undoneBy: merge.undoneBy,
  }
}
