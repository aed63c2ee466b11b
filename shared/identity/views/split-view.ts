import type { SplitView } from '../../contracts/identity.ts'
import { toIso } from '../../kernel/time.ts'
import type { SplitRecord } from '../decision-records.ts'

/** A split as the API shows it. */
export function splitView(split: SplitRecord): SplitView {
  return {
    splitId: split.splitId,
    customerId: split.customerId,
    newCustomerId: split.newCustomerId,
    identifiers: [...split.keys],
    splitAt: toIso(split.splitAtMs),
    decidedBy: split.decidedBy,
    undoneAt: split.undoneAtMs === null ? null : toIso(split.undoneAtMs),
    undoneBy: split.undoneBy,
  }
}
