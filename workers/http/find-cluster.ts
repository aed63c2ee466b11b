import type { CustomerCluster } from '#shared/identity/decision-records.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'

/**
 * What the directory knows of the customer that an id stands for now; undefined when there is no such customer, or it
 * was erased.
 */
export async function findCluster(
  env: Env,
  tenant: Tenant,
  customerId: string,
): Promise<CustomerCluster | undefined> {
  const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
  const cluster: CustomerCluster | null = JSON.parse(await directory.cluster(customerId))
  return cluster ?? undefined
}

/** The same; a 404 problem when there is none. */
export async function requireCluster(env: Env, tenant: Tenant, customerId: string): Promise<CustomerCluster> {
  const cluster = await findCluster(env, tenant, customerId)
  if (cluster === undefined) throw new ProblemError('not-found', `There is no customer ${customerId}`)
  return cluster
}
