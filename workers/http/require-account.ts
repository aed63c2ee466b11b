import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { UserAccountRow } from '#shared/database/tables/account.ts'
import { findAccount } from '#shared/database/user-accounts.ts'
import { countAttempt, uncountAttempt } from '../credentials/count-attempt.ts'
import { isPassword, nobodysHash } from '../credentials/password.ts'
import { takeCode } from '../credentials/take-code.ts'
import type { Env } from '../env.ts'
import type { Access } from './api-env.ts'
import { ProblemError } from './problems.ts'

/** The account of whoever is calling; a 403 problem for a key, which has none. */
export async function requireOwnAccount({ tenant, userId }: Access, env: Env): Promise<UserAccountRow> {
  if (userId === '') throw new ProblemError('forbidden', 'A key has no account: sign in as a person')
  const account = await findAccount(drizzle(env.DB), { tenantId: tenant.tenantId, userId })
  if (account === undefined) throw new ProblemError('unauthenticated', 'The account is gone')
  return account
}

/** A person of the tenant; a 404 problem when there is none, or when it is another tenant's. */
export async function requireUser(tenantId: string, userId: string, env: Env): Promise<UserAccountRow> {
  const account = await findAccount(drizzle(env.DB), { tenantId, userId })
  if (account === undefined) throw new ProblemError('not-found', 'There is no such person')
  return account
}

/** What somebody shows again before something that must not be done by whoever finds a session open. */
interface Proof {
  readonly password: string
  /** Of the second factor, or a recovery code; for an account that has one. */
  readonly code?: string | undefined
}

/**
 * Makes sure that it is still the owner who sits at the screen. A 422 problem at `pointer` for a wrong password, or while
 * the account is locked: a session that somebody found open must not be a way to guess.
 */
export async function requirePassword(
  account: UserAccountRow,
  password: string,
  pointer: string,
  env: Env,
): Promise<void> {
  const database = drizzle(env.DB)
  await uncountAttempt(database, await requireRightPassword(database, account, password, pointer))
}

/**
 * The same for what protects the account itself: password, and the code too where there is a second factor. A wrong code
 * counts as a wrong password does; 422 problems at `/password` and `/code`.
 */
export async function requireProof(
  account: UserAccountRow,
  proof: Proof,
  env: Env,
  nowMs: number,
): Promise<void> {
  const database = drizzle(env.DB)
  const counted = await requireRightPassword(database, account, proof.password, '/password')
  if (account.totpConfirmedAt !== null && !(await takeCode(account, proof.code ?? '', env, nowMs))) {
    throw wrong('/code')
  }
  await uncountAttempt(database, counted)
}

async function requireRightPassword(
  database: DrizzleD1Database,
  account: UserAccountRow,
  password: string,
  pointer: string,
): Promise<UserAccountRow> {
  const counted = await countAttempt(database, account, Date.now())
  const isRight = await isPassword(password, account.passwordHash ?? nobodysHash)
  if (counted === undefined || !isRight) throw wrong(pointer)
  return counted
}

function wrong(pointer: string): ProblemError {
  return new ProblemError('invalid-content', undefined, {
    errors: [{ pointer, detail: 'is wrong, or has been wrong so often that you must wait' }],
  })
}
