import { createRoute } from '@hono/zod-openapi'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { forecastSchema, getForecastQuerySchema } from '#shared/contracts/forecasts.ts'
import { listCalendarEvents } from '#shared/database/calendar-events.ts'
import { findStoreNames } from '#shared/database/find-store-names.ts'
import { type ForecastWithRun, findForecast } from '#shared/database/forecasts.ts'
import { countryWhere } from '#shared/demand/abroad.ts'
import type { CalendarDay } from '#shared/demand/calendar-day.ts'
import { whereSold } from '#shared/demand/forecast-levels.ts'
import { ownDays } from '#shared/demand/own-days.ts'
import { holidaysOf } from '#shared/demand/public-holidays.ts'
import { forecastAddress } from '#shared/demand/views/forecast-address.ts'
import { forecastView } from '#shared/demand/views/forecast-view.ts'
import { type ForecastWindow, shownPeriod } from '#shared/demand/views/forecast-window.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { readToldSeries } from '../../../forecast-history.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { findUnsoldForecast } from './find-unsold-forecast.ts'
import { storeIdOf } from './forecast-filters.ts'
import { forecastWindow, knownChannel } from './forecast-window.ts'
import { missingForecast } from './missing-forecast.ts'
import { readSoldDays } from './read-sold-days.ts'

/** What was told before is kept once a week; so many of those are shown. */
const shownToldRuns = 5

const route = createRoute({
  operationId: 'getForecast',
  method: 'get',
  path: '/v1/forecasts',
  tags: ['Forecasts'],
  summary: 'What will sell: of an item, a place, a category, a region, or in all',
  description:
    'Without an item it is about what adds up: of a store, a category, both, a region, or everything. With `channel`, what usually goes through it.',
  ...guarded('forecasts:read'),
  request: { query: getForecastQuerySchema },
  responses: {
    200: {
      description: 'The forecast in use, with history and intervals',
      content: { 'application/json': { schema: forecastSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerGetForecast(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { sku, store, category, region, channel, ...size } = context.req.valid('query')
    const address = forecastAddress({ sku, storeId: storeIdOf(store), category, region })
    if (address === undefined) {
      const detail = 'goes with no item or category: ask for a store'
      throw new ProblemError('invalid-content', undefined, { errors: [{ pointer: '/region', detail }] })
    }
    const window = forecastWindow(size)
    const through = knownChannel(channel)
    const database = drizzle(context.env.DB)
    const found =
      (await findForecast(database, tenant.tenantId, address)) ??
      (await findUnsoldForecast(context.env, tenant, address))
    if (found === undefined) throw await missingForecast(context.env, tenant, address)
    const { asOfDay } = found.run
    const [sold, told, calendar, storeNames] = await Promise.all([
      readSoldDays(context.env, tenant, found.forecast, asOfDay, through),
      readToldSeries(context.env, tenant.tenantId, found.forecast, shownToldRuns),
      readCalendar(database, tenant, found, window),
      findStoreNames(database, tenant.tenantId, [
        found.forecast.storeId,
        ...Object.keys(found.run.basis.late ?? {}),
      ]),
    ])
    const { currency } = tenant
    return context.json(
      forecastView({ ...found, ...sold, window, currency, told, calendar, storeNames }),
      200,
    )
  })
}

async function readCalendar(
  database: DrizzleD1Database,
  { tenantId, country }: Tenant,
  { forecast, run }: ForecastWithRun,
  window: ForecastWindow,
): Promise<CalendarDay[]> {
  const { fromDay, toDay } = shownPeriod(run.asOfDay, window)
  const events = await listCalendarEvents(database, tenantId)
  const there = run.basis.abroad === undefined ? null : countryWhere(run.basis.abroad, whereSold(forecast))
  return [...holidaysOf(there ?? country, fromDay, toDay), ...ownDays(events, fromDay, toDay)]
}
