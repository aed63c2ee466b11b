import { type Tenant, type TenantSettings, tenantFromCredential } from '#shared/tenants/tenant.ts'

/** A tenant for tests of the core. Its clock is five and a half hours ahead of UTC, without summer time. */
export function testTenant(settings: Partial<TenantSettings> = {}): Tenant {
  return tenantFromCredential({
    tenantId: 'test',
    name: 'Test shop',
    country: 'GB',
    currency: 'GBP',
    timeZone: 'Asia/Kolkata',
    logShardCount: 2,
    customerCellCount: 0,
    ...settings,
  })
}
