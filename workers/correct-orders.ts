import { correctOrders as correctSome } from '#queues/jobs/correct-orders.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { conversionPorts } from './conversion-ports.ts'
import type { Env } from './env.ts'

/** Corrects the next orders of a tenant whose exchange rate was replaced, and sends the message for those after them. */
export async function correctOrders(env: Env, tenant: Tenant): Promise<void> {
  const { tenantId } = tenant
  const { goesOn, givenUp } = await correctSome(tenant, conversionPorts(env))
  if (givenUp !== undefined) {
    const { currency, day } = givenUp
    // biome-ignore lint/suspicious/noConsole: orders stay as they are, and somebody should look at their customers' objects
    console.warn(JSON.stringify({ level: 'warn', rates: tenantId, givenUp: { currency, day } }))
  }
  if (goesOn) await env.JOBS_QUEUE.send({ version: 1, kind: 'correct-orders', tenantId })
}
