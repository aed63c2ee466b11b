import { waitUntil } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/d1'
import { looksLikeApiKey, parseApiKey } from '#shared/access/api-key-format.ts'
import { grantedPermissions } from '#shared/access/permissions.ts'
import { findApiKeyByHash, noteApiKeyUse } from '#shared/database/api-keys.ts'
import type { ApiKeyRow } from '#shared/database/tables/api-key.ts'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import type { Access } from '../http/api-env.ts'
import { apiKeyHash } from './keyed-hash.ts'
import { loadTenant } from './load-tenant.ts'
import { RecentValues } from './recent-values.ts'

interface FoundKey {
  readonly row: ApiKeyRow
  readonly access: Omit<Access, 'tenant'>
}

/**
 * With the second that others go on while one looks again, a revoked key is felt everywhere within five. A database that
 * is away for a moment stops no events: until it is back, a key is good for a minute after it was read.
 */
const keptMs = 4 * secondMs
const recentKeys = new RecentValues<FoundKey>(10_000, keptMs, minuteMs)

/**
 * Who an API key or write key belongs to; undefined when it is unknown, revoked or has expired. Demo keys are known to
 * everybody, so production refuses them.
 */
export async function findApiKey(key: string, env: Env, nowMs: number): Promise<Access | undefined> {
  if (!mayBeKey(key, env)) return undefined
  const found = await recentKeys.get(key, nowMs, () => readKey(key, env, nowMs))
  if (found === undefined || !isGood(found.row, nowMs)) return undefined
  const tenant = await loadTenant(env.DB, found.row.tenantId, nowMs)
  return tenant === undefined ? undefined : { tenant, ...found.access }
}

/** To be called when a key was revoked. This Worker knows keys by what was sent, so it forgets all. */
export function forgetApiKeys(): void {
  recentKeys.forgetAll()
}

/** A mistyped or made-up key costs no look at the database. Others than ours are the demo's and tests', so no production's. */
function mayBeKey(key: string, env: Env): boolean {
  return looksLikeApiKey(key) || env.ENVIRONMENT === 'production'
    ? parseApiKey(key) !== undefined
    : key.length <= 200
}

async function readKey(key: string, env: Env, nowMs: number): Promise<FoundKey | undefined> {
  const database = drizzle(env.DB)
  const row = await findApiKeyByHash(database, await apiKeyHash(key, env))
  if (row === undefined || (row.isDemo && env.ENVIRONMENT === 'production')) return undefined
  const hourStartMs = Math.floor(nowMs / hourMs) * hourMs
  if (isGood(row, nowMs) && (row.lastUsedAt ?? 0) < hourStartMs) {
    waitUntil(noteApiKeyUse(database, row.keyHash, hourStartMs))
  }
  return {
    row,
    access: {
      kind: 'api-key',
      role: row.role,
      permissions: grantedPermissions(row.role, row.scopes),
      actor: `api-key:${row.label}`,
      userId: '',
      sessionId: '',
      keyId: row.keyId,
      connectionId: row.connectionId,
      allowedOrigins: row.allowedOrigins,
      credentialEndsAt: row.expiresAt,
      secondFactorDueAt: null,
    },
  }
}

function isGood({ revokedAt, expiresAt }: ApiKeyRow, nowMs: number): boolean {
  return revokedAt === null && (expiresAt === null || nowMs < expiresAt)
}
