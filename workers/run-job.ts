import { runDestinationStep } from '#queues/activations/run-destination-step.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { runBackfillStep } from '#queues/jobs/backfill/run-backfill-step.ts'
import { runMatchingStep } from '#queues/jobs/matching/run-matching-step.ts'
import { makePersonExport } from '#queues/jobs/person-export/make-person-export.ts'
import { rebuildSteps } from '#queues/jobs/rebuild/rebuild-steps.ts'
import { runJobStep } from '#queues/jobs/run-job-step.ts'
import { scoreBuyers } from '#queues/jobs/score-customers/score-buyers.ts'
import { jobMessageSchema } from '#queues/messages.ts'
import { done, type Outcome } from '#queues/outcome.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { backfillPorts } from './backfill-ports.ts'
import { ingestPorts } from './compose.ts'
import { convertOrders } from './convert-orders.ts'
import { correctOrders } from './correct-orders.ts'
import { loadTenant } from './credentials/load-tenant.ts'
import { destinationPorts } from './destination-ports.ts'
import type { Env } from './env.ts'
import { matchingPorts } from './matching-ports.ts'
import { renewOrderList } from './order-list.ts'
import { personExportPorts } from './person-export-ports.ts'
import { rebuildPorts } from './rebuild-ports.ts'
import { runForecast } from './run-forecast.ts'
import { runImport } from './run-import.ts'
import { runScoring } from './run-scoring.ts'
import { runTraining } from './run-training.ts'
import { scoreBuyersPorts } from './score-buyers-ports.ts'
import { renewSegmentFigures } from './segment-figures.ts'

const retryAfterSeconds = 5

/** Does the step a message of the jobs queue asks for. A step that throws is tried again: it left nothing half done. */
export async function runJob(message: unknown, env: Env): Promise<Outcome> {
  const parsed = jobMessageSchema.safeParse(message)
  if (!parsed.success) return { kind: 'drop', reason: 'unreadable-message' }
  try {
    const tenant = await loadTenant(env.DB, parsed.data.tenantId, Date.now())
    if (tenant === undefined) return { kind: 'drop', reason: 'unknown-tenant' }
    switch (parsed.data.kind) {
      case 'import':
        return await runImport(parsed.data, env, tenant)
      case 'settle-identity':
        await settleIdentity(tenant, ingestPorts(env))
        return done
      case 'match-customers':
        return await runMatchingStep(parsed.data, matchingPorts(env, tenant))
      case 'backfill':
        return await runBackfillStep(parsed.data, backfillPorts(env, tenant))
      case 'send-customers':
        return await runDestinationStep(parsed.data, destinationPorts(env, tenant))
      case 'export-person':
        return await makePersonExport(parsed.data, personExportPorts(env, tenant))
      case 'train-model':
      case 'evaluate-model':
        return await runTraining(parsed.data, env, tenant)
      case 'score-customers':
        return await runScoring(parsed.data, env, tenant)
      case 'forecast-sales':
        return await runForecast(parsed.data, env, tenant)
      case 'rebuild':
        return await runJobStep(parsed.data, rebuildPorts(env, tenant, parsed.data.jobId), rebuildSteps)
      case 'rank-orders':
        await renewOrderList(env, tenant, Date.now())
        return done
      case 'count-segments':
        await renewSegmentFigures(env, tenant.tenantId, Date.now())
        return done
      case 'convert-orders':
        await convertOrders(parsed.data, env, tenant)
        return done
      case 'correct-orders':
        await correctOrders(env, tenant)
        return done
      case 'score-buyers':
        return await scoreBuyers(parsed.data, scoreBuyersPorts(env, tenant))
    }
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: this is the one catch of the consumer, and the log the only witness
    console.error(
      JSON.stringify({ level: 'error', queue: 'patron-jobs', message: parsed.data, ...errorReport(error) }),
    )
    return { kind: 'retry', afterSeconds: retryAfterSeconds, reason: 'a step could not be done' }
  }
}
