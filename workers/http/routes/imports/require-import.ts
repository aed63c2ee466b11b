import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { findImport } from '#shared/database/customer-imports.ts'
import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { ProblemError } from '../../problems.ts'

export const importParamsSchema = z.object({ importId: z.string().max(64) })

/** The tenant's import of this id; a 404 problem when there is none, or when it is another tenant's. */
export async function requireImport(env: Env, tenant: Tenant, importId: string): Promise<CustomerImportRow> {
  const row = await findImport(drizzle(env.DB), tenant.tenantId, importId)
  if (row === undefined) throw new ProblemError('not-found', `There is no import ${importId}`)
  return row
}
