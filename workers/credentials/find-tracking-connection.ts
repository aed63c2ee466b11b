import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { connectionTable } from '#shared/database/tables/tenant.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import type { Access } from '../http/api-env.ts'
import { RecentValues } from './recent-values.ts'

/** What was set up for the connection that a write key's calls come through. */
export interface TrackingConnection {
  readonly settings: JsonObject
  readonly isPaused: boolean
}

const unset: TrackingConnection = { settings: {}, isPaused: false }
const recentConnections = new RecentValues<TrackingConnection>(10_000, minuteMs)

/**
 * The tracking connection of a write key, at most a minute old, as the key itself: a database that is away for a moment
 * stops no events. It needs no row: without one nothing is set, and that is kept as well.
 */
export async function findTrackingConnection(
  { tenant, connectionId }: Access,
  env: Env,
  nowMs: number,
): Promise<TrackingConnection> {
  const found = await recentConnections.get(`${tenant.tenantId}/${connectionId}`, nowMs, async () => {
    const [row] = await drizzle(env.DB)
      .select({ settings: connectionTable.settings, status: connectionTable.status })
      .from(connectionTable)
      .where(
        and(
          eq(connectionTable.source, 'tracking'),
          eq(connectionTable.connectionId, connectionId),
          eq(connectionTable.tenantId, tenant.tenantId),
        ),
      )
    return row === undefined ? unset : { settings: row.settings, isPaused: row.status === 'paused' }
  })
  return found ?? unset
}

/** To be called when it has changed: this Worker sees it at once, others within a minute. */
export function forgetTrackingConnection(tenantId: string, connectionId: string): void {
  recentConnections.forget(`${tenantId}/${connectionId}`)
}
