import type { Permission } from '#shared/access/permissions.ts'
import type { Role } from '#shared/access/roles.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'

/** Who is calling: made by the credential check alone. */
export interface Access {
  readonly tenant: Tenant
  readonly kind: 'user' | 'api-key'
  readonly role: Role
  readonly permissions: ReadonlySet<Permission>
  /** `api-key:<label>` or the e-mail of the account. */
  readonly actor: string
  /** The account and its session; empty for a key. */
  readonly userId: string
  readonly sessionId: string
  /** The key's public part; empty for a user. */
  readonly keyId: string
  /** For a write key: the connection its events come through. */
  readonly connectionId: string
}

export interface ApiEnv {
  Bindings: Env
  Variables: { requestId: string; access: Access }
}
