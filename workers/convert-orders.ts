import { type ConversionPorts, convertOrders as convertSome } from '#queues/jobs/convert-orders.ts'
import type { ConvertOrdersMessage } from '#queues/messages.ts'
import { beforeAllOrders } from '#shared/database/waiting-orders.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { ingestPorts } from './compose.ts'
import type { Env } from './env.ts'
import { runStatements } from './run-statements.ts'
import { tellerPorts } from './teller-ports.ts'

/** Converts the next orders of a tenant that came before their exchange rate, and sends the message for those after them. */
export async function convertOrders(
  { after = beforeAllOrders }: Pick<ConvertOrdersMessage, 'after'>,
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

function conversionPorts(env: Env): ConversionPorts {
  const { tellersOf, currentCustomerIds } = tellerPorts(env)
  const { project, noteBuyers } = ingestPorts(env)
  return {
    tellersOf,
    currentCustomerIds,
    project,
    noteBuyers,
    read: async <Row>({ text, values }: Parameters<ConversionPorts['read']>[0]) => {
      const { results } = await env.DB.prepare(text)
        .bind(...values)
        .all<Row>()
      return results
    },
    write: async (statements) => {
      await runStatements(env.DB, statements)
    },
    ratesWanted: (objectName, { currency, timeZone }, asked) =>
      env.CUSTOMER.getByName(objectName).ratesWanted({ currency, timeZone }, asked),
    noteRates: (objectName, { currency, timeZone }, asked, rates) =>
      env.CUSTOMER.getByName(objectName).noteRates({ currency, timeZone }, asked, [...rates.values()]),
    nowMs: () => Date.now(),
  }
}
