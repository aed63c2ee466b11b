import type { JobRow } from '#shared/database/tables/job.ts'
import { firstRebuildPhase } from './rebuild/rebuild-steps.ts'

const firstPhases: Readonly<Record<JobRow['kind'], string>> = {
  'train-model': 'collecting',
  'evaluate-model': 'collecting',
  'score-customers': 'scoring',
  'forecast-sales': 'gathering',
  rebuild: firstRebuildPhase,
}

/** A job that has not begun yet. */
export function newJob(
  told: Pick<JobRow, 'tenantId' | 'jobId' | 'kind' | 'model' | 'seed' | 'startedBy' | 'startedAt'>,
): JobRow {
  return {
    ...told,
    state: 'queued',
    phase: firstPhases[told.kind],
    step: 0,
    cursor: '{}',
    progressPermille: 0,
    retryCount: 0,
    customerCount: 0,
    resultCount: 0,
    progressedAt: told.startedAt,
    finishedAt: null,
    failure: null,
    result: null,
  }
}
