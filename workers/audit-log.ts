import { drizzle } from 'drizzle-orm/d1'
import { type AuditLogRow, auditLogTable } from '#shared/database/tables/audit-log.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { Env } from './env.ts'

/** What somebody did; the log adds an id and the time. */
export type AuditRecord = Omit<AuditLogRow, 'auditId' | 'occurredAt'>

let counter = 0

/**
 * Writes one row of the audit log. Ends when the row is stored. What cannot be stored goes to the Worker's log instead,
 * and nothing is thrown: by then the thing is done, and a caller who is told otherwise does it again.
 */
export async function recordAudit(env: Pick<Env, 'DB'>, record: AuditRecord, nowMs: number): Promise<void> {
  counter = (counter + 1) % 1_000_000
  const row = { ...record, auditId: newId('aud', nowMs, Math.random, counter), occurredAt: nowMs }
  try {
    await drizzle(env.DB).insert(auditLogTable).values(row)
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: the last place where it can still be found
    console.error(JSON.stringify({ level: 'error', unrecordedAudit: row, ...errorReport(error) }))
  }
}
