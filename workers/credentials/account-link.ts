import { drizzle } from 'drizzle-orm/d1'
import { type AccountLinkRow, findGoodLink, insertLink } from '#shared/database/account-links.ts'
import type { AccountName } from '#shared/database/user-accounts.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { keyedHash } from './keyed-hash.ts'
import { randomText } from './random-text.ts'

type LinkPurpose = AccountLinkRow['purpose']

const lifeMs: Record<LinkPurpose, number> = { invitation: 7 * dayMs, 'password-reset': hourMs }
const page: Record<LinkPurpose, string> = { invitation: 'invitation', 'password-reset': 'reset-password' }

/** Makes a link to a page of the dashboard, good once and for a while; the ones before of its kind no longer are. */
export async function newAccountLink(
  purpose: LinkPurpose,
  { tenantId, userId }: AccountName,
  env: Env,
  nowMs: number,
): Promise<{ url: string; expiresAtMs: number }> {
  const token = randomText()
  const expiresAtMs = nowMs + lifeMs[purpose]
  await insertLink(drizzle(env.DB), {
    linkHash: await keyedHash('account-link', token, env),
    tenantId,
    userId,
    purpose,
    createdAt: nowMs,
    expiresAt: expiresAtMs,
    usedAt: null,
  })
  return { url: new URL(`/${page[purpose]}/${token}`, env.DASHBOARD_BASE_URL).href, expiresAtMs }
}

/** The link that a token belongs to, if it is still good. */
export async function findAccountLink(
  token: string,
  purpose: LinkPurpose,
  env: Env,
  nowMs: number,
): Promise<AccountLinkRow | undefined> {
  return findGoodLink(drizzle(env.DB), await keyedHash('account-link', token, env), purpose, nowMs)
}
