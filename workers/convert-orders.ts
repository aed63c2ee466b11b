import { conversionStatements, type WaitingOrder, waitingOrders } from '#shared/database/waiting-orders.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { runStatements } from './run-statements.ts'

const ordersAtOnce = 500

/**
 * Converts some of the orders that came before their exchange rate, and sends the message for the next. Which ones wait is
 * in the tables alone, so that it may be repeated, cut off, or done twice at once.
 */
export async function convertOrders(env: Pick<Env, 'DB' | 'JOBS_QUEUE'>, tenant: Tenant): Promise<void> {
  const { tenantId } = tenant
  const [found] = await runStatements<WaitingOrder>(env.DB, [waitingOrders(tenantId, ordersAtOnce)])
  const orders = found?.results ?? []
  await runStatements(env.DB, conversionStatements(tenant, orders))
  if (orders.length === ordersAtOnce)
    await env.JOBS_QUEUE.send({ version: 1, kind: 'convert-orders', tenantId })
}
