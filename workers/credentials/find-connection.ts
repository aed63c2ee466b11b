import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { ConnectionName } from '#shared/database/connections.ts'
import { connectionTable } from '#shared/database/tables/tenant.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import { secondMs } from '#shared/kernel/time.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { secretsAt } from './connection-secrets.ts'
import { forgetTrackingConnection } from './find-tracking-connection.ts'
import { loadTenant } from './load-tenant.ts'
import { RecentValues } from './recent-values.ts'

/** One outside system's way in: whose it is, and the secrets its deliveries are signed with. */
export interface Connection {
  readonly tenant: Tenant
  readonly isPaused: boolean
  readonly secrets: readonly string[]
  readonly settings: JsonObject
}

/** So short, because pausing a connection and changing its secret are to be felt at once. */
const keptMs = 5 * secondMs
const recentConnections = new RecentValues<Connection>(10_000, keptMs)

/** The connection an address names, or undefined. Demo connections have public secrets: production refuses them. */
export async function findConnection(
  source: string,
  connectionId: string,
  env: Env,
  nowMs: number,
): Promise<Connection | undefined> {
  return recentConnections.get(`${source}/${connectionId}`, nowMs, async () => {
    const [row] = await drizzle(env.DB)
      .select()
      .from(connectionTable)
      .where(and(eq(connectionTable.source, source), eq(connectionTable.connectionId, connectionId)))
    if (row === undefined || (row.isDemo && env.ENVIRONMENT === 'production')) return undefined
    const tenant = await loadTenant(env.DB, row.tenantId, nowMs)
    if (tenant === undefined) return undefined
    const secrets = await secretsAt(row, nowMs, env)
    return { tenant, isPaused: row.status === 'paused', secrets, settings: row.settings }
  })
}

/** To be called when a connection has changed: this Worker sees it at once, others within {@link keptMs}. */
export function forgetConnection({ tenantId, source, connectionId }: ConnectionName): void {
  recentConnections.forget(`${source}/${connectionId}`)
  if (source === 'tracking') forgetTrackingConnection(tenantId, connectionId)
}
