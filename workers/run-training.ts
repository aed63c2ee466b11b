import { drizzle } from 'drizzle-orm/d1'
import { runJobStep } from '#queues/jobs/run-job-step.ts'
import { trainingSteps } from '#queues/jobs/train-model/training-steps.ts'
import type { EvaluateModelMessage, TrainModelMessage } from '#queues/messages.ts'
import type { Outcome } from '#queues/outcome.ts'
import { activeJobStates, findJob } from '#shared/database/jobs.ts'
import { listChampions } from '#shared/database/model-versions.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import type { Trainable } from '#shared/predictions/trainable.ts'
import { trainables } from '#shared/predictions/trainables.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { jobPorts } from './job-ports.ts'
import { readModelArtifact } from './model-artifacts.ts'
import { scoredWith, startJob } from './start-job.ts'
import { trainingPorts } from './training-ports.ts'

/** The file of a job with the artifact of a model that was uploaded. */
export const uploadedFile = 'uploaded'

/**
 * Does the step that a message asks for, of a training or of measuring a model that was learned elsewhere. A version that was taken
 * into use predicts for everybody at once.
 */
export async function runTraining(
  message: TrainModelMessage | EvaluateModelMessage,
  env: Env,
  tenant: Tenant,
): Promise<Outcome> {
  const { tenantId, jobId } = message
  const database = drizzle(env.DB)
  const job = await findJob(database, tenantId, jobId)
  const usual = job?.model == null ? undefined : trainables.get(job.model)
  if (job === undefined || usual === undefined) return { kind: 'drop', reason: 'unknown-job' }
  const isActive = activeJobStates.includes(job.state)
  const trainable = isActive ? await besideElsewhere(usual, job, env, tenant) : usual
  const outcome = await runJobStep(message, trainingPorts(env, tenant, jobId, trainable), trainingSteps)
  const champions = await listChampions(database, tenantId)
  const isNewlyInUse = job.step === message.step && champions.some((champion) => champion.jobId === jobId)
  if (isNewlyInUse) {
    const model = scoredWith(trainable.kind)
    await startJob(env, { tenantId, kind: 'score-customers', model, startedBy: 'schedule' }, Date.now())
  }
  return outcome
}

/** The kind of model with what this job has to do with models from elsewhere: the one that is judged, the one in use. */
async function besideElsewhere(
  trainable: Trainable,
  job: JobRow,
  env: Env,
  tenant: Tenant,
): Promise<Trainable> {
  if (trainable.elsewhere === undefined) return trainable
  const champions = await listChampions(drizzle(env.DB), tenant.tenantId)
  const inUse = champions.find(({ kind }) => kind === trainable.kind)
  const champion = inUse === undefined ? null : (await readModelArtifact(env, inUse.artifactKey)).artifact
  const judged = job.kind === 'evaluate-model' ? await uploadedOf(job, env, tenant) : null
  return trainable.elsewhere.beside({ judged, champion })
}

async function uploadedOf(job: JobRow, env: Env, tenant: Tenant): Promise<JsonObject> {
  const bytes = await jobPorts(env, tenant, job.jobId).files.read(uploadedFile)
  return JSON.parse(new TextDecoder().decode(bytes))
}
