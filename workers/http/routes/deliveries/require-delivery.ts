import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { findDelivery } from '#shared/database/connection-deliveries.ts'
import type { ConnectionLogRow } from '#shared/database/tables/connection-logs.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { ProblemError } from '../../problems.ts'

export const deliveryParamsSchema = z.object({ deliveryId: z.string().max(64) })

/** The tenant's delivery of this id; a 404 problem when there is none, or none any more, or it is another tenant's. */
export async function requireDelivery(
  env: Env,
  { tenantId }: Tenant,
  deliveryId: string,
): Promise<ConnectionLogRow> {
  const row = await findDelivery(drizzle(env.DB), tenantId, deliveryId)
  if (row === undefined) throw new ProblemError('not-found', 'There is no such delivery, or none any more')
  return row
}
