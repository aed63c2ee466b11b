import type { BackfillRunView } from '../contracts/connections.ts'
import type { BackfillRunRow } from '../database/tables/backfill-run.ts'
import { toIso } from '../kernel/time.ts'

/** A run before its first page. */
export function newBackfillRun(
  begin: Pick<
    BackfillRunRow,
    'tenantId' | 'runId' | 'source' | 'connectionId' | 'kind' | 'resource' | 'changedSince' | 'startedAt'
  >,
): BackfillRunRow {
  return {
    ...begin,
    state: 'reading',
    step: 0,
    cursor: null,
    progressedAt: begin.startedAt,
    finishedAt: null,
    recordCount: 0,
    acceptedCount: 0,
    duplicateCount: 0,
    rejectedCount: 0,
    failure: null,
  }
}

/** A run as the API shows it; `resources` is all that its source has, in the order in which it is read. */
export function backfillRunView(row: BackfillRunRow, resources: readonly string[]): BackfillRunView {
  const {
    tenantId: _,
    runId,
    step: __,
    cursor: ___,
    changedSince,
    startedAt,
    progressedAt,
    finishedAt,
    ...told
  } = row
  return {
    ...told,
    id: runId,
    finishedResourceCount:
      row.state === 'done' ? resources.length : Math.max(0, resources.indexOf(row.resource)),
    resourceCount: resources.length,
    changedSince: changedSince === null ? null : toIso(changedSince),
    startedAt: toIso(startedAt),
    progressedAt: toIso(progressedAt),
    finishedAt: finishedAt === null ? null : toIso(finishedAt),
  }
}
