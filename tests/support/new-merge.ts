import type { MergeRecord } from '#shared/identity/decision-records.ts'
import { testTimeMs } from './new-event.ts'

/** A merge by a rule that stands, with the given parts in place of its own. */
export function newMerge(
  mergeId: string,
  survivorId: string,
  mergedId: string,
  parts: Partial<MergeRecord> = {},
): MergeRecord {
  return {
    mergeId,
    survivorId,
    mergedId,
    mergedAtMs: testTimeMs,
    rule: 'shared-identifiers',
    ruleVersion: 2,
    eventKey: 'tracking/web:tie',
    keys: [],
    decidedBy: null,
    undoneAtMs: null,
    undoneBy: null,
    version: 1,
    ...parts,
  }
}
