import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { IdentityProviderRow } from '#shared/database/identity-providers.ts'
import type { UserAccountRow } from '#shared/database/tables/account.ts'
import {
  findAccountOfProvider,
  findAccountsByEmail,
  insertAccount,
  isAsReadBefore,
  updateAccount,
} from '#shared/database/user-accounts.ts'
import { newId } from '#shared/kernel/ids.ts'
import { normalEmail } from '../credentials/normal-email.ts'
import type { ProvidedPerson } from '../credentials/read-id-token.ts'
import type { Env } from '../env.ts'

export type ProvidedRefusal = 'not-let-in' | 'address-of-another'

type ProvidedAccount =
  | { kind: 'found'; account: UserAccountRow }
  | { kind: 'refused'; because: ProvidedRefusal }

/**
 * The account of somebody whom the tenant's provider signed in: the one bound to this person of this issuer, whatever their
 * address is by now. The first time it is found by their verified address, if its domain is one of those that are let in,
 * and bound: an invited person has come by this, and a stranger becomes what the settings say. An account that is bound to
 * another person of the same issuer is not theirs: an address can be given to somebody else. Owners never come this way:
 * who may set up a provider may do less than they, and would become them by it.
 */
export async function findProvidedAccount(
  person: ProvidedPerson,
  provider: IdentityProviderRow,
  env: Env,
  nowMs: number,
): Promise<ProvidedAccount> {
  const database = drizzle(env.DB)
  const { issuer, subject } = person
  const account =
    (await findAccountOfProvider(database, provider.tenantId, issuer, subject)) ??
    (await findByAddress(database, person, provider, nowMs))
  if (account === undefined || !isLetIn(account, provider, env)) return notLetIn
  const isBound = account.providerIssuer === issuer && account.providerSubject !== null
  if (isBound && account.providerSubject !== subject)
    return { kind: 'refused', because: 'address-of-another' }
  const signedIn = await updateAccount(
    database,
    account,
    { status: 'active', lastSignedInAt: nowMs, providerIssuer: issuer, providerSubject: subject },
    isAsReadBefore(account),
  )
  return signedIn === undefined ? notLetIn : { kind: 'found', account: signedIn }
}

const notLetIn: ProvidedAccount = { kind: 'refused', because: 'not-let-in' }

async function findByAddress(
  database: DrizzleD1Database,
  { email: typed, isEmailVerified, name }: ProvidedPerson,
  { tenantId, emailDomains, newUserRole }: IdentityProviderRow,
  nowMs: number,
): Promise<UserAccountRow | undefined> {
  if (typed === undefined || !isEmailVerified) return undefined
  const email = normalEmail(typed)
  if (!emailDomains.includes(domainOf(email))) return undefined
  const [found] = await findAccountsByEmail(database, email, tenantId)
  if (found !== undefined || newUserRole === null) return found?.account
  await insertAccount(database, {
    tenantId,
    userId: newId('usr', nowMs, Math.random),
    email,
    displayName: name || email,
    role: newUserRole,
    status: 'active',
    isDemo: false,
    createdAt: nowMs,
  })
  return (await findAccountsByEmail(database, email, tenantId))[0]?.account
}

/** The account's own address decides, not what the provider says of it today. */
function isLetIn(
  { email, status, role, isDemo }: UserAccountRow,
  provider: IdentityProviderRow,
  env: Env,
): boolean {
  const isRefusedDemo = isDemo && env.ENVIRONMENT === 'production'
  return (
    provider.emailDomains.includes(domainOf(email)) &&
    status !== 'disabled' &&
    role !== 'owner' &&
    !isRefusedDemo
  )
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1)
}
