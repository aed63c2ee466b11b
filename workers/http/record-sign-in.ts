import type { Context } from 'hono'
import { auditActor } from '#shared/access/audited-operations.ts'
import type { UserAccountRow } from '#shared/database/tables/account.ts'
import { recordAudit } from '../audit-log.ts'
import type { ApiEnv } from './api-env.ts'
import { networkOf } from './caller-address.ts'

/** Puts into the audit log that somebody signed in or tried to, or used a link; by the account, since nobody is known yet. */
export async function recordSignIn(
  context: Context<ApiEnv>,
  account: Pick<UserAccountRow, 'tenantId' | 'userId' | 'email' | 'role'>,
  status: number,
): Promise<void> {
  const { tenantId, userId, email, role } = account
  await recordAudit(
    context.env,
    {
      tenantId,
      actorKind: 'user',
      actor: auditActor({ kind: 'user', role, actor: email, userId }),
      role,
      operation: context.get('operation')?.operationId ?? '',
      subject: { userId },
      status,
      requestId: context.get('requestId'),
      callerNetwork: networkOf(context),
    },
    Date.now(),
  )
}
