import { and, asc, eq, ne, or, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type UserAccountRow, userAccountTable } from './tables/account.ts'
import { tenantTable } from './tables/tenant.ts'

const table = userAccountTable

/** What names an account. Of another tenant's, nothing is found and nothing is changed. */
export type AccountName = Pick<UserAccountRow, 'tenantId' | 'userId'>

/** So many shops one address is looked for in when it does not say which. */
const mostTenantsOfAnAddress = 5

/** The accounts of an address, in one tenant or in all, the oldest first. */
export async function findAccountsByEmail(
  database: DrizzleD1Database,
  email: string,
  tenantId?: string,
): Promise<{ account: UserAccountRow; tenantName: string }[]> {
  return database
    .select({ account: table, tenantName: tenantTable.name })
    .from(table)
    .innerJoin(tenantTable, eq(tenantTable.tenantId, table.tenantId))
    .where(and(eq(table.email, email), tenantId === undefined ? undefined : eq(table.tenantId, tenantId)))
    .orderBy(asc(table.createdAt), asc(table.userId))
    .limit(mostTenantsOfAnAddress)
}

export async function findAccount(
  database: DrizzleD1Database,
  name: AccountName,
): Promise<UserAccountRow | undefined> {
  const [row] = await database.select().from(table).where(isNamed(name))
  return row
}

/** The account that a person of an issuer signs in to. */
export async function findAccountOfProvider(
  database: DrizzleD1Database,
  tenantId: string,
  issuer: string,
  subject: string,
): Promise<UserAccountRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(
      and(eq(table.tenantId, tenantId), eq(table.providerIssuer, issuer), eq(table.providerSubject, subject)),
    )
  return row
}

/** All of a tenant's, by address. */
export async function listAccounts(database: DrizzleD1Database, tenantId: string): Promise<UserAccountRow[]> {
  return database.select().from(table).where(eq(table.tenantId, tenantId)).orderBy(asc(table.email))
}

/** False when the tenant has an account with this address. */
export async function insertAccount(
  database: DrizzleD1Database,
  row: typeof table.$inferInsert,
): Promise<boolean> {
  const inserted = await database
    .insert(table)
    .values(row)
    .onConflictDoNothing()
    .returning({ userId: table.userId })
  return inserted.length > 0
}

/** The account as it is after the changes; undefined when it is gone, or `onlyIf` does not hold. */
export async function updateAccount(
  database: DrizzleD1Database,
  name: AccountName,
  changes: Partial<Omit<UserAccountRow, keyof AccountName>>,
  onlyIf?: SQL,
): Promise<UserAccountRow | undefined> {
  const [row] = await database
    .update(table)
    .set(changes)
    .where(and(isNamed(name), onlyIf))
    .returning()
  return row
}

export async function deleteAccount(
  database: DrizzleD1Database,
  name: AccountName,
  onlyIf?: SQL,
): Promise<boolean> {
  const deleted = await database
    .delete(table)
    .where(and(isNamed(name), onlyIf))
    .returning({ userId: table.userId })
  return deleted.length > 0
}

/** Holds while the tenant has another owner who can sign in, or the account is none: a shop must not lose its last. */
export function leavesAnOwner({ tenantId, userId }: AccountName): SQL | undefined {
  const others = sql`exists (select 1 from ${table} as other where other.tenant_id = ${tenantId} and other.role = 'owner'
    and other.status = 'active' and other.user_id <> ${userId})`
  return or(ne(table.role, 'owner'), ne(table.status, 'active'), others)
}

/** Holds while the account has the role and the status it was read with, and is a provider's person's or not as it was. */
export function isAsReadBefore({ role, status, providerSubject }: UserAccountRow): SQL | undefined {
  return and(
    eq(table.role, role),
    eq(table.status, status),
    sql`${table.providerSubject} is ${providerSubject}`,
  )
}

/** Holds while nobody else has tried to sign in to the account since it was read. */
export function isUntriedSince({ failedAttemptCount }: UserAccountRow): SQL {
  return eq(table.failedAttemptCount, failedAttemptCount)
}

/** Holds while no code of this time step or a later one was taken. */
export function isStepFree(step: number): SQL {
  return sql`coalesce(${table.totpLastStep}, -1) < ${step}`
}

/** Holds while this secret is the one to be confirmed. */
export function isStillToConfirm(sealedNextTotpSecret: string): SQL {
  return eq(table.sealedNextTotpSecret, sealedNextTotpSecret)
}

/** Holds while the account has the recovery codes it was read with. */
export function hasRecoveryCodes({ recoveryCodeHashes }: UserAccountRow): SQL {
  return eq(table.recoveryCodeHashes, recoveryCodeHashes)
}

function isNamed({ tenantId, userId }: AccountName): SQL | undefined {
  return and(eq(table.tenantId, tenantId), eq(table.userId, userId))
}
