import type { Permission } from '#shared/access/permissions.ts'
import type { Role } from '#shared/access/roles.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import type { Operation } from './operation.ts'

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
  /** For a write key: the origins of pages that may use it; null: any. */
  readonly allowedOrigins: readonly string[] | null
  /** When the session or key ends by itself, in epoch ms; null: never. */
  readonly credentialEndsAt: number | null
  /** By when a user must have set up a second factor, in epoch ms: after that, they can do nothing else. Null: they need not. */
  readonly secondFactorDueAt: number | null
}

export interface ApiEnv {
  Bindings: Env
  Variables: {
    requestId: string
    access: Access
    /** What is being called; absent at an address that is none. */
    operation?: Operation
  }
}
