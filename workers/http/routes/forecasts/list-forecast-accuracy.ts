import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { forecastAccuracyListSchema, listForecastAccuracyQuerySchema } from '#shared/contracts/forecasts.ts'
import { listForecastAccuracy } from '#shared/database/list-forecast-accuracy.ts'
import { forecastAccuracyView } from '#shared/demand/views/forecast-accuracy-view.ts'
import { dayIn } from '#shared/kernel/time.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listForecastAccuracy',
  method: 'get',
  path: '/v1/forecasts/accuracy',
  tags: ['Forecasts'],
  summary: 'How good forecasts were, newest first',
  ...guarded('forecasts:read'),
  request: { query: listForecastAccuracyQuerySchema },
  responses: {
    200: {
      description: 'Measured against what came',
      content: { 'application/json': { schema: forecastAccuracyListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListForecastAccuracy(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId, timeZone } = context.get('access').tenant
    const { horizonDays, level, groupKind, days } = context.req.valid('query')
    const fromDay = dayNumber(dayIn(timeZone, Date.now())) - days
    const request = { tenantId, horizonDays, level, groupKind, fromDay }
    const rows = await listForecastAccuracy(drizzle(context.env.DB), request)
    return context.json({ accuracy: rows.map(forecastAccuracyView) }, 200)
  })
}
