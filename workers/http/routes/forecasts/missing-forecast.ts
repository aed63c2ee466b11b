import { drizzle } from 'drizzle-orm/d1'
import { findKnownItem, isKnownStore } from '#shared/database/find-sold-things.ts'
import { latestForecastRun } from '#shared/database/forecast-runs.ts'
import { type ForecastAddress, findForecast } from '#shared/database/forecasts.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { salesStore } from '../../../sales-store.ts'
import { ProblemError } from '../../problems.ts'

/** The problem that says why there is no forecast of something. */
export async function missingForecast(
  env: Env,
  tenant: Tenant,
  address: ForecastAddress,
): Promise<ProblemError> {
  return new ProblemError('not-found', await reason(env, tenant, address))
}

async function reason(env: Env, tenant: Tenant, { sku, storeId }: ForecastAddress): Promise<string> {
  const database = drizzle(env.DB)
  const { tenantId } = tenant
  if ((await latestForecastRun(database, tenantId)) === undefined)
    return 'No forecast was made yet: POST /v1/forecasts/run makes one'
  if (storeId !== '' && !(await isKnownStore(database, tenantId, storeId))) return 'There is no such store'
  if (sku === '') return 'Nothing of it was sold lately, so there is no forecast'
  if ((await findForecast(database, tenantId, { level: 'sku', sku, storeId: '' })) !== undefined)
    return 'This item was not sold in that place'
  // What only a file of sales has named is in no catalogue.
  const item = (await findKnownItem(database, tenantId, sku)) ?? (await salesStore(env, tenant).readItem(sku))
  return item === undefined
    ? 'There is no such item'
    : 'This item was not sold for a year, or never while nothing is known of new items: its forecast comes with its sales'
}
