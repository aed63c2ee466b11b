import type { TenantView } from '../contracts/tenant.ts'
import type { TenantRow } from '../database/tables/tenant.ts'
import { usualDeviationThreshold } from '../predictions/anomalies/deviation-threshold.ts'
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
    isPrivacySignalIgnored: row.isPrivacySignalIgnored,
    spendingDeviationThreshold: row.spendingDeviationThreshold ?? usualDeviationThreshold,
    status,
    residency,
    secondFactorRoles: row.secondFactorRoles,
    retention: { ...defaultRetentionDays, ...row.retention },
    isCurrencyFixed: hasOrders,
  }
}
