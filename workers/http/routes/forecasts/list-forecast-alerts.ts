import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { forecastAlertListSchema, listForecastAlertsQuerySchema } from '#shared/contracts/forecasts.ts'
import { findStoreNames } from '#shared/database/find-store-names.ts'
import { listForecastAlerts } from '#shared/database/list-forecast-alerts.ts'
import { forecastAlertView } from '#shared/demand/views/forecast-alert-view.ts'
import { dayIn } from '#shared/kernel/time.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listForecastAlerts',
  method: 'get',
  path: '/v1/forecasts/alerts',
  tags: ['Forecasts'],
  summary: 'Sales that were not as expected, and forecasts that got worse, newest first',
  ...guarded('forecasts:read'),
  request: { query: listForecastAlertsQuerySchema },
  responses: {
    200: {
      description: 'Those about most money first, of each day',
      content: { 'application/json': { schema: forecastAlertListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListForecastAlerts(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId, timeZone } = context.get('access').tenant
    const { days, limit } = context.req.valid('query')
    const fromDay = dayNumber(dayIn(timeZone, Date.now())) - days
    const database = drizzle(context.env.DB)
    const { rows, total } = await listForecastAlerts(database, tenantId, fromDay, limit)
    const names = await findStoreNames(
      database,
      tenantId,
      rows.map(({ storeId }) => storeId),
    )
    return context.json({ alerts: rows.map((row) => forecastAlertView(row, names)), total }, 200)
  })
}
