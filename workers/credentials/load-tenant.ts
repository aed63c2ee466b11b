import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { tenantTable } from '#shared/database/tables/tenant.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { type Tenant, tenantFromCredential } from '#shared/tenants/tenant.ts'
import { RecentValues } from './recent-values.ts'

const recentTenants = new RecentValues<Tenant>(1_000, minuteMs)

/** A tenant by id, at most a minute old. For ids that come from a verified credential or from the log itself. */
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
