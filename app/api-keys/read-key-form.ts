import type { Permission } from '#shared/access/permissions.ts'
import type { ApiKeyList, NewApiKey } from '#shared/contracts/api-keys.ts'

type Grantable = Pick<ApiKeyList, 'grantableRoles' | 'grantableScopes'>

/**
 * What a form says of a new key: the fields "label", "kind" ("write" or "program"), "role", "scope" (any number),
 * "connectionId", "allowedOrigins" (one a line) and "expiresInDays". Undefined when it names no role that may be given; all else is for the API to say.
 */
export function readKeyForm(
  form: FormData,
  { grantableRoles, grantableScopes }: Grantable,
): NewApiKey | undefined {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const expiresInDays = text('expiresInDays') === '' ? null : Number(text('expiresInDays'))
  const label = text('label')
  if (text('kind') === 'write') {
    const origins = text('allowedOrigins')
      .split(/\s+/)
      .filter((line) => line !== '')
    return {
      label,
      role: 'write',
      expiresInDays,
      allowedOrigins: origins.length === 0 ? null : origins,
      ...(text('connectionId') !== '' && { connectionId: text('connectionId') }),
    }
  }
  const role = grantableRoles.find((known) => known !== 'write' && known === text('role'))
  if (role === undefined) return undefined
  const chosen = form.getAll('scope')
  const scopes: Permission[] = grantableScopes.filter((scope) => chosen.includes(scope))
  // Only a form without any tick means all; ticks that are not known must not come to that.
  return { label, role, expiresInDays, scopes: chosen.length === 0 ? null : scopes }
}
