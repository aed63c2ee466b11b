import type { JobView } from '#shared/contracts/jobs.ts'
import type { Tone } from '../components/badge.tsx'
import { formatDuration } from '../format/format-duration.ts'
import { countOf } from '../format/format-number.ts'

/** Where a job is in the list. */
export const jobAddress = (jobId: string) => `/jobs#${encodeURIComponent(jobId)}`

/** What the states of a job are called. */
export const jobStates: Readonly<Record<JobView['state'], { name: string; tone: Tone }>> = {
  queued: { name: 'Waiting', tone: 'plain' },
  running: { name: 'Running', tone: 'info' },
  done: { name: 'Done', tone: 'good' },
  failed: { name: 'Failed', tone: 'bad' },
  cancelled: { name: 'Cancelled', tone: 'warn' },
}

const models: Readonly<Record<NonNullable<JobView['model']>, string>> = {
  churn: 'churn risk',
  'lifetime-value': 'expected value',
  consumption: 'next purchases',
  segments: 'segments',
  recommendations: 'recommendations',
  'next-basket': 'next baskets',
  anomalies: 'unusual behaviour',
}

const jobNames: Readonly<Record<Exclude<JobView['kind'], 'forecast-sales' | 'rebuild'>, string>> = {
  'train-model': 'Training',
  'evaluate-model': 'Measuring an uploaded model',
  'score-customers': 'Predicting',
}

/** What a job does: "Training: churn risk". */
export function jobTitle({ kind, model }: Pick<JobView, 'kind' | 'model'>): string {
  if (kind === 'forecast-sales') return 'Forecasting sales'
  if (kind === 'rebuild') return 'Rebuilding tables'
  const about = model === null ? 'all that is in use' : models[model]
  return `${jobNames[kind]}: ${about}`
}

/** Whether a job goes on. */
export function isActive({ state }: Pick<JobView, 'state'>): boolean {
  return state === 'queued' || state === 'running'
}

/** What a job looks at, and what it makes. */
const countedBy: Readonly<Record<JobView['kind'], { readonly seen: string; readonly made: string }>> = {
  'train-model': { seen: 'customer', made: 'example' },
  'evaluate-model': { seen: 'customer', made: 'example' },
  'score-customers': { seen: 'customer', made: 'prediction' },
  'forecast-sales': { seen: 'item', made: 'forecast' },
  rebuild: { seen: 'customer', made: 'row' },
}

/** What a job has come to so far. */
export function jobCounts({ kind, customerCount, resultCount, retryCount }: JobView): string {
  const retries = retryCount === 0 ? '' : `, ${countOf(retryCount, 'step')} done again`
  const seen = `${countOf(customerCount, countedBy[kind].seen)} looked at`
  return `${seen}, ${countOf(resultCount, countedBy[kind].made)}${retries}`
}

/** How long a job took, or has been going on. */
export function jobDuration({ startedAt, finishedAt }: JobView, nowMs: number): string {
  const endMs = finishedAt === null ? nowMs : Date.parse(finishedAt)
  return formatDuration(Math.max(0, endMs - Date.parse(startedAt)))
}
