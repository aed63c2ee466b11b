import { drizzle } from 'drizzle-orm/d1'
import { plainRecoveryCode } from '#shared/access/recovery-codes.ts'
import { totpStepOf } from '#shared/access/second-factor.ts'
import type { UserAccountRow } from '#shared/database/tables/account.ts'
import { hasRecoveryCodes, isStepFree, updateAccount } from '#shared/database/user-accounts.ts'
import type { Env } from '../env.ts'
import { keyedHash } from './keyed-hash.ts'
import { openSealed, type SealedFor } from './sealed-text.ts'

/** What the secret of an account's second factor is sealed for. */
export function secondFactorOf({ tenantId, userId }: Pick<UserAccountRow, 'tenantId' | 'userId'>): SealedFor {
  return { tenantId, source: 'user_account', connectionId: userId, purpose: 'second-factor' }
}

/** How a recovery code is stored: of two accounts, the same code has two hashes. */
export function recoveryCodeHash(
  { userId }: Pick<UserAccountRow, 'userId'>,
  code: string,
  env: Env,
): Promise<string> {
  return keyedHash('recovery-code', `${userId}/${plainRecoveryCode(code)}`, env)
}

/** Takes a code of the authenticator, or a recovery code. False when it is wrong, or was used, also by another a moment ago. */
export async function takeCode(
  account: UserAccountRow,
  typed: string,
  env: Env,
  nowMs: number,
): Promise<boolean> {
  const code = typed.replaceAll(/[\s-]/g, '')
  return /^\d{6}$/.test(code)
    ? takeAuthenticatorCode(account, code, env, nowMs)
    : takeRecoveryCode(account, typed, env)
}

/** The time step of a code of a sealed secret, from `lastStep` on; undefined when it is wrong. */
export async function stepOfCode(
  account: UserAccountRow,
  sealedSecret: string,
  code: string,
  lastStep: number | null,
  env: Env,
  nowMs: number,
): Promise<number | undefined> {
  const secret = await openSealed(sealedSecret, secondFactorOf(account), env)
  return totpStepOf(secret, code, nowMs, lastStep)
}

async function takeAuthenticatorCode(
  account: UserAccountRow,
  code: string,
  env: Env,
  nowMs: number,
): Promise<boolean> {
  const { sealedTotpSecret, totpLastStep } = account
  if (sealedTotpSecret === null) return false
  const step = await stepOfCode(account, sealedTotpSecret, code, totpLastStep, env, nowMs)
  if (step === undefined) return false
  const used = await updateAccount(drizzle(env.DB), account, { totpLastStep: step }, isStepFree(step))
  return used !== undefined
}

async function takeRecoveryCode(account: UserAccountRow, code: string, env: Env): Promise<boolean> {
  const hash = await recoveryCodeHash(account, code, env)
  const left = account.recoveryCodeHashes.filter((kept) => kept !== hash)
  if (left.length === account.recoveryCodeHashes.length) return false
  const used = await updateAccount(
    drizzle(env.DB),
    account,
    { recoveryCodeHashes: left },
    hasRecoveryCodes(account),
  )
  return used !== undefined
}
