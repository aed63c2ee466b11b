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
  const { url, expiresAtMs } = await newAccountLink('invitation', account, env, nowMs)
  const { email: to, displayName } = account
  const tenantName = access.tenant.name
  const isMailed = await sendAccountMail(
    { kind: 'invitation', to, displayName, tenantName, url, expiresAtMs },
    env,
    nowMs,
  )
  return { user: userView(account, access), invitationUrl: url, isMailed }
}
