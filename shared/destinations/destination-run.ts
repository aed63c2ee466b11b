import type { DestinationRunView } from '../contracts/destinations.ts'
import type { DestinationRunRow } from '../database/tables/destination.ts'
import { toIso } from '../kernel/time.ts'

/** A run before its first step. */
export function newDestinationRun(
  begin: Pick<DestinationRunRow, 'tenantId' | 'destinationId' | 'runId' | 'startedAt'>,
): DestinationRunRow {
  return {
    ...begin,
    state: 'erasing',
    step: 0,
    cursor: '',
    progressedAt: begin.startedAt,
    finishedAt: null,
    sentCount: 0,
    unchangedCount: 0,
    heldCount: 0,
    rejectedCount: 0,
    removedCount: 0,
    erasedCount: 0,
    failure: null,
  }
}

/** A run as the API shows it. */
export function destinationRunView(row: DestinationRunRow): DestinationRunView {
  const { tenantId: _, runId, step: __, cursor: ___, startedAt, progressedAt, finishedAt, ...told } = row
  return {
    ...told,
    id: runId,
    startedAt: toIso(startedAt),
    progressedAt: toIso(progressedAt),
    finishedAt: finishedAt === null ? null : toIso(finishedAt),
  }
}
