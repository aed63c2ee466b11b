import { type JobView, jobSchema } from './jobs.ts'
import { type Answer, jsonPost, jsonPut, type Send } from './send.ts'
import { type TenantChanges, type TenantView, tenantSchema } from './tenant.ts'

/** What the client can do with the settings of its own shop. */
export interface TenantOperations {
  getTenant(): Answer<TenantView>
  updateTenant(changes: TenantChanges): Answer<TenantView>
  /** A suspended shop takes no events and lets nobody in but those who may resume it. */
  updateTenantStatus(status: 'active' | 'suspended'): Answer<TenantView>
  /** Deletes the shop with everything in it. `confirmation` is its name. Cannot be taken back. */
  deleteTenant(confirmation: string): Answer<TenantView>
  /** Makes the tables that are projections again; one that is going on already is answered. */
  startRebuild(): Answer<JobView>
}

export function tenantOperations(send: Send): TenantOperations {
  return {
    getTenant: () => send(tenantSchema, '/v1/tenant'),
    updateTenant: (changes) => send(tenantSchema, '/v1/tenant', { ...jsonPost(changes), method: 'PATCH' }),
    updateTenantStatus: (status) => send(tenantSchema, '/v1/tenant/status', jsonPut({ status })),
    deleteTenant: (confirmation) => send(tenantSchema, '/v1/tenant', { method: 'DELETE' }, { confirmation }),
    startRebuild: () => send(jobSchema, '/v1/tenant/rebuild', { method: 'POST' }),
  }
}
