import { drizzle } from 'drizzle-orm/d1'
import { runJobStep } from '#queues/jobs/run-job-step.ts'
import { scoringSteps } from '#queues/jobs/score-customers/scoring-steps.ts'
import type { ScoreCustomersMessage } from '#queues/messages.ts'
import type { Outcome } from '#queues/outcome.ts'
import { findJob } from '#shared/database/jobs.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { scoringPorts } from './scoring-ports.ts'

/** Does a step of scoring all customers; after the last, the figures of their segments are made anew. */
export async function runScoring(message: ScoreCustomersMessage, env: Env, tenant: Tenant): Promise<Outcome> {
  const { tenantId } = tenant
  const outcome = await runJobStep(message, scoringPorts(env, tenant, message.jobId), scoringSteps)
  const job = await findJob(drizzle(env.DB), tenantId, message.jobId)
  if (job?.state === 'done') await env.JOBS_QUEUE.send({ version: 1, kind: 'count-segments', tenantId })
  return outcome
}
