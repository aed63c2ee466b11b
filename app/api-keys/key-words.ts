import type { ApiKeyView } from '#shared/contracts/api-keys.ts'
import type { Tone } from '../components/badge.tsx'
import { roleWords } from '../users/role-words.ts'

export const keyStatuses: Readonly<
  Record<ApiKeyView['status'], { readonly name: string; readonly tone: Tone }>
> = {
  active: { name: 'In use', tone: 'good' },
  expired: { name: 'Expired', tone: 'warn' },
  revoked: { name: 'Revoked', tone: 'bad' },
}

/** What a key may do, in a few words. */
export function keyRoleWords({ role, scopes }: Pick<ApiKeyView, 'role' | 'scopes'>): string {
  if (role === 'write') return 'Sends events, nothing else'
  const { name } = roleWords[role]
  return scopes === null ? `All of ${name}` : `${scopes.length} of ${name}`
}

export function keyAddress(keyId: string): string {
  return `/settings/api-keys/${encodeURIComponent(keyId)}`
}
