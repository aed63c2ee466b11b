import { drizzle } from 'drizzle-orm/d1'
import { newJob } from '#queues/jobs/new-job.ts'
import { insertJob } from '#shared/database/jobs.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { ModelKind } from '#shared/predictions/prediction-kinds.ts'
import type { Env } from './env.ts'
import { jobFiles, removeJobFiles } from './job-ports.ts'

export const defaultSeed = 1

/**
 * What a scoring is asked for when the predictions of one kind are wanted: found segments come with the named ones, for which
 * all customers are compared, and so with everything (null).
 */
export function scoredWith(kind: ModelKind): ModelKind | null {
  return kind === 'segments' ? null : kind
}

type NewJob = Pick<JobRow, 'tenantId' | 'kind' | 'model' | 'startedBy'> & { readonly seed?: number }

/** Begins a job; undefined when one of the same model is going on. */
export async function startJob(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  told: NewJob,
  nowMs: number,
  jobId: string = newJobId(nowMs),
): Promise<JobRow | undefined> {
  const job = prepareJob(told, nowMs, jobId)
  if (!(await insertJob(drizzle(env.DB), job))) return undefined
  await sendJob(env, job)
  return job
}

/** A job for whoever enters it together with something else, and then sends it. */
export function prepareJob(told: NewJob, nowMs: number, jobId: string = newJobId(nowMs)): JobRow {
  const { tenantId, kind, model, startedBy, seed = defaultSeed } = told
  return newJob({ tenantId, jobId, kind, model, seed, startedBy, startedAt: nowMs })
}

/** Asks for the first step of a job that was entered; when the message is lost, the minute's schedule does. */
export async function sendJob(
  env: Pick<Env, 'JOBS_QUEUE'>,
  { kind, tenantId, jobId }: JobRow,
): Promise<void> {
  await env.JOBS_QUEUE.send({ version: 1, kind, tenantId, jobId, step: 0 })
}

/**
 * Begins a job whose steps find a file of this name; undefined when one of the same model is going on. The file is there before
 * the job is; when it is broken off in between, retention takes the file away.
 */
export async function startJobWithFile(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE' | 'UPLOADS'>,
  told: NewJob,
  file: { readonly name: string; readonly content: string },
  nowMs: number,
): Promise<JobRow | undefined> {
  const jobId = newJobId(nowMs)
  await env.UPLOADS.put(`${jobFiles(told.tenantId)}${jobId}/${file.name}`, file.content)
  const job = await startJob(env, told, nowMs, jobId)
  if (job === undefined) await removeJobFiles(env, told.tenantId, jobId)
  return job
}

function newJobId(nowMs: number): string {
  return newId('job', nowMs, Math.random)
}
