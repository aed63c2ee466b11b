import { drizzle } from 'drizzle-orm/d1'
import type { IdentityProviderRow } from '#shared/database/identity-providers.ts'
import type { UserAccountRow } from '#shared/database/tables/account.ts'
import {
  findAccountsByEmail,
  insertAccount,
  isAsReadBefore,
  updateAccount,
} from '#shared/database/user-accounts.ts'
import { newId } from '#shared/kernel/ids.ts'
import { normalEmail } from '../credentials/normal-email.ts'
import type { ProvidedPerson } from '../credentials/read-id-token.ts'
import type { Env } from '../env.ts'

/**
 * The account of somebody whom the tenant's provider signed in: by their verified address, if its domain is one of those
 * that are let in. An invited person has come by this; a stranger becomes what the settings say. Undefined when not let in.
 * Owners never are: who may set up a provider may do less than they, and would become them by it.
 */
export async function findProvidedAccount(
  person: ProvidedPerson,
  { tenantId, emailDomains, newUserRole }: IdentityProviderRow,
  env: Env,
  nowMs: number,
): Promise<UserAccountRow | undefined> {
  const email = normalEmail(person.email)
  const domain = email.slice(email.lastIndexOf('@') + 1)
  if (!person.isEmailVerified || !emailDomains.includes(domain)) return undefined
  const database = drizzle(env.DB)
  const [found] = await findAccountsByEmail(database, email, tenantId)
  if (found === undefined && newUserRole !== null) {
    await insertAccount(database, {
      tenantId,
      userId: newId('usr', nowMs, Math.random),
      email,
      displayName: person.name || email,
      role: newUserRole,
      status: 'active',
      isDemo: false,
      createdAt: nowMs,
    })
  }
  const account = found?.account ?? (await findAccountsByEmail(database, email, tenantId))[0]?.account
  if (account === undefined || account.status === 'disabled' || account.role === 'owner') return undefined
  if (isRefusedDemo(account, env)) return undefined
  return updateAccount(
    database,
    account,
    { status: 'active', lastSignedInAt: nowMs },
    isAsReadBefore(account),
  )
}

function isRefusedDemo({ isDemo }: UserAccountRow, env: Env): boolean {
  return isDemo && env.ENVIRONMENT === 'production'
}
