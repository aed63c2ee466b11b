import type { InvitedUser } from '#shared/contracts/users.ts'
import type { UserAccountRow } from '#shared/database/tables/account.ts'
import { sendAccountMail } from '../account-mail.ts'
import { newAccountLink } from '../credentials/account-link.ts'
import type { Env } from '../env.ts'
import type { Access } from './api-env.ts'
import { userView } from './view-user.ts'

/** Makes the link for an invited person, has it mailed where there is a mail service, and shows it once. */
export async function sendInvitation(
  account: UserAccountRow,
  access: Access,
  env: Env,
  nowMs: number,
): Promise<InvitedUser> {
  const link = await makeInvitation(account, access.tenant.name, env, nowMs)
  return { user: userView(account, access), ...link }
}

/** The link alone, for somebody who is invited by nobody of the shop. */
export async function makeInvitation(
  account: Pick<UserAccountRow, 'tenantId' | 'userId' | 'email' | 'displayName'>,
  tenantName: string,
  env: Env,
  nowMs: number,
): Promise<Pick<InvitedUser, 'invitationUrl' | 'isMailed'>> {
  const { url, expiresAtMs } = await newAccountLink('invitation', account, env, nowMs)
  const { email: to, displayName } = account
  const isMailed = await sendAccountMail(
    { kind: 'invitation', to, displayName, tenantName, url, expiresAtMs },
    env,
    nowMs,
  )
  return { invitationUrl: url, isMailed }
}
