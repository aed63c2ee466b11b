import type { Api } from '../../api.ts'
import { registerCreatePlatformTenant } from './create-platform-tenant.ts'
import { registerDeletePlatformTenant } from './delete-platform-tenant.ts'
import { registerGetPlatformTenant } from './get-platform-tenant.ts'
import { registerListPlatformTenants } from './list-platform-tenants.ts'
import { registerUpdatePlatformTenant } from './update-platform-tenant.ts'
import { registerUpdatePlatformTenantStatus } from './update-platform-tenant-status.ts'

/** What the operator of the platform does with shops. */
export function registerPlatformTenants(api: Api): void {
  registerListPlatformTenants(api)
  registerCreatePlatformTenant(api)
  registerGetPlatformTenant(api)
  registerUpdatePlatformTenant(api)
  registerUpdatePlatformTenantStatus(api)
  registerDeletePlatformTenant(api)
}
