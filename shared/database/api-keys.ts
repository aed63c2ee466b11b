import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type ApiKeyRow, apiKeyTable } from './tables/api-key.ts'

const table = apiKeyTable

/** The key with this hash. */
export async function findApiKeyByHash(
  database: DrizzleD1Database,
  keyHash: string,
): Promise<ApiKeyRow | undefined> {
  const [row] = await database.select().from(table).where(eq(table.keyHash, keyHash))
  return row
}

/** The key that is spoken of by this id, of whichever tenant: for a key that was refused, and so says nothing true itself. */
export async function findApiKeyByPublicPart(
  database: DrizzleD1Database,
  keyId: string,
): Promise<ApiKeyRow | undefined> {
  const [row] = await database.select().from(table).where(eq(table.keyId, keyId))
  return row
}

/** All of a tenant's, the newest first. */
export async function listApiKeys(database: DrizzleD1Database, tenantId: string): Promise<ApiKeyRow[]> {
  return database
    .select()
    .from(table)
    .where(eq(table.tenantId, tenantId))
    .orderBy(desc(table.createdAt), table.keyId)
    .limit(500)
}

/** False when the key's id is taken, by whichever tenant. */
export async function insertApiKey(database: DrizzleD1Database, row: ApiKeyRow): Promise<boolean> {
  const inserted = await database
    .insert(table)
    .values(row)
    .onConflictDoNothing()
    .returning({ keyId: table.keyId })
  return inserted.length > 0
}

export async function findApiKeyById(
  database: DrizzleD1Database,
  tenantId: string,
  keyId: string,
): Promise<ApiKeyRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.keyId, keyId)))
  return row
}

/** Revokes a key for good; a key that was revoked stays as it is. */
export async function revokeApiKey(
  database: DrizzleD1Database,
  { keyHash }: ApiKeyRow,
  nowMs: number,
): Promise<void> {
  await database
    .update(table)
    .set({ revokedAt: nowMs })
    .where(and(eq(table.keyHash, keyHash), isNull(table.revokedAt)))
}

/** Notes in which hour a key was used last; writes at most once an hour. */
export async function noteApiKeyUse(
  database: DrizzleD1Database,
  keyHash: string,
  hourStartMs: number,
): Promise<void> {
  await database
    .update(table)
    .set({ lastUsedAt: hourStartMs })
    .where(and(eq(table.keyHash, keyHash), or(isNull(table.lastUsedAt), lt(table.lastUsedAt, hourStartMs))))
}
