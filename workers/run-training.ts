import { drizzle } from 'drizzle-orm/d1'
import { runJobStep } from '#queues/jobs/run-job-step.ts'
import { trainingSteps } from '#queues/jobs/train-model/training-steps.ts'
import type { TrainModelMessage } from '#queues/messages.ts'
import type { Outcome } from '#queues/outcome.ts'
import { findJob } from '#shared/database/jobs.ts'
import { listChampions } from '#shared/database/model-versions.ts'
import { trainables } from '#shared/predictions/trainables.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { scoredWith, startJob } from './start-job.ts'
import { trainingPorts } from './training-ports.ts'

/** Does the step of a training that a message asks for. A version that was taken into use predicts for everybody at once. */
export async function runTraining(message: TrainModelMessage, env: Env, tenant: Tenant): Promise<Outcome> {
  const { tenantId, jobId } = message
  const database = drizzle(env.DB)
  const job = await findJob(database, tenantId, jobId)
  const trainable = job?.model == null ? undefined : trainables.get(job.model)
  if (trainable === undefined) return { kind: 'drop', reason: 'unknown-job' }
  const outcome = await runJobStep(message, trainingPorts(env, tenant, jobId, trainable), trainingSteps)
  const champions = await listChampions(database, tenantId)
  const isNewlyInUse = job?.step === message.step && champions.some((champion) => champion.jobId === jobId)
  if (isNewlyInUse) {
    const model = scoredWith(trainable.kind)
    await startJob(env, { tenantId, kind: 'score-customers', model, startedBy: 'schedule' }, Date.now())
  }
  return outcome
}
