import type { MatchingRunView } from '../../contracts/matching-runs.ts'
import type { MatchingRunRow } from '../../database/tables/matching-run.ts'
import { toIso } from '../../kernel/time.ts'

const doneBefore: Readonly<Record<MatchingRunRow['state'], number>> = {
  surveying: 0,
  counting: 1,
  scoring: 2,
  proposing: 3,
  done: 4,
  failed: 0,
}

export function matchingRunView(run: MatchingRunRow): MatchingRunView {
  const part = run.state === 'done' ? 0 : run.partition / run.partitionCount
  return {
    runId: run.runId,
    state: run.state,
    progressRate: (doneBefore[run.state] + part) / doneBefore.done,
    startedAt: toIso(run.startedAt),
    finishedAt: run.finishedAt === null ? null : toIso(run.finishedAt),
    recordCount: run.recordCount,
    pairCount: run.pairCount,
    reviewCount: run.reviewCount,
    mergeCount: run.mergeCount,
    failure: run.failure,
  }
}
