import { randomBytes } from 'node:crypto'
import { localVars } from '#scripts/local-vars.ts'
import { apiKeyChanceBytes, formatApiKey } from '#shared/access/api-key-format.ts'
import type { Permission } from '#shared/access/permissions.ts'
import type { StaffRole, UserRole } from '#shared/access/roles.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { signAccessToken } from '#workers/credentials/access-token.ts'
import { apiKeyHash } from '#workers/credentials/keyed-hash.ts'

/** What the API Worker of a test platform signs and hashes with. */
const env = { PUBLIC_BASE_URL: 'http://127.0.0.1:8787', ...localVars }

/** A session that is going on, and the token of it. */
export interface SignedIn {
  readonly tenantId: string
  readonly role: UserRole
  readonly userId: string
  readonly sessionId: string
  readonly email: string
  readonly token: string
}

/** Accounts, each with a session, straight into the database: one for each place in the list. */
export async function signIn(
  database: D1Database,
  people: readonly { readonly tenantId: string; readonly role: UserRole; readonly name?: string }[],
): Promise<SignedIn[]> {
  const nowMs = Date.now()
  const signedIn = await Promise.all(
    people.map(async ({ tenantId, role, name }): Promise<SignedIn> => {
      const chance = randomBytes(8).toString('hex')
      const names = { userId: `usr_${chance}`, sessionId: `ses_${chance}` }
      const email = `${name ?? role}-${chance}@staff.example`
      const claims = { sub: names.userId, sid: names.sessionId, tid: tenantId, role }
      return { tenantId, role, email, ...names, token: await signAccessToken(claims, env, nowMs) }
    }),
  )
  const rows = JSON.stringify(signedIn.map(({ token: _, ...row }) => row))
  await database.batch([
    database
      .prepare(
        `insert into user_account (user_id, tenant_id, email, display_name, role, is_demo, created_at)
         select value->>'userId', value->>'tenantId', value->>'email', 'Test', value->>'role', 0, ?2 from json_each(?1)`,
      )
      .bind(rows, nowMs),
    database
      .prepare(
        `insert into user_session (session_id, tenant_id, user_id, created_at, last_used_at, expires_at, refresh_count,
           refreshed_at, method, user_agent)
         select value->>'sessionId', value->>'tenantId', value->>'userId', ?2, ?2, ?3, 0, ?2, 'password', 'test'
         from json_each(?1)`,
      )
      .bind(rows, nowMs, nowMs + 12 * hourMs),
  ])
  return signedIn
}

export interface NewKey {
  readonly tenantId: string
  readonly role: StaffRole | 'write'
  readonly scopes?: readonly Permission[]
  readonly label?: string
  readonly allowedOrigins?: readonly string[]
  readonly expiresAt?: number
  readonly revokedAt?: number
}

/** An API key or write key, straight into the database. */
export async function addKey(database: D1Database, settings: NewKey): Promise<string> {
  const { tenantId, role, scopes, label = 'Test', allowedOrigins, expiresAt, revokedAt } = settings
  const { key, keyId } = formatApiKey(role === 'write' ? 'wk' : 'pk', randomBytes(apiKeyChanceBytes))
  await database
    .prepare(
      `insert into api_key (key_hash, key_id, tenant_id, label, role, scopes, allowed_origins, connection_id, is_demo,
         created_at, expires_at, revoked_at) values (?, ?, ?, ?, ?, ?, ?, 'web', 0, 0, ?, ?)`,
    )
    .bind(
      await apiKeyHash(key, env),
      keyId,
      tenantId,
      label,
      role,
      scopes === undefined ? null : JSON.stringify(scopes),
      allowedOrigins === undefined ? null : JSON.stringify(allowedOrigins),
      expiresAt ?? null,
      revokedAt ?? null,
    )
    .run()
  return key
}

/** Tenants like the one that is there. */
export async function addTenants(database: D1Database, tenantIds: readonly string[]): Promise<void> {
  await database
    .prepare(
      `insert into tenant (tenant_id, name, country, currency, time_zone, log_shard_count, customer_cell_count, created_at)
       select value, 'Shop ' || value, 'GB', 'GBP', 'Europe/London', 1, 1, 0 from json_each(?)`,
    )
    .bind(JSON.stringify(tenantIds))
    .run()
}
