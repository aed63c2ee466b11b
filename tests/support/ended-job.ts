import type { PatronClient } from '#shared/contracts/client.ts'
import type { JobView } from '#shared/contracts/jobs.ts'
import { good } from './good.ts'

/** A job once it goes on no more. */
export async function ended(staff: PatronClient, jobId: string): Promise<JobView> {
  for (let wait = 0; wait < 600; wait += 1) {
    const job = await good(staff.getJob(jobId))
    if (job.state !== 'queued' && job.state !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the job does not end')
}
