import { drizzle } from 'drizzle-orm/d1'
import { findKnownItem, isKnownStore } from '#shared/database/find-sold-things.ts'
import { latestForecastRun } from '#shared/database/forecast-runs.ts'
import { type ForecastAddress, type ForecastWithRun, findForecast } from '#shared/database/forecasts.ts'
import { unsoldForecast } from '#shared/demand/unsold-forecast.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { salesStore } from '../../../sales-store.ts'

/**
 * What is expected of an item of the catalogue, or of one that is counted, which was never sold; undefined where it is none, or nothing is known of new
 * items. What sells elsewhere is no new item: nothing says that it will be sold here as well.
 */
export async function findUnsoldForecast(
  env: Env,
  tenant: Tenant,
  { level, sku, storeId }: ForecastAddress,
): Promise<ForecastWithRun | undefined> {
  if (level !== 'sku' && level !== 'sku-store') return undefined
  const database = drizzle(env.DB)
  const { tenantId } = tenant
  const [item, run] = await Promise.all([
    findKnownItem(database, tenantId, sku),
    latestForecastRun(database, tenantId),
  ])
  if (item === undefined || run === undefined) return undefined
  if (level === 'sku-store') {
    if ((await findForecast(database, tenantId, { level: 'sku', sku, storeId: '' })) !== undefined)
      return undefined
    if (storeId !== '' && !(await isKnownStore(database, tenantId, storeId))) return undefined
  }
  if ((await salesStore(env, tenant).readItem(sku)) !== undefined) return undefined
  return unsoldForecast({ ...item, sku, storeId: level === 'sku' ? undefined : storeId }, run)
}
