import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { tenantTable } from '#shared/database/tables/tenant.ts'
import { minuteMs, secondMs } from '#shared/kernel/time.ts'
import { type Tenant, tenantFromCredential } from '#shared/tenants/tenant.ts'
import { RecentValues } from './recent-values.ts'

/** With the second that others go on while one looks again, a suspended tenant is refused everywhere within five. */
const keptMs = 4 * secondMs
const recentTenants = new RecentValues<Tenant>(1_000, keptMs, minuteMs)

/**
 * A tenant by id, at most five seconds old, or a minute while the database is away. For ids that come from a verified
 * credential or from the log itself.
 */
export async function loadTenant(
  database: D1Database,
  tenantId: string,
  nowMs: number,
): Promise<Tenant | undefined> {
  return recentTenants.get(tenantId, nowMs, async () => {
    const [row] = await drizzle(database).select().from(tenantTable).where(eq(tenantTable.tenantId, tenantId))
    return row === undefined ? undefined : tenantFromCredential(row)
  })
}

/** To be called when a tenant has changed: this Worker sees it at once, others within {@link keptMs}. */
export function forgetTenant(tenantId: string): void {
  recentTenants.forget(tenantId)
}
