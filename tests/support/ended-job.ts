import type { PatronClient } from '#shared/contracts/client.ts'
import type { JobView } from '#shared/contracts/jobs.ts'
import { good } from './good.ts'

const patienceMs = 100_000

/** A job once it goes on no more. What follows from it, and the end of its files, come a moment later. */
export async function ended(staff: PatronClient, jobId: string): Promise<JobView> {
  const deadlineMs = Date.now() + patienceMs
  for (;;) {
    const job = await good(staff.getJob(jobId))
    if (job.finishedAt !== null) return job
    if (Date.now() > deadlineMs) throw new Error(`not done in time: ${JSON.stringify(job)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
