import * as z from 'zod'
import {
  type AcceptedInvitation,
  type Account,
  type AccountChanges,
  type AccountSessionList,
  accountSchema,
  accountSessionListSchema,
  type LinkedAccount,
  linkedAccountSchema,
  type PasswordChange,
  type PasswordResetRequest,
  type PasswordResetRequested,
  passwordResetRequestedSchema,
  type RecoveryCodes,
  recoveryCodesSchema,
  type SecondFactorProof,
  type SecondFactorSetUp,
  secondFactorSetUpSchema,
} from './accounts.ts'
import { type Answer, jsonPost, jsonPut, type Send } from './send.ts'
import {
  type CompletedProviderSignIn,
  type CurrentSession,
  currentSessionSchema,
  type NewSession,
  type ProviderSignIn,
  providerSignInSchema,
  type Session,
  type SessionTokens,
  sessionSchema,
  sessionTokensSchema,
} from './sessions.ts'

/** What the client can do about signing in, and with one's own account. */
export interface AccountOperations {
  createSession(credentials: NewSession): Answer<Session>
  refreshSession(refreshToken: string): Answer<SessionTokens>
  getCurrentSession(): Answer<CurrentSession>
  /** Signs out. */
  endSession(): Answer<undefined>
  startProviderSignIn(tenantId: string): Answer<ProviderSignIn>
  completeProviderSignIn(answer: CompletedProviderSignIn): Answer<Session>
  getAccount(): Answer<Account>
  updateAccount(changes: AccountChanges): Answer<Account>
  /** Ends all other sessions of the account. */
  changePassword(change: PasswordChange): Answer<undefined>
  /** With a code, when there is one to replace. */
  startSecondFactor(proof: SecondFactorProof): Answer<SecondFactorSetUp>
  confirmSecondFactor(code: string): Answer<RecoveryCodes>
  removeSecondFactor(proof: Required<SecondFactorProof>): Answer<undefined>
  listAccountSessions(): Answer<AccountSessionList>
  endAccountSession(sessionId: string): Answer<undefined>
  requestPasswordReset(request: PasswordResetRequest): Answer<PasswordResetRequested>
  /** The token is the last part of the link. */
  resetPassword(token: string, newPassword: string): Answer<LinkedAccount>
  acceptInvitation(token: string, invitation: AcceptedInvitation): Answer<LinkedAccount>
}

export function accountOperations(send: Send): AccountOperations {
  const id = encodeURIComponent
  const none = z.undefined()
  const secondFactor = '/v1/account/second-factor'
  return {
    createSession: (credentials) => send(sessionSchema, '/v1/sessions', jsonPost(credentials)),
    refreshSession: (refreshToken) =>
      send(sessionTokensSchema, '/v1/sessions/refresh', jsonPost({ refreshToken })),
    getCurrentSession: () => send(currentSessionSchema, '/v1/sessions/current'),
    endSession: () => send(none, '/v1/sessions/current', { method: 'DELETE' }),
    startProviderSignIn: (tenantId) =>
      send(providerSignInSchema, '/v1/sessions/oidc', jsonPost({ tenantId })),
    completeProviderSignIn: (answer) => send(sessionSchema, '/v1/sessions/oidc/callback', jsonPost(answer)),
    getAccount: () => send(accountSchema, '/v1/account'),
    updateAccount: (changes) => send(accountSchema, '/v1/account', { ...jsonPost(changes), method: 'PATCH' }),
    changePassword: (change) => send(none, '/v1/account/password', jsonPut(change)),
    startSecondFactor: (proof) => send(secondFactorSetUpSchema, secondFactor, jsonPost(proof)),
    confirmSecondFactor: (code) => send(recoveryCodesSchema, `${secondFactor}/confirm`, jsonPost({ code })),
    removeSecondFactor: (proof) => send(none, secondFactor, { ...jsonPost(proof), method: 'DELETE' }),
    listAccountSessions: () => send(accountSessionListSchema, '/v1/account/sessions'),
    endAccountSession: (sessionId) =>
      send(none, `/v1/account/sessions/${id(sessionId)}`, { method: 'DELETE' }),
    requestPasswordReset: (request) =>
      send(passwordResetRequestedSchema, '/v1/password-resets', jsonPost(request)),
    resetPassword: (token, newPassword) =>
      send(linkedAccountSchema, `/v1/password-resets/${id(token)}`, jsonPut({ newPassword })),
    acceptInvitation: (token, invitation) =>
      send(linkedAccountSchema, `/v1/invitations/${id(token)}`, jsonPut(invitation)),
  }
}
