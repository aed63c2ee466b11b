import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { findDestination } from '#shared/database/destinations.ts'
import type { DestinationRow } from '#shared/database/tables/destination.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { ProblemError } from '../../problems.ts'

export const destinationParamsSchema = z.object({ destinationId: z.string().max(64) })

/** The tenant's destination of this id; a 404 problem when there is none, or when it is another tenant's. */
export async function requireDestination(
  env: Env,
  { tenantId }: Tenant,
  { destinationId }: z.infer<typeof destinationParamsSchema>,
): Promise<DestinationRow> {
  return existing(await findDestination(drizzle(env.DB), { tenantId, destinationId }))
}

/** A row that may have gone meanwhile; a 404 problem when it has. */
export function existing(row: DestinationRow | undefined): DestinationRow {
  if (row === undefined) throw new ProblemError('not-found', 'There is no such destination')
  return row
}
