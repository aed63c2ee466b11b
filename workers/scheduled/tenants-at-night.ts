import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { type TenantRow, tenantTable } from '#shared/database/tables/tenant.ts'
import { isNight } from '#shared/predictions/learning-hours.ts'
import type { Env } from '../env.ts'

/** Active tenants where it is night by their own clock: few people wait for pages then. */
export async function tenantsAtNight(env: Pick<Env, 'DB'>, nowMs: number): Promise<TenantRow[]> {
  const tenants = await drizzle(env.DB).select().from(tenantTable).where(eq(tenantTable.status, 'active'))
  return tenants.filter(({ timeZone }) => isNight(timeZone, nowMs))
}
