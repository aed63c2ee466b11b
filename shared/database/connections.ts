import { and, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type ConnectionRow, connectionTable } from './tables/tenant.ts'

const table = connectionTable

/** What names a connection. Of another tenant's, nothing is found and nothing is changed. */
export type ConnectionName = Pick<ConnectionRow, 'tenantId' | 'source' | 'connectionId'>

/** Adds a connection; false when its source and id are taken, by whichever tenant. */
export async function insertConnection(database: DrizzleD1Database, row: ConnectionRow): Promise<boolean> {
  const inserted = await database
    .insert(table)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: table.connectionId })
  return inserted.length > 0
}

export async function findConnectionRow(
  database: DrizzleD1Database,
  name: ConnectionName,
): Promise<ConnectionRow | undefined> {
  const [row] = await database.select().from(table).where(isNamed(name))
  return row
}

/** All of a tenant's, by source and id. */
export async function listConnections(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<ConnectionRow[]> {
  return database
    .select()
    .from(table)
    .where(eq(table.tenantId, tenantId))
    .orderBy(table.source, table.connectionId)
}

/** The connection as it is after the changes; undefined when it is gone. */
export async function updateConnection(
  database: DrizzleD1Database,
  name: ConnectionName,
  changes: Partial<Omit<ConnectionRow, keyof ConnectionName>>,
): Promise<ConnectionRow | undefined> {
  if (Object.keys(changes).length === 0) return findConnectionRow(database, name)
  const [row] = await database.update(table).set(changes).where(isNamed(name)).returning()
  return row
}

export async function deleteConnection(database: DrizzleD1Database, name: ConnectionName): Promise<void> {
  await database.delete(table).where(isNamed(name))
}

/** Connections of all tenants that could be read from: of these sources, not paused, with credentials. */
export async function listReadableConnections(
  database: DrizzleD1Database,
  sources: readonly string[],
): Promise<ConnectionRow[]> {
  return database
    .select()
    .from(table)
    .where(
      and(
        inArray(table.source, [...sources]),
        eq(table.status, 'active'),
        isNotNull(table.sealedCredentials),
      ),
    )
}

/** Keeps only the secret in use where the time of the one before it is over, of all tenants. */
export async function dropOldSecrets(database: DrizzleD1Database, nowMs: number): Promise<void> {
  await database
    .update(table)
    .set({ secrets: sql`json_array(${table.secrets} ->> 0)`, oldSecretUntil: null })
    .where(lte(table.oldSecretUntil, nowMs))
}

function isNamed({ tenantId, source, connectionId }: ConnectionName) {
  return and(eq(table.tenantId, tenantId), eq(table.source, source), eq(table.connectionId, connectionId))
}
