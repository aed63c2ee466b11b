import { recordDeadLetters } from '#queues/dead-letter/record-dead-letters.ts'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import type { Outcome } from '#queues/outcome.ts'
import { settleBatch } from '#queues/settle-batch.ts'
import { ingestPorts } from './compose.ts'
import type { Env } from './env.ts'
import { newApp } from './http/app.ts'
import { placedEnv } from './placed-env.ts'
import { runJob } from './run-job.ts'
import { clearConnectionLogs } from './scheduled/clear-connection-logs.ts'
import { continueBackfills } from './scheduled/continue-backfills.ts'
import { continueDestinations } from './scheduled/continue-destinations.ts'
import { continueExports } from './scheduled/continue-exports.ts'
import { continueImports } from './scheduled/continue-imports.ts'
import { continueMatching } from './scheduled/continue-matching.ts'
import { continueModelJobs } from './scheduled/continue-model-jobs.ts'
import { convertWaitingOrders } from './scheduled/convert-waiting-orders.ts'
import { deleteTenants } from './scheduled/delete-tenants.ts'
import { emptyOldImports } from './scheduled/empty-old-imports.ts'
import { enforceRetention } from './scheduled/enforce-retention.ts'
import { forecastNightly } from './scheduled/forecast-nightly.ts'
import { forgetOldSecrets } from './scheduled/forget-old-secrets.ts'
import { forgetSentMessages } from './scheduled/forget-sent-messages.ts'
import { giveUpUploads } from './scheduled/give-up-uploads.ts'
import { noticeAnomalies } from './scheduled/notice-anomalies.ts'
import { noticeMisplacedTenants } from './scheduled/notice-misplaced-tenants.ts'
import { publishWaitingChanges } from './scheduled/publish-waiting-changes.ts'
import { rebuildAfterRestore } from './scheduled/rebuild-after-restore.ts'
import { reconcileConnections } from './scheduled/reconcile-connections.ts'
import { runChores } from './scheduled/run-chores.ts'
import { scoreNightly } from './scheduled/score-nightly.ts'
import { sealAuditDays } from './scheduled/seal-audit-days.ts'
import { settleAllVectors } from './scheduled/settle-all-vectors.ts'
import { trainModels } from './scheduled/train-models.ts'

export { Customer } from '#durable-objects/customer/customer.ts'
export { EventLog } from '#durable-objects/event-log/event-log.ts'
export { IdentityDirectory } from '#durable-objects/identity-directory/identity-directory.ts'
export { LiveFeed } from '#durable-objects/live-feed/live-feed.ts'
export { RateLimits } from '#durable-objects/rate-limits/rate-limits.ts'

const app = newApp()

/** What each queue's messages are processed with. */
async function process(queue: string, messages: readonly unknown[], env: Env): Promise<Outcome[]> {
  switch (queue) {
    case 'patron-ingest':
      return ingestBatch(messages, ingestPorts(env))
    case 'patron-jobs':
      return Promise.all(messages.map((message) => runJob(message, env)))
    case 'patron-dead-letter':
      return recordDeadLetters(messages)
    default:
      throw new Error(`no consumer for the queue ${queue}`)
  }
}

export default {
  fetch: (request: Request, env: Env, context: ExecutionContext) =>
    app.fetch(request, placedEnv(env), context),

  async queue(batch: MessageBatch, bindings: Env): Promise<void> {
    const env = placedEnv(bindings)
    const outcomes = await process(
      batch.queue,
      batch.messages.map((message) => message.body),
      env,
    )
    settleBatch(batch.messages, outcomes, (outcome) => {
      // biome-ignore lint/suspicious/noConsole: nothing is dropped or repeated without a trace
      console.warn(JSON.stringify({ level: 'warn', queue: batch.queue, ...outcome }))
    })
  },

  async scheduled(_event: ScheduledController, bindings: Env): Promise<void> {
    const env = placedEnv(bindings)
    const chores = {
      noticeMisplacedTenants,
      continueImports,
      emptyOldImports,
      giveUpUploads,
      continueMatching,
      continueBackfills,
      reconcileConnections,
      continueDestinations,
      continueExports,
      clearConnectionLogs,
      forgetOldSecrets,
      forgetSentMessages,
      enforceRetention,
      deleteTenants,
      sealAuditDays,
      rebuildAfterRestore,
      continueModelJobs,
      publishWaitingChanges,
      convertWaitingOrders,
      noticeAnomalies,
      trainModels,
      scoreNightly,
      forecastNightly,
      // It may take half a minute.
      settleAllVectors,
    }
    await runChores(
      Object.fromEntries(Object.entries(chores).map(([name, run]) => [name, () => run(env, Date.now())])),
    )
  },
} satisfies ExportedHandler<Env>
