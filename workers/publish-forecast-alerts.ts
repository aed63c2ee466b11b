import { drizzle } from 'drizzle-orm/d1'
import { findStoreNames } from '#shared/database/find-store-names.ts'
import { latestForecastRun } from '#shared/database/forecast-runs.ts'
import { listForecastAlerts } from '#shared/database/list-forecast-alerts.ts'
import { forecastAlertView } from '#shared/demand/views/forecast-alert-view.ts'
import { liveFeedName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'

/** Those about most money; the page of forecasts has all. */
const mostTold = 20

/** Tells everybody who watches the live feed what the last run of forecasts noticed about sales. */
export async function publishForecastAlerts(
  env: Pick<Env, 'DB' | 'LIVE_FEED'>,
  tenant: Tenant,
): Promise<void> {
  const database = drizzle(env.DB)
  const { tenantId } = tenant
  const run = await latestForecastRun(database, tenantId)
  if (run === undefined) return
  const { rows } = await listForecastAlerts(database, tenantId, run.asOfDay, mostTold)
  const noted = rows.filter(({ noticedAt }) => noticedAt === run.madeAt)
  if (noted.length === 0) return
  const storeIds = noted.map(({ storeId }) => storeId)
  const storeNames = await findStoreNames(database, tenantId, storeIds)
  await env.LIVE_FEED.getByName(liveFeedName(tenant)).publishForecastAlerts(
    run.runId,
    noted.map((row) => forecastAlertView(row, storeNames)),
  )
}
