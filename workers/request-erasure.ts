import type { IdentityFailure } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { Result } from '#shared/kernel/result.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { findCluster } from './http/find-cluster.ts'
import { readTimelines } from './http/read-timelines.ts'

export interface RequestedErasure {
  readonly requestId: string
  readonly customerId: string
  readonly mode: 'delete' | 'suppress'
  readonly by: string
}

/** Asks the directory to forget a customer; the answer is a Result as JSON text. What follows has to be carried out. */
export async function requestErasure(env: Env, tenant: Tenant, request: RequestedErasure): Promise<string> {
  const evidenceKeys = await evidenceOf(env, tenant, request.customerId)
  const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
  return directory.eraseCustomer(JSON.stringify({ ...request, evidenceKeys }))
}

/** The same for a request that came in as an event: who is forgotten already needs nothing more. */
export async function requestErasureByEvent(
  env: Env,
  tenant: Tenant,
  request: RequestedErasure,
): Promise<void> {
  const outcome: Result<unknown, IdentityFailure> = JSON.parse(await requestErasure(env, tenant, request))
  if (!outcome.ok && outcome.failure.retryable) throw new Error(outcome.failure.message)
}

/** Identifiers of the customer's events: the directory itself keeps no list of its receipts. */
async function evidenceOf(env: Env, tenant: Tenant, customerId: string): Promise<IdentifierKey[]> {
  const cluster = await findCluster(env, tenant, customerId)
  if (cluster === undefined) return []
  const { ofCustomers } = await readTimelines(env, tenant, [cluster.customerId])
  return [...new Set(ofCustomers.flat().flatMap(({ keys }) => keys))]
}
