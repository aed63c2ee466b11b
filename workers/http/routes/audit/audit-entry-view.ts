import type { AuditEntry } from '#shared/contracts/audit.ts'
import type { AuditLogRow } from '#shared/database/tables/audit-log.ts'
import { toIso } from '#shared/kernel/time.ts'

export function auditEntryView({ tenantId: _, occurredAt, ...entry }: AuditLogRow): AuditEntry {
  return { ...entry, occurredAt: toIso(occurredAt) }
}
