import { drizzle } from 'drizzle-orm/d1'
import { runImportStep } from '#queues/jobs/run-import-step.ts'
import type { ImportMessage } from '#queues/messages.ts'
import type { Outcome } from '#queues/outcome.ts'
import { findImport } from '#shared/database/customer-imports.ts'
import { kindsOfSales } from '#shared/database/sales-imports.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { importPorts } from './import-ports.ts'
import { startJob } from './start-job.ts'

/**
 * Does the step of an import that a message asks for. Once a file of sales is in, sales are forecast anew; where that goes on already, at
 * its end.
 */
export async function runImport(message: ImportMessage, env: Env, tenant: Tenant): Promise<Outcome> {
  const { tenantId, importId } = message
  const database = drizzle(env.DB)
  const before = await findImport(database, tenantId, importId)
  const outcome = await runImportStep(message, importPorts(env, tenant, importId))
  const kind = before?.mapping?.kind
  if (before?.state !== 'settling' || kind === undefined || !kindsOfSales.includes(kind)) return outcome
  const after = await findImport(database, tenantId, importId)
  if (after?.state === 'done') {
    await startJob(env, { tenantId, kind: 'forecast-sales', model: null, startedBy: 'schedule' }, Date.now())
  }
  return outcome
}
