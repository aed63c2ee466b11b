import { drizzle } from 'drizzle-orm/d1'
import type * as z from 'zod'
import { demandedSince } from '#shared/access/second-factor-demand.ts'
import type { TenantView, updateTenantSchema } from '#shared/contracts/tenant.ts'
import { findTenant, updateTenant } from '#shared/database/tenants.ts'
import { hasPhoneNumbers } from '#shared/identity/phone-country.ts'
import { forgetTenant } from '../credentials/load-tenant.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'
import { readTenant } from './read-tenant.ts'

/** Changes settings of a shop; what is left out stays. A 422 or 409 problem for what does not go. */
export async function changeTenant(
  env: Env,
  tenantId: string,
  wanted: z.infer<typeof updateTenantSchema>,
  nowMs: number,
): Promise<TenantView> {
  const { retention, ...given } = wanted
  if (given.country !== undefined && !hasPhoneNumbers(given.country)) {
    throw new ProblemError('invalid-content', undefined, {
      errors: [{ pointer: '/country', detail: 'must be a country such as GB' }],
    })
  }
  const before = await readTenant(env, tenantId)
  if (before.status === 'deleting') throw new ProblemError('conflict', 'The shop is being deleted, or was')
  if (given.currency !== undefined && given.currency !== before.currency && before.isCurrencyFixed) {
    throw new ProblemError('conflict', `Orders are counted in ${before.currency}`, {
      errors: [{ pointer: '/currency', detail: 'cannot be changed once there are orders' }],
    })
  }
  const database = drizzle(env.DB)
  const stored = await findTenant(database, tenantId)
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const days = Object.entries(retention ?? {}).filter(([, value]) => value !== undefined)
  await updateTenant(database, tenantId, {
    ...changes,
    ...(given.secondFactorRoles !== undefined &&
      stored !== undefined && {
        secondFactorRoles: [...new Set(given.secondFactorRoles)],
        secondFactorSince: demandedSince(stored, given.secondFactorRoles, nowMs),
      }),
    ...(days.length > 0 && { retention: { ...stored?.retention, ...Object.fromEntries(days) } }),
  })
  forgetTenant(tenantId)
  return readTenant(env, tenantId)
}
