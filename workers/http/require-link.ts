import { drizzle } from 'drizzle-orm/d1'
import { type AccountLinkRow, spendLink } from '#shared/database/account-links.ts'
import type { UserAccountRow } from '#shared/database/tables/account.ts'
import { findAccount } from '#shared/database/user-accounts.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { findAccountLink } from '../credentials/account-link.ts'
import { loadTenant } from '../credentials/load-tenant.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'

/** Whom a link that is still good belongs to. */
export interface LinkedPerson {
  readonly link: AccountLinkRow
  readonly account: UserAccountRow
  readonly tenant: Tenant
}

/** The person of a link; a 404 problem when it is unknown, used, too old, or made void by a newer one. */
export async function requireLink(
  token: string,
  purpose: AccountLinkRow['purpose'],
  env: Env,
  nowMs: number,
): Promise<LinkedPerson> {
  const link = await findAccountLink(token, purpose, env, nowMs)
  const account = link === undefined ? undefined : await findAccount(drizzle(env.DB), link)
  const tenant = link === undefined ? undefined : await loadTenant(env.DB, link.tenantId, nowMs)
  const isFitting = account?.status === (purpose === 'invitation' ? 'invited' : 'active')
  if (link === undefined || account === undefined || tenant === undefined || !isFitting) throw goneLink()
  return { link, account, tenant }
}

/** Spends the link; a 404 problem when another request was faster. */
export async function spend({ link }: LinkedPerson, env: Env, nowMs: number): Promise<void> {
  if (!(await spendLink(drizzle(env.DB), link, nowMs))) throw goneLink()
}

function goneLink(): ProblemError {
  return new ProblemError('not-found', 'This link is no longer good: ask for another one')
}
