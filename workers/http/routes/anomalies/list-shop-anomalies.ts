import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { listShopAnomaliesQuerySchema, shopAnomalyListSchema } from '#shared/contracts/anomalies.ts'
import { listSeriesAnomalies } from '#shared/database/series-anomalies.ts'
import { dayIn, dayMs, toIso } from '#shared/kernel/time.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listShopAnomalies',
  method: 'get',
  path: '/v1/anomalies',
  tags: ['Predictions'],
  summary: 'Days unlike the other days of the shop: revenue, orders, events, in all and by channel or source',
  description:
    'Looked for every hour among the last three days. By how much a day has to be off is the setting `spendingDeviationThreshold` of the shop.',
  ...guarded('predictions:read'),
  request: { query: listShopAnomaliesQuerySchema },
  responses: {
    200: { description: 'The days', content: { 'application/json': { schema: shopAnomalyListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListShopAnomalies(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId, timeZone, currency } = context.get('access').tenant
    const { days, explained } = context.req.valid('query')
    const fromDay = dayIn(timeZone, Date.now() - days * dayMs)
    const rows = await listSeriesAnomalies(drizzle(context.env.DB), tenantId, fromDay, explained === 'true')
    const anomalies = rows.map(({ tenantId: _, part, noticedAt, ...same }) => ({
      ...same,
      part: part === '' ? null : part,
      noticedAt: toIso(noticedAt),
    }))
    return context.json({ anomalies, currency }, 200)
  })
}
