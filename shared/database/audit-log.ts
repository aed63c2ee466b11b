import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type AuditLogRow, auditLogTable, auditSealTable } from './tables/audit-log.ts'

export interface AuditSearch {
  readonly tenantId: string
  readonly actor?: string | undefined
  readonly operation?: string | undefined
  /** One of the values of the subject. */
  readonly subject?: string | undefined
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
}

/** A page of what staff did, newest first, that goes on after `afterId`. */
export async function listAuditEntries(
  database: DrizzleD1Database,
  search: AuditSearch,
  limit: number,
  afterId: string | undefined,
): Promise<AuditLogRow[]> {
  return database
    .select()
    .from(auditLogTable)
    .where(and(fits(search), afterId === undefined ? undefined : lt(auditLogTable.auditId, afterId)))
    .orderBy(desc(auditLogTable.auditId))
    .limit(limit)
}

/** The rows of one stretch of time in the order they were written, a part at a time. */
export async function readAuditRows(
  database: DrizzleD1Database,
  tenantId: string,
  stretch: { fromMs: number; toMs: number },
  afterId: string,
  limit: number,
): Promise<AuditLogRow[]> {
  return database
    .select()
    .from(auditLogTable)
    .where(and(fits({ tenantId, ...stretch }), sql`${auditLogTable.auditId} > ${afterId}`))
    .orderBy(asc(auditLogTable.auditId))
    .limit(limit)
}

export type AuditSealRow = typeof auditSealTable.$inferSelect

/** The seals of a tenant, the first day first. */
export async function listAuditSeals(database: DrizzleD1Database, tenantId: string): Promise<AuditSealRow[]> {
  return database
    .select()
    .from(auditSealTable)
    .where(eq(auditSealTable.tenantId, tenantId))
    .orderBy(asc(auditSealTable.day))
}

/** Closes a day. One that is closed already stays as it is. */
export async function insertAuditSeal(database: DrizzleD1Database, seal: AuditSealRow): Promise<void> {
  await database.insert(auditSealTable).values(seal).onConflictDoNothing()
}

/** When the first entry of a tenant was written; undefined when there is none. */
export async function firstAuditMoment(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<number | undefined> {
  const [first] = await database
    .select({ occurredAt: auditLogTable.occurredAt })
    .from(auditLogTable)
    .where(eq(auditLogTable.tenantId, tenantId))
    .orderBy(asc(auditLogTable.occurredAt))
    .limit(1)
  return first?.occurredAt
}

function fits({ tenantId, actor, operation, subject, fromMs, toMs }: AuditSearch) {
  return and(
    eq(auditLogTable.tenantId, tenantId),
    actor === undefined ? undefined : eq(auditLogTable.actor, actor),
    operation === undefined ? undefined : eq(auditLogTable.operation, operation),
    subject === undefined
      ? undefined
      : sql`exists (select 1 from json_each(${auditLogTable.subject}) where value = ${subject})`,
    fromMs === undefined ? undefined : gte(auditLogTable.occurredAt, fromMs),
    toMs === undefined ? undefined : lt(auditLogTable.occurredAt, toMs),
  )
}
