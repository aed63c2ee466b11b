import type { AuditFilter } from '#shared/contracts/audit.ts'
import type { AuditSearch } from '#shared/database/audit-log.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'

/** What a caller asks of the audit log, as the database is asked it. */
export function auditSearch({ tenantId }: Tenant, filter: AuditFilter): AuditSearch {
  const { actor, operation, subject, from, to } = filter
  return {
    tenantId,
    actor,
    operation,
    subject,
    fromMs: from === undefined ? undefined : Date.parse(from),
    toMs: to === undefined ? undefined : Date.parse(to),
  }
}
