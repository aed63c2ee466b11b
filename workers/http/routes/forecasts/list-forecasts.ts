import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { forecastListSchema, listForecastsQuerySchema } from '#shared/contracts/forecasts.ts'
import { findStoreNames } from '#shared/database/find-store-names.ts'
import { latestForecastRun } from '#shared/database/forecast-runs.ts'
import { listForecasts, placeOfForecast } from '#shared/database/list-forecasts.ts'
import { forecastRunView } from '#shared/demand/views/forecast-run-view.ts'
import { forecastSummary } from '#shared/demand/views/forecast-summary.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { refuseUnknownStore } from '../../refuse-unknown-store.ts'
import { refuseStrangeFilters, storeIdOf } from './forecast-filters.ts'

const route = createRoute({
  operationId: 'listForecasts',
  method: 'get',
  path: '/v1/forecasts/summaries',
  tags: ['Forecasts'],
  summary: 'All forecasts of a level, in short',
  ...guarded('forecasts:read'),
  request: { query: listForecastsQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: forecastListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

const cursorSchema = z.object({
  value: z.union([z.string(), z.number()]),
  sku: z.string(),
  storeId: z.string(),
  category: z.string(),
  region: z.string(),
})

export function registerListForecasts(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId, currency } = context.get('access').tenant
    const { abc, store, cursor, ...asked } = context.req.valid('query')
    refuseStrangeFilters(asked.level, { sku: asked.sku, store })
    const after = readCursor(cursorSchema, cursor)
    const database = drizzle(context.env.DB)
    const run = await latestForecastRun(database, tenantId)
    if (run === undefined)
      return context.json({ run: null, currency, forecasts: [], total: 0, nextCursor: null }, 200)
    const { sku, category, region, query, demandClass } = asked
    const storeId = storeIdOf(store)
    const { rows, total } = await listForecasts(database, {
      ...asked,
      ...{ tenantId, sku, category, region, query, demandClass, abcClass: abc, after },
      storeId,
    })
    if (total === 0) await refuseUnknownStore(context.env, tenantId, storeId)
    const names = await findStoreNames(
      database,
      tenantId,
      rows.map(({ storeId }) => storeId),
    )
    const last = rows.length === asked.limit ? rows.at(-1) : undefined
    return context.json(
      {
        run: forecastRunView(run),
        currency,
        forecasts: rows.map((row) => forecastSummary(row, names)),
        total,
        nextCursor: last === undefined ? null : writeCursor(placeOfForecast(last)),
      },
      200,
    )
  })
}
