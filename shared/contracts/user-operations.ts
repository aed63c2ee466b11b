import * as z from 'zod'
import {
  type ApiKeyList,
  apiKeyListSchema,
  type CreatedApiKey,
  createdApiKeySchema,
  type NewApiKey,
} from './api-keys.ts'
import {
  type IdentityProviderSettings,
  type IdentityProviderView,
  identityProviderSchema,
} from './identity-provider.ts'
import { type Answer, jsonPost, jsonPut, type Send } from './send.ts'
import {
  type Invitation,
  type InvitedUser,
  invitedUserSchema,
  type UserChanges,
  type UserList,
  type UserSessionList,
  type UserView,
  userListSchema,
  userSchema,
  userSessionListSchema,
} from './users.ts'

/** What the client can do about who and what may come in: people, keys, and the provider that signs people in. */
export interface UserOperations {
  listUsers(): Answer<UserList>
  inviteUser(invitation: Invitation): Answer<InvitedUser>
  updateUser(userId: string, changes: UserChanges): Answer<UserView>
  removeUser(userId: string): Answer<undefined>
  /** Another link; the one before is no longer good. */
  renewInvitation(userId: string): Answer<InvitedUser>
  listUserSessions(userId: string): Answer<UserSessionList>
  endUserSessions(userId: string): Answer<undefined>
  listApiKeys(): Answer<ApiKeyList>
  createApiKey(key: NewApiKey): Answer<CreatedApiKey>
  revokeApiKey(keyId: string): Answer<undefined>
  getIdentityProvider(): Answer<IdentityProviderView>
  updateIdentityProvider(settings: IdentityProviderSettings): Answer<IdentityProviderView>
  removeIdentityProvider(): Answer<undefined>
}

export function userOperations(send: Send): UserOperations {
  const at = (userId: string) => `/v1/users/${encodeURIComponent(userId)}`
  const none = z.undefined()
  const provider = '/v1/tenant/identity-provider'
  return {
    listUsers: () => send(userListSchema, '/v1/users'),
    inviteUser: (invitation) => send(invitedUserSchema, '/v1/users', jsonPost(invitation)),
    updateUser: (userId, changes) => send(userSchema, at(userId), { ...jsonPost(changes), method: 'PATCH' }),
    removeUser: (userId) => send(none, at(userId), { method: 'DELETE' }),
    renewInvitation: (userId) => send(invitedUserSchema, `${at(userId)}/invitation`, { method: 'POST' }),
    listUserSessions: (userId) => send(userSessionListSchema, `${at(userId)}/sessions`),
    endUserSessions: (userId) => send(none, `${at(userId)}/sessions`, { method: 'DELETE' }),
    listApiKeys: () => send(apiKeyListSchema, '/v1/api-keys'),
    createApiKey: (key) => send(createdApiKeySchema, '/v1/api-keys', jsonPost(key)),
    revokeApiKey: (keyId) => send(none, `/v1/api-keys/${encodeURIComponent(keyId)}`, { method: 'DELETE' }),
    getIdentityProvider: () => send(identityProviderSchema, provider),
    updateIdentityProvider: (settings) => send(identityProviderSchema, provider, jsonPut(settings)),
    removeIdentityProvider: () => send(none, provider, { method: 'DELETE' }),
  }
}
