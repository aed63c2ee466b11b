import type { CustomerProfileRow } from '../database/tables/customer-profile.ts'
import { own } from '../kernel/own.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { ProfileFacts } from './profile-facts.ts'

/** The row of a customer in D1. */
export function profileRow(
  tenant: Pick<Tenant, 'tenantId' | 'currency'>,
  customerId: string,
  version: number,
  facts: ProfileFacts,
): CustomerProfileRow {
  const { revenueMinor, convertedMinor } = facts
  return {
    tenantId: tenant.tenantId,
    customerId,
    version,
    mergedInto: null,
    erasedAt: null,
    restrictedAt: facts.restrictedAt,
    isProfilingAllowed: facts.isProfilingAllowed,
    displayName: facts.displayName,
    email: facts.email,
    phone: facts.phone,
    searchText: facts.searchText,
    firstSeenAt: facts.firstSeenAt,
    lastSeenAt: facts.lastSeenAt,
    orderCount: facts.orderCount,
    revenueMinor: (own(revenueMinor, tenant.currency) ?? 0) + (own(convertedMinor, tenant.currency) ?? 0),
    channels: [...facts.channels],
  }
}
