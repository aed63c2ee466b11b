import type { Api } from '../../api.ts'
import { registerAcceptInvitation } from './accept-invitation.ts'
import { registerChangePassword } from './change-password.ts'
import { registerConfirmSecondFactor } from './confirm-second-factor.ts'
import { registerEndAccountSession } from './end-account-session.ts'
import { registerGetAccount } from './get-account.ts'
import { registerListAccountSessions } from './list-account-sessions.ts'
import { registerRemoveSecondFactor } from './remove-second-factor.ts'
import { registerRequestPasswordReset } from './request-password-reset.ts'
import { registerResetPassword } from './reset-password.ts'
import { registerStartSecondFactor } from './start-second-factor.ts'
import { registerUpdateAccount } from './update-account.ts'

/** What people do with their own account, and by links that were sent to them. */
export function registerOwnAccount(api: Api): void {
  registerGetAccount(api)
  registerUpdateAccount(api)
  registerChangePassword(api)
  registerStartSecondFactor(api)
  registerConfirmSecondFactor(api)
  registerRemoveSecondFactor(api)
  registerListAccountSessions(api)
  registerEndAccountSession(api)
  registerRequestPasswordReset(api)
  registerResetPassword(api)
  registerAcceptInvitation(api)
}
