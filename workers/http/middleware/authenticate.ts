import { createMiddleware } from 'hono/factory'
import { findCredential } from '../../credentials/find-credential.ts'
import type { Access, ApiEnv } from '../api-env.ts'
import { ProblemError } from '../problems.ts'

/**
 * Lets a request through only with a valid credential whose role is one of `roles`: an API key or a session token as
 * `Authorization: Bearer`. Sets `access`, from which everything else takes the tenant.
 */
export function allow(...roles: Access['role'][]) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const header = context.req.header('authorization') ?? ''
    const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
    const access = token === undefined ? undefined : await findCredential(token, context.env, Date.now())
    if (access === undefined) {
      throw new ProblemError(
        'unauthenticated',
        'Send an API key or a session token as Authorization: Bearer',
        {
          headers: { 'www-authenticate': 'Bearer' },
        },
      )
    }
    if (!roles.includes(access.role)) {
      throw new ProblemError('forbidden', `This needs one of the roles ${roles.join(', ')}`)
    }
    context.set('access', access)
    await next()
  })
}

/** Roles that may see and change a tenant's data. */
export const staff = ['admin', 'manager'] as const
