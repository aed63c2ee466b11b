import type { Context } from 'hono'
import { recordAudit } from '../audit-log.ts'
import type { ApiEnv } from './api-env.ts'
import { networkOf } from './caller-address.ts'

/** Puts into a shop's audit log what the operator of the platform did to it: its people are to know. */
export async function recordOperator(
  context: Context<ApiEnv>,
  tenantId: string,
  status: number,
): Promise<void> {
  await recordAudit(
    context.env,
    {
      tenantId,
      actorKind: 'system',
      actor: 'platform-operator',
      role: 'operator',
      operation: context.get('operation')?.operationId ?? '',
      subject: { tenantId },
      status,
      requestId: context.get('requestId'),
      callerNetwork: networkOf(context),
    },
    Date.now(),
  )
}
