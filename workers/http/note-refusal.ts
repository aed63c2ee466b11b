import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import { parseApiKey } from '#shared/access/api-key-format.ts'
import { limitOfNotedRefusals } from '#shared/access/rate-limits.ts'
import { findApiKeyByPublicPart } from '#shared/database/api-keys.ts'
import { recordAudit } from '../audit-log.ts'
import { loadTenant } from '../credentials/load-tenant.ts'
import { countCall } from '../rate-limiter.ts'
import type { ApiEnv } from './api-env.ts'
import { networkOf } from './caller-address.ts'

/**
 * Writes down a try to sign in to an account that there is not: in the log of the shop that was named, else in the Worker's.
 * What was typed for an address is not kept, since it may be a password in the wrong field.
 */
export async function noteUnknownAccount(
  context: Context<ApiEnv>,
  tenantId: string | undefined,
): Promise<void> {
  const tenant = tenantId === undefined ? undefined : await loadTenant(context.env.DB, tenantId, Date.now())
  // The log of a shop that is gone ends with its last row, which must not be for strangers to write.
  const isThere = tenant !== undefined && tenant.status !== 'deleting'
  await note(context, isThere ? tenant.tenantId : undefined, {
    actorKind: 'user',
    actor: 'user:unknown',
    subject: {},
  })
}

/** Writes down a key that was refused, though it has the form of one: of its shop if it was revoked or has expired. */
export async function noteRefusedKey(context: Context<ApiEnv>, key: string): Promise<void> {
  const keyId = parseApiKey(key)?.keyId
  if (keyId === undefined) return
  const row = await findApiKeyByPublicPart(drizzle(context.env.DB), keyId)
  await note(context, row?.tenantId, { actorKind: 'api-key', actor: 'api-key:refused', subject: { keyId } })
}

async function note(
  context: Context<ApiEnv>,
  tenantId: string | undefined,
  who: { actorKind: 'user' | 'api-key'; actor: string; subject: Record<string, string> },
): Promise<void> {
  const { env } = context
  const nowMs = Date.now()
  const counted = countCall(`noted/${tenantId ?? ''}`, undefined, limitOfNotedRefusals, env, nowMs)
  if (!counted.isAllowed) return
  const operation = context.get('operation')?.operationId ?? ''
  const [requestId, callerNetwork] = [context.get('requestId'), networkOf(context)]
  if (tenantId === undefined) {
    // biome-ignore lint/suspicious/noConsole: no shop's log is the place for it
    console.warn(JSON.stringify({ level: 'warn', refused: who.actor, operation, requestId, callerNetwork }))
    return
  }
  const record = { tenantId, ...who, role: 'none', operation, status: 401, requestId, callerNetwork }
  await recordAudit(env, record, nowMs)
}
