import { drizzle } from 'drizzle-orm/d1'
import type { TenantView } from '#shared/contracts/tenant.ts'
import { findTenant, hasOrders } from '#shared/database/tenants.ts'
import { tenantView } from '#shared/tenants/tenant-view.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'

/** The settings of a shop as they are now, and not as this Worker remembers them. */
export async function readTenant(env: Pick<Env, 'DB'>, tenantId: string): Promise<TenantView> {
  const database = drizzle(env.DB)
  const row = await findTenant(database, tenantId)
  if (row === undefined) throw new ProblemError('not-found', 'There is no such shop')
  return tenantView(row, await hasOrders(database, tenantId))
}
