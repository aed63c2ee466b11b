import { drizzle } from 'drizzle-orm/d1'
import type { ForecastPorts } from '#queues/jobs/forecast-sales/forecast-ports.ts'
import { listCalendarEvents } from '#shared/database/calendar-events.ts'
import { listToldAccuracy } from '#shared/database/forecast-accuracy.ts'
import { listToldRuns } from '#shared/database/forecast-runs.ts'
import { listStoresAbroad } from '#shared/database/store-countries.ts'
import { listStoreRegions } from '#shared/database/store-regions.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { jobPorts } from './job-ports.ts'
import { listObjects } from './list-objects.ts'
import { runStatements } from './run-statements.ts'
import { salesStore } from './sales-store.ts'

/** Connects a forecast of sales with the real world. */
export function forecastPorts(env: Env, tenant: Tenant, jobId: string): ForecastPorts {
  const database = drizzle(env.DB)
  const { tenantId, timeZone, country } = tenant
  return {
    ...jobPorts(env, tenant, jobId),
    timeZone,
    country,
    sales: salesStore(env, tenant),
    storesAbroad: () => listStoresAbroad(database, tenantId, country),
    regions: () => listStoreRegions(database, tenantId),
    calendarEvents: () => listCalendarEvents(database, tenantId),
    toldRuns: () => listToldRuns(database, tenantId),
    toldAccuracy: (horizonDays, fromDay) => listToldAccuracy(database, tenantId, horizonDays, fromDay),
    write: async (statements) => (await runStatements(env.DB, statements)).at(-1)?.meta.changes ?? 0,
    archive: {
      read: async (key) => (await env.ARCHIVE.get(key))?.arrayBuffer() ?? null,
      write: async (key, content) => {
        await env.ARCHIVE.put(key, content)
      },
      list: (prefix) => listObjects(env.ARCHIVE, prefix),
      remove: async (keys) => {
        if (keys.length > 0) await env.ARCHIVE.delete([...keys])
      },
    },
  }
}
