import type { CustomerRecord } from '#shared/customers/ingest.ts'
import type { OrderState } from '#shared/customers/order-state.ts'
import { identityDirectoryName, placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'

interface FoundCustomer {
  readonly record: CustomerRecord
  readonly orders: OrderState[]
  readonly objectName: string
}

/**
 * A customer by id, from its own object. An id that was merged away leads to the customer it is part of now. A 404
 * problem when there is none, or none any more.
 */
export async function findCustomer(env: Env, tenant: Tenant, customerId: string): Promise<FoundCustomer> {
  const found = await lookForCustomer(env, tenant, customerId)
  if (found === undefined) throw new ProblemError('not-found', 'There is no such customer')
  return found
}

/** The same for who need not be there: one whom the directory has just decided on, and whose first event is on its way. */
export async function lookForCustomer(
  env: Env,
  tenant: Tenant,
  customerId: string,
): Promise<FoundCustomer | undefined> {
  // Asking for a name makes an object, so only what can be a customer's id is asked for.
  if (!/^cus_[0-9a-z]{20,40}$/.test(customerId)) return undefined
  const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
  const currentId = await directory.currentCustomerId(customerId)
  if (currentId === null) return undefined
  const objectName = placeCustomer(tenant, currentId)
  const profile = await env.CUSTOMER.getByName(objectName).profile(currentId)
  if (profile === null) return undefined
  const { stored, orders } = profile
  return { record: { ...stored, state: JSON.parse(stored.state) }, orders, objectName }
}
