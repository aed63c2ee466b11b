import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { ownKeys } from '#shared/customers/own-keys.ts'
import { userAccountTable } from '#shared/database/tables/account.ts'
import type { CustomerCluster } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { normaliseEmail } from '#shared/identity/normalise-email.ts'
import { isProvenOwn } from '#shared/privacy/proven-identifiers.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import type { Access } from './api-env.ts'
import { findCluster } from './find-cluster.ts'
import { findOwners } from './find-owners.ts'
import { ProblemError } from './problems.ts'
import { readTimelines } from './read-timelines.ts'

/** The account of a customer of the shop, and whose data it may see. */
export interface OwnCustomer {
  /** As the account has it: whoever made the account named it, and may see all customers themselves. */
  readonly email: string
  /** Null: nothing is known under the address. */
  readonly customerId: string | null
}

/**
 * Whose data a signed-in customer of the shop may see: the one who has the address of the account now. Asked anew at each
 * call, so a merge, an undo or an erasure holds at once, and no id from outside is ever taken. A 409 problem when not all
 * of it is proven to be about the person who has that address ({@link isProvenOwn}).
 */
export async function findOwnCustomer(env: Env, { tenant, userId }: Access): Promise<OwnCustomer> {
  const [account] = await drizzle(env.DB)
    .select({ email: userAccountTable.email })
    .from(userAccountTable)
    .where(
      and(
        eq(userAccountTable.tenantId, tenant.tenantId),
        eq(userAccountTable.userId, userId),
        eq(userAccountTable.role, 'customer'),
        eq(userAccountTable.status, 'active'),
      ),
    )
  if (account === undefined) throw new ProblemError('forbidden', 'This is for customers of the shop')
  const email = normaliseEmail(account.email)
  const key = `email:${email}`
  const owner = email === undefined ? undefined : (await findOwners(env, tenant, [key])).get(key)
  const cluster = owner === undefined ? undefined : await findCluster(env, tenant, owner)
  if (cluster === undefined) return { email: account.email, customerId: null }
  if (!(await isProven(env, tenant, key, cluster))) {
    throw new ProblemError(
      'conflict',
      'Part of what is known under your address may be about somebody else. Ask the shop: it has to make sure that all of it is yours',
    )
  }
  return { email: account.email, customerId: cluster.customerId }
}

/** Whoever has more events than are looked at at once is no single person; nothing is proven of them. */
async function isProven(
  env: Env,
  tenant: Tenant,
  ownKey: IdentifierKey,
  { customerId, sharedKeys }: CustomerCluster,
): Promise<boolean> {
  const { ofCustomers, isComplete } = await readTimelines(env, tenant, [customerId])
  const shared = new Set(sharedKeys)
  const events = ofCustomers.flat().map((entry) => ({
    event: entry.event,
    keys: ownKeys(entry).filter((each) => !shared.has(each)),
  }))
  return isComplete && isProvenOwn(ownKey, events)
}

/** The same for what cannot be done while nothing is known: a 404 problem then. */
export async function requireOwnCustomer(env: Env, access: Access): Promise<string> {
  const { customerId } = await findOwnCustomer(env, access)
  if (customerId === null) throw new ProblemError('not-found', 'Nothing is known under your address')
  return customerId
}
