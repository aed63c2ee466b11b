import type { Permission } from '#shared/access/permissions.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { ProblemError } from './problems.ts'

/** What is left of a suspended shop: signing in and out, and opening it again. */
const leftToSuspended: ReadonlySet<Permission> = new Set(['account:use', 'tenant:close'])

/** Throws a 403 problem when the shop is suspended, or is being deleted. */
export function refuseClosedTenant({ status }: Tenant, permission?: Permission): void {
  if (status === 'active') return
  if (status === 'deleting') throw new ProblemError('forbidden', 'This shop is being deleted')
  if (permission === undefined || !leftToSuspended.has(permission)) {
    throw new ProblemError(
      'forbidden',
      'This shop is suspended: until it is resumed, it takes and shows nothing',
    )
  }
}
