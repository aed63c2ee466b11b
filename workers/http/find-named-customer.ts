import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { identifierKeys } from './find-by-identifier.ts'
import { findOwners } from './find-owners.ts'
import { ProblemError } from './problems.ts'

/** The customer that a request names by id or by one identifier. A problem when that is nobody, or several. */
export async function findNamedCustomer(
  env: Env,
  tenant: Tenant,
  { customerId, identifier = '' }: { customerId?: string | undefined; identifier?: string | undefined },
): Promise<string> {
  if (customerId !== undefined) return customerId
  const owners = new Set(
    (await findOwners(env, tenant, await identifierKeys(env, tenant, identifier))).values(),
  )
  const [owner] = owners
  if (owner === undefined) throw new ProblemError('not-found', 'Nobody is known by this identifier')
  if (owners.size > 1) {
    throw new ProblemError('invalid-content', undefined, {
      errors: [{ pointer: '/identifier', detail: 'names several customers: give it with its scope' }],
    })
  }
  return owner
}
