import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'

/** The customers that own these identifiers now, each asked for once; unknown identifiers are left out. */
export async function findOwners(
  env: Env,
  tenant: Tenant,
  keys: readonly IdentifierKey[],
): Promise<ReadonlyMap<IdentifierKey, string>> {
  return env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant)).find([...new Set(keys)])
}
