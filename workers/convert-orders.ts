import { convertOrders as convertSome } from '#queues/jobs/convert-orders.ts'
import type { ConvertOrdersMessage } from '#queues/messages.ts'
import { beforeAllWaiting } from '#shared/database/waiting-orders.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { conversionPorts } from './conversion-ports.ts'
import type { Env } from './env.ts'

/** Converts the next orders of a tenant that came before their exchange rate, and sends the message for those after them. */
export async function convertOrders(
  { after = beforeAllWaiting }: Pick<ConvertOrdersMessage, 'after'>,
  env: Env,
  tenant: Tenant,
): Promise<void> {
  const next = await convertSome(tenant, after, conversionPorts(env))
  if (next === null) return
  await env.JOBS_QUEUE.send({
    version: 1,
    kind: 'convert-orders',
    tenantId: tenant.tenantId,
    after: next,
  })
}
