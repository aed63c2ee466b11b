import { createMiddleware } from 'hono/factory'
import type { Permission } from '#shared/access/permissions.ts'
import { findCredential } from '../../credentials/find-credential.ts'
import type { ApiEnv } from '../api-env.ts'
import { checkRequest } from '../check-request.ts'
import { limitCall, limitWrongCredential } from '../limit-calls.ts'
import { noteRefusedKey } from '../note-refusal.ts'
import { ProblemError } from '../problems.ts'
import { refuseClosedTenant } from '../refuse-closed-tenant.ts'
import { requireSecondFactor } from '../require-second-factor.ts'
import { maskAnswer } from './mask-answer.ts'
import { recordCall } from './record-call.ts'

/**
 * Lets a request through only with a valid credential that has the permission: an API key or an access token as
 * `Authorization: Bearer`. Sets `access`, from which everything else takes the tenant. What belongs into the audit log is
 * recorded here, so no route can forget it.
 */
export function allow(permission: Permission) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const header = context.req.header('authorization') ?? ''
    const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
    const access = token === undefined ? undefined : await findCredential(token, context.env, Date.now())
    if (access === undefined) {
      if (token !== undefined) {
        limitWrongCredential(context)
        context.executionCtx.waitUntil(noteRefusedKey(context, token))
      }
      throw new ProblemError(
        'unauthenticated',
        'Send an API key or an access token as Authorization: Bearer',
        {
          headers: { 'www-authenticate': 'Bearer' },
        },
      )
    }
    context.set('access', access)
    const limits = limitCall(context, access)
    await requireSecondFactor(context)
    if (!access.permissions.has(permission)) {
      await recordCall(context, 403)
      throw new ProblemError('forbidden', `This needs the permission ${permission}`)
    }
    refuseClosedTenant(access.tenant, permission)
    await checkRequest(context)
    await next()
    await maskAnswer(context)
    await recordCall(context, context.res.status)
    // The answer to a WebSocket's opening belongs to the object that keeps it open.
    if (context.res.status === 101) return
    for (const [name, value] of Object.entries(limits)) context.res.headers.set(name, value)
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
