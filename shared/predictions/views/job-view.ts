import type { JobView } from '../../contracts/jobs.ts'
import type { JobRow } from '../../database/tables/job.ts'
import { toIso } from '../../kernel/time.ts'

const phaseWords: Readonly<Record<string, string>> = {
  collecting: 'Reading purchases',
  learning: 'Learning',
  comparing: 'Comparing with the model in use',
  scoring: 'Predicting, customer by customer',
  'comparing-customers': 'Comparing customers with each other',
  placing: 'Placing customers in segments',
  gathering: 'Reading sales',
  summing: 'Adding up sales',
  testing: 'Comparing with what came',
  forecasting: 'Forecasting, item by item',
  reconciling: 'Making items and sums agree',
  settling: 'Writing forecasts',
  closing: 'Writing forecasts',
  'erasing-again': 'Erasing again who was erased',
  'forgetting-again': 'Looking for forgotten people in what is kept as it came',
  'telling-decisions': 'Writing merges, reviews and splits',
  'telling-customers': 'Writing customers and their orders',
  'telling-guests': 'Writing orders of people nobody named',
  sweeping: 'Deleting what belongs to nobody',
  'remaking-orders': 'Comparing orders with all who tell of them',
  'adding-up': 'Adding up days',
  'emptying-words': 'Emptying products, stock and reported sales',
  'reading-archive': 'Reading products, stock and reported sales in the archive',
}
const stateWords: Readonly<Partial<Record<JobRow['state'], string>>> = {
  queued: 'Waiting to begin',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

export function jobView(job: JobRow): JobView {
  return {
    jobId: job.jobId,
    kind: job.kind,
    model: job.model,
    state: job.state,
    phase: stateWords[job.state] ?? phaseWords[job.phase] ?? job.phase,
    progressRate: job.progressPermille / 1_000,
    stepCount: job.step,
    retryCount: job.retryCount,
    customerCount: job.customerCount,
    resultCount: job.resultCount,
    startedBy: job.startedBy,
    startedAt: toIso(job.startedAt),
    progressedAt: toIso(job.progressedAt),
    finishedAt: job.finishedAt === null ? null : toIso(job.finishedAt),
    failure: job.failure,
    result: job.result,
  }
}
