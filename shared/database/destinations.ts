import { and, desc, eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import {
  type DestinationRow,
  destinationLedgerTable,
  destinationRunTable,
  destinationTable,
} from './tables/destination.ts'

const table = destinationTable

/** What names a destination. Of another tenant's, nothing is found and nothing is changed. */
export type DestinationName = Pick<DestinationRow, 'tenantId' | 'destinationId'>

export async function insertDestination(database: DrizzleD1Database, row: DestinationRow): Promise<void> {
  await database.insert(table).values(row)
}

export async function findDestination(
  database: DrizzleD1Database,
  name: DestinationName,
): Promise<DestinationRow | undefined> {
  const [row] = await database.select().from(table).where(isNamed(name))
  return row
}

/** All of a tenant's, newest first. */
export async function listDestinations(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<DestinationRow[]> {
  return database.select().from(table).where(eq(table.tenantId, tenantId)).orderBy(desc(table.destinationId))
}

/** What decides who is sent and as what. */
const sentBy: readonly (keyof DestinationRow)[] = [
  'fields',
  'constants',
  'audience',
  'purpose',
  'whenLeaving',
  'options',
]

/**
 * The destination as it is after the changes, its revision raised when they are about what is sent; undefined when it is
 * gone.
 */
export async function updateDestination(
  database: DrizzleD1Database,
  name: DestinationName,
  changes: Partial<Omit<DestinationRow, keyof DestinationName | 'revision'>>,
): Promise<DestinationRow | undefined> {
  const raise = sentBy.some((part) => part in changes) ? 1 : 0
  const [row] = await database
    .update(table)
    .set({ ...changes, revision: sql`${table.revision} + ${raise}` })
    .where(isNamed(name))
    .returning()
  return row
}

/** Forgets a destination, its runs and what it was sent; what is there stays there. */
export async function deleteDestination(database: DrizzleD1Database, name: DestinationName): Promise<void> {
  const isOf = (of: typeof destinationRunTable | typeof destinationLedgerTable) =>
    and(eq(of.tenantId, name.tenantId), eq(of.destinationId, name.destinationId))
  await database.batch([
    database.delete(table).where(isNamed(name)),
    database.delete(destinationRunTable).where(isOf(destinationRunTable)),
    database.delete(destinationLedgerTable).where(isOf(destinationLedgerTable)),
  ])
}

function isNamed({ tenantId, destinationId }: DestinationName) {
  return and(eq(table.tenantId, tenantId), eq(table.destinationId, destinationId))
}
