import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { NewSession } from '#shared/contracts/sessions.ts'
import type { UserAccountRow } from '#shared/database/tables/account.ts'
import { findAccountsByEmail, updateAccount } from '#shared/database/user-accounts.ts'
import type { Env } from '../env.ts'
import { countAttempt, countNothing, uncountAttempt } from './count-attempt.ts'
import { normalEmail } from './normal-email.ts'
import { isPassword, nobodysHash } from './password.ts'
import { takeCode } from './take-code.ts'

interface Candidate {
  readonly account: UserAccountRow
  readonly tenantName: string
}

/** What became of a try to sign in. `refused` says no more, so that nobody learns which accounts there are. */
export type SignInOutcome =
  | { kind: 'signed-in'; account: UserAccountRow; method: 'password' | 'password-and-code' }
  | { kind: 'second-factor-needed' }
  | { kind: 'tenant-choice-needed'; tenants: { tenantId: string; name: string }[] }
  | { kind: 'refused'; accounts: UserAccountRow[] }

/**
 * Checks e-mail, password and code. An unknown account, a wrong password and a locked account take the same steps and get
 * the same answer; a locked account refuses the right password too.
 */
export async function signIn(
  { email, password, tenantId, code }: NewSession,
  env: Env,
  nowMs: number,
): Promise<SignInOutcome> {
  const database = drizzle(env.DB)
  const found = await findAccountsByEmail(database, normalEmail(email), tenantId)
  const candidates = found.filter(({ account }) => hasPassword(account, env))
  const { right, wrong } = await checkPassword(database, candidates, password, nowMs)
  const [first, ...others] = right
  if (first === undefined) return { kind: 'refused', accounts: wrong }

  // The password belongs to one of the shops, so it was no guess at the others.
  for (const account of wrong) await uncountAttempt(database, account)
  if (others.length > 0) {
    for (const { account } of right) await uncountAttempt(database, account)
    const tenants = right.map(({ account, tenantName }) => ({ tenantId: account.tenantId, name: tenantName }))
    return { kind: 'tenant-choice-needed', tenants }
  }
  const { account } = first
  const hasSecondFactor = account.totpConfirmedAt !== null
  if (hasSecondFactor && code === undefined) {
    await uncountAttempt(database, account)
    return { kind: 'second-factor-needed' }
  }
  if (hasSecondFactor && !(await takeCode(account, code ?? '', env, nowMs))) {
    return { kind: 'refused', accounts: [account] }
  }
  const changes = { failedAttemptCount: 0, lockedUntil: null, lastSignedInAt: nowMs }
  const signedIn = await updateAccount(database, account, changes)
  if (signedIn === undefined) return { kind: 'refused', accounts: [] }
  return {
    kind: 'signed-in',
    account: signedIn,
    method: hasSecondFactor ? 'password-and-code' : 'password',
  }
}

/** Whether an account may sign in by password at all. The published demo accounts are refused by production. */
function hasPassword({ status, passwordHash, isDemo }: UserAccountRow, env: Env): boolean {
  return status === 'active' && passwordHash !== null && !(isDemo && env.ENVIRONMENT === 'production')
}

/** Accounts that the password belongs to, and those that were tried in vain; of locked ones, neither. */
async function checkPassword(
  database: DrizzleD1Database,
  candidates: readonly Candidate[],
  password: string,
  nowMs: number,
): Promise<{ right: Candidate[]; wrong: UserAccountRow[] }> {
  const right: Candidate[] = []
  const wrong: UserAccountRow[] = []
  if (candidates.length === 0) {
    await countNothing(database)
    await isPassword(password, nobodysHash)
  }
  for (const { account, tenantName } of candidates) {
    const counted = await countAttempt(database, account, nowMs)
    const isRight = await isPassword(password, account.passwordHash ?? nobodysHash)
    if (counted === undefined) continue
    if (isRight) right.push({ account: counted, tenantName })
    else wrong.push(counted)
  }
  return { right, wrong }
}
