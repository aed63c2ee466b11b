import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { userAccountTable } from '#shared/database/tables/account.ts'
import { normaliseEmail } from '#shared/identity/normalise-email.ts'
import type { Env } from '../env.ts'
import type { Access } from './api-env.ts'
import { findCluster } from './find-cluster.ts'
import { findOwners } from './find-owners.ts'
import { ProblemError } from './problems.ts'

/** The account of a customer of the shop, and whose data it may see. */
export interface OwnCustomer {
  /** As the account has it: whoever made the account named it, and may see all customers themselves. */
  readonly email: string
  /** Null: nothing is known under the address. */
  readonly customerId: string | null
}

/**
 * Whose data a signed-in customer of the shop may see: the one who has the address of the account now. Asked anew at each
 * call, so a merge, an undo or an erasure holds at once, and no id from outside is ever taken. A 409 problem when another
 * address leads to the same customer: it may be another person's, since anybody who has the key of a page can say that
 * two addresses, or an address and a number, are one person's.
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
  const hasOtherAddress = cluster.members.some(({ links }) =>
    links.some((link) => link.key.startsWith('email:') && link.key !== key),
  )
  if (hasOtherAddress) {
    throw new ProblemError(
      'conflict',
      'What is known under your address is also known under another one. Ask the shop: it has to make sure that all of it is yours',
    )
  }
  return { email: account.email, customerId: cluster.customerId }
}

/** The same for what cannot be done while nothing is known: a 404 problem then. */
export async function requireOwnCustomer(env: Env, access: Access): Promise<string> {
  const { customerId } = await findOwnCustomer(env, access)
  if (customerId === null) throw new ProblemError('not-found', 'Nothing is known under your address')
  return customerId
}
