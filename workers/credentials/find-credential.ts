import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { grantedPermissions } from '#shared/access/permissions.ts'
import { apiKeyTable } from '#shared/database/tables/api-key.ts'
import { sha256Hex } from '#shared/kernel/sha256-hex.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import type { Access } from '../http/api-env.ts'
import { loadTenant } from './load-tenant.ts'
import { RecentValues } from './recent-values.ts'
import { readSessionToken } from './session-token.ts'

const recentKeys = new RecentValues<Access>(10_000, minuteMs)

/** Who a token belongs to: an API key, a write key or a session. Undefined when it is none of them, or has expired. */
export async function findCredential(token: string, env: Env, nowMs: number): Promise<Access | undefined> {
  return token.split('.').length === 3 ? readSessionToken(token, env, nowMs) : findApiKey(token, env, nowMs)
}

/** Who an API key or write key belongs to. Demo keys are known to everybody, so production refuses them. */
export async function findApiKey(key: string, env: Env, nowMs: number): Promise<Access | undefined> {
  return recentKeys.get(key, nowMs, async () => {
    const [row] = await drizzle(env.DB)
      .select()
      .from(apiKeyTable)
      .where(eq(apiKeyTable.keyHash, await apiKeyHash(key)))
    if (row === undefined || (row.isDemo && env.ENVIRONMENT === 'production')) return undefined
    const tenant = await loadTenant(env.DB, row.tenantId, nowMs)
    if (tenant === undefined) return undefined
    return {
      tenant,
      kind: 'api-key',
      role: row.role,
      permissions: grantedPermissions(row.role, row.scopes),
      actor: `api-key:${row.label}`,
      userId: '',
      sessionId: '',
      keyId: row.keyId,
      connectionId: row.connectionId,
    }
  })
}

/** How a key is stored: the SHA-256 of it, in hex. A key is long and random, so it needs no salt. */
export function apiKeyHash(key: string): Promise<string> {
  return sha256Hex(key)
}
