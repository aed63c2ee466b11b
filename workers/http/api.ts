import { OpenAPIHono } from '@hono/zod-openapi'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { allowedMethods } from './allowed-methods.ts'
import { onError, ProblemError, problemResponse } from './problems.ts'

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
export type Api = OpenAPIHono<ApiEnv>

/** An empty API: bad input becomes a problem with a pointer to each wrong field, thrown errors become problems. */
export function newApi(): Api {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return
      throw new ProblemError('invalid-content', undefined, {
        errors: result.error.issues.map((issue) => ({
          pointer: `/${issue.path.join('/')}`,
          detail: issue.message,
        })),
      })
    },
  })
  api.onError(onError)
  api.notFound((context) => {
    const requestId = context.get('requestId')
    const allowed = allowedMethods(api, context.req.path)
    return allowed.length === 0
      ? problemResponse(requestId, 'not-found')
      : problemResponse(requestId, 'method-not-allowed', { headers: { allow: allowed.join(', ') } })
  })
  return api
}
