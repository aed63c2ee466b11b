import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { connectionHealth } from '#shared/connections/connection-health.ts'
import { connectionView } from '#shared/connections/connection-view.ts'
import type { ConnectionView } from '#shared/contracts/connections.ts'
import { findDeliveryFigures } from '#shared/database/connection-deliveries.ts'
import { findConnectionRow } from '#shared/database/connections.ts'
import type { ConnectionRow } from '#shared/database/tables/tenant.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { ProblemError } from '../../problems.ts'

export const connectionParamsSchema = z.object({
  source: z.string().max(64),
  connectionId: z.string().max(64),
})
type ConnectionParams = z.infer<typeof connectionParamsSchema>

/** The tenant's connection of this name; a 404 problem when there is none, or when it is another tenant's. */
export async function requireConnection(
  env: Env,
  { tenantId }: Tenant,
  params: ConnectionParams,
): Promise<ConnectionRow> {
  return existing(await findConnectionRow(drizzle(env.DB), { tenantId, ...params }))
}

/** A row that may have gone meanwhile; a 404 problem when it has. */
export function existing(row: ConnectionRow | undefined): ConnectionRow {
  if (row === undefined) throw new ProblemError('not-found', 'There is no such connection')
  return row
}

/** A connection with its health as it is now. */
export async function viewConnection(env: Env, row: ConnectionRow): Promise<ConnectionView> {
  const nowMs = Date.now()
  const figures = await findDeliveryFigures(drizzle(env.DB), row, nowMs)
  const webhookUrl = webhookSources.has(row.source)
    ? new URL(`/webhooks/${row.source}/${row.connectionId}`, env.PUBLIC_BASE_URL).href
    : null
  return connectionView(row, connectionHealth(row, figures, nowMs), webhookUrl, nowMs)
}
