import type { TenantView } from '../contracts/tenant.ts'
import type { TenantRow } from '../database/tables/tenant.ts'
import { defaultRetentionDays } from '../privacy/retention-days.ts'

/** The settings of a shop as the API shows them. */
export function tenantView(row: TenantRow, hasOrders: boolean): TenantView {
  const { tenantId, name, country, currency, timeZone, status, residency, isProfilingOptOut } = row
  return {
    tenantId,
    name,
    country,
    currency,
    timeZone,
    ownPhones: row.ownPhones ?? [],
    isProfilingOptOut,
    status,
    residency,
    retention: { ...defaultRetentionDays, ...row.retention },
    isCurrencyFixed: hasOrders,
  }
}
