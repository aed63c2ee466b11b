import { createMiddleware } from 'hono/factory'
import type { Permission } from '#shared/access/permissions.ts'
import { findCredential } from '../../credentials/find-credential.ts'
import type { ApiEnv } from '../api-env.ts'
import { ProblemError } from '../problems.ts'

/**
 * Lets a request through only with a valid credential that has the permission: an API key or an access token as
 * `Authorization: Bearer`. Sets `access`, from which everything else takes the tenant.
 */
export function allow(permission: Permission) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const header = context.req.header('authorization') ?? ''
    const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
    const access = token === undefined ? undefined : await findCredential(token, context.env, Date.now())
    if (access === undefined) {
      throw new ProblemError(
        'unauthenticated',
        'Send an API key or an access token as Authorization: Bearer',
        {
          headers: { 'www-authenticate': 'Bearer' },
        },
      )
    }
    if (!access.permissions.has(permission)) {
      throw new ProblemError('forbidden', `This needs the permission ${permission}`)
    }
    context.set('access', access)
    await next()
  })
}

/** What a route says of itself so that only callers with the permission get in, and the documentation tells so. */
export function guarded(permission: Permission) {
  return {
    security: [{ bearer: [] as string[] }],
    middleware: [allow(permission)] as [ReturnType<typeof allow>],
    'x-permission': permission,
  }
}
