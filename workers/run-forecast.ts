import { drizzle } from 'drizzle-orm/d1'
import { forecastingSteps } from '#queues/jobs/forecast-sales/forecasting-steps.ts'
import { runJobStep } from '#queues/jobs/run-job-step.ts'
import type { ForecastSalesMessage } from '#queues/messages.ts'
import type { Outcome } from '#queues/outcome.ts'
import { findJob } from '#shared/database/jobs.ts'
import { haveSalesComeIn } from '#shared/database/sales-imports.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { forecastPorts } from './forecast-ports.ts'
import { publishForecastAlerts } from './publish-forecast-alerts.ts'
import { startJob } from './start-job.ts'

/**
 * Does the step of a forecast that a message asks for. Once there are new forecasts, what to order is ranked by them, what was noticed about sales is
 * told, and sales that have come in meanwhile are forecast next.
 */
export async function runForecast(message: ForecastSalesMessage, env: Env, tenant: Tenant): Promise<Outcome> {
  const { tenantId, jobId } = message
  const outcome = await runJobStep(message, forecastPorts(env, tenant, jobId), forecastingSteps)
  const database = drizzle(env.DB)
  const job = await findJob(database, tenantId, jobId)
  if (job?.state === 'done' && job.step === message.step + 1) {
    await env.JOBS_QUEUE.send({ version: 1, kind: 'rank-orders', tenantId })
    await publishForecastAlerts(env, tenant)
    if (await haveSalesComeIn(database, tenantId, job.startedAt))
      await startJob(
        env,
        { tenantId, kind: 'forecast-sales', model: null, startedBy: 'schedule' },
        Date.now(),
      )
  }
  return outcome
}
