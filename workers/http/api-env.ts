import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'

/** Who is calling: made by the credential check alone. */
export interface Access {
  readonly tenant: Tenant
  readonly role: 'write' | 'admin' | 'manager' | 'customer'
  /** `api-key:<label>` or the e-mail of the account. */
  readonly actor: string
  /** For a write key: the connection its events come through. */
  readonly connectionId: string
}

export interface ApiEnv {
  Bindings: Env
  Variables: { requestId: string; access: Access }
}
