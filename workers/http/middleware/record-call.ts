import type { Context } from 'hono'
import { auditActor, auditSubject, isAudited } from '#shared/access/audited-operations.ts'
import { recordAudit } from '../../audit-log.ts'
import type { ApiEnv } from '../api-env.ts'
import { networkOf } from '../caller-address.ts'

/**
 * Puts a call whose caller is known into the audit log, if it is one that belongs there. A change is recorded before it
 * is answered; a reading is recorded while the answer is on its way.
 */
export async function recordCall(context: Context<ApiEnv>, status: number): Promise<void> {
  const access = context.get('access')
  const { method } = context.req
  const operation = context.get('operation')?.operationId
  if (operation === undefined || !isAudited({ operation, method, status })) return
  const recorded = recordAudit(
    context.env,
    {
      tenantId: access.tenant.tenantId,
      actorKind: access.kind,
      actor: auditActor(access),
      role: access.role,
      operation,
      subject: auditSubject(context.req.param(), status),
      status,
      requestId: context.get('requestId'),
      callerNetwork: networkOf(context),
    },
    Date.now(),
  )
  if (method === 'GET' || method === 'HEAD') context.executionCtx.waitUntil(recorded)
  else await recorded
}
