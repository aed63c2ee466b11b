import { drizzle } from 'drizzle-orm/d1'
import type { PlatformTenant } from '#shared/contracts/tenant.ts'
import type { TenantRow } from '#shared/database/tables/tenant.ts'
import { findTenant, hasOrders } from '#shared/database/tenants.ts'
import { toIso } from '#shared/kernel/time.ts'
import { tenantView } from '#shared/tenants/tenant-view.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'

/** A shop as the operator of the platform sees it; a 404 problem when there is none. */
export async function readPlatformTenant(env: Pick<Env, 'DB'>, tenantId: string): Promise<PlatformTenant> {
  const database = drizzle(env.DB)
  const row = await findTenant(database, tenantId)
  if (row === undefined) throw new ProblemError('not-found', 'There is no such shop')
  return platformTenantView(row, await hasOrders(database, tenantId))
}

export function platformTenantView(row: TenantRow, isSelling: boolean): PlatformTenant {
  const { logShardCount, customerCellCount, createdAt } = row
  return {
    ...tenantView(row, isSelling),
    placement: { logShardCount, customerCellCount },
    createdAt: toIso(createdAt),
  }
}
