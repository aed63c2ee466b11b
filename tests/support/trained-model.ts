import { expect } from 'vitest'
import type { PatronClient } from '#shared/contracts/client.ts'
import type { JobView } from '#shared/contracts/jobs.ts'
import { ended } from './ended-job.ts'
import { good } from './good.ts'

/**
 * A training, or the measuring of an uploaded model, once it has ended. Where its version was taken into use, everybody is scored
 * with it by then as well: that begins a moment after the job is done.
 */
export async function trained(staff: PatronClient, { jobId, model }: JobView): Promise<JobView> {
  const job = await ended(staff, jobId)
  const { versions } = await good(staff.listModelVersions(model ?? ''))
  if (versions.some((version) => version.jobId === jobId && version.state === 'champion')) {
    const startsOfScoring = async () =>
      (await good(staff.listJobs({ kind: 'score-customers' }))).jobs.map(({ startedAt }) => startedAt)
    await expect
      .poll(async () => (await startsOfScoring()).some((startedAt) => startedAt >= (job.finishedAt ?? '')))
      .toBe(true)
  }
  await allEnded(staff)
  return job
}

/** Waits until no job is going on. */
export async function allEnded(staff: PatronClient): Promise<void> {
  for (const state of ['queued', 'running'] as const) {
    for (const { jobId } of (await good(staff.listJobs({ state }))).jobs) await ended(staff, jobId)
  }
}
