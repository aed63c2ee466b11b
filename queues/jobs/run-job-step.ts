import type { JobChanges } from '#shared/database/jobs.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import { done, type Outcome } from '../outcome.ts'
import type { JobPorts, JobStep, SteppedJobMessage, StepResult } from './job-ports.ts'

/** What still fails after so many tries will not come right by itself. */
const maxRetries = 30

/**
 * Does one step of a job, notes in the job's row what came of it, and sends the message for the next. The row is the only
 * memory, and moves on by compare-and-set: a message that is lost, repeated or late does no harm, and a job that was
 * cancelled meanwhile stays so. Throws when the step cannot be done now; then it is done again.
 */
export async function runJobStep<Ports extends JobPorts>(
  message: SteppedJobMessage,
  ports: Ports,
  steps: Readonly<Record<string, JobStep<Ports>>>,
): Promise<Outcome> {
  const job = await ports.jobs.find(message.jobId)
  if (job === undefined) return { kind: 'drop', reason: 'unknown-job' }
  if (!isActive(job.state) || job.step !== message.step) return done
  const result = await attempt(job, ports, steps)

  const changes: JobChanges = {
    state: 'running',
    ...result.changes,
    // However a later phase counts, what was shown is not taken back.
    progressPermille: Math.max(job.progressPermille, result.changes.progressPermille ?? 0),
    progressedAt: ports.nowMs(),
  }
  const isMine = await ports.jobs.advance(job, changes, result.version ?? null)
  if (!isMine) {
    await ports.files.remove(result.written ?? [])
    return done
  }
  if (!isActive(changes.state ?? job.state)) {
    await ports.files.removeAll()
    return done
  }
  await ports.queue.send({ ...message, step: job.step + 1 })
  await ports.files.remove(result.obsolete ?? [])
  return done
}

async function attempt<Ports extends JobPorts>(
  job: JobRow,
  ports: Ports,
  steps: Readonly<Record<string, JobStep<Ports>>>,
): Promise<StepResult> {
  const step = steps[job.phase]
  if (step === undefined) throw new Error(`a job of ${job.kind} has no phase ${job.phase}`)
  try {
    return await step(job, ports)
  } catch (error) {
    if (job.retryCount >= maxRetries) {
      const failure = 'One of its steps failed again and again'
      return { changes: { state: 'failed', failure, finishedAt: ports.nowMs() } }
    }
    await ports.jobs.noteRetry(job)
    throw error
  }
}

function isActive(state: JobRow['state']): boolean {
  return state === 'queued' || state === 'running'
}
