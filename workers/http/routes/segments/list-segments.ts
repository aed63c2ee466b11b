import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { segmentListSchema } from '#shared/contracts/segments.ts'
import { sumMovements } from '#shared/database/segments.ts'
import { dayMs, toIso } from '#shared/kernel/time.ts'
import { segmentViews } from '#shared/predictions/views/segment-views.ts'
import { readSegmentFigures } from '../../../segment-figures.ts'
import { readSegmentMeanings } from '../../../segment-meanings.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { movementDays } from './movement-days.ts'

const route = createRoute({
  operationId: 'listSegments',
  method: 'get',
  path: '/v1/segments',
  tags: ['Segments'],
  summary: 'Segments of customers: named ones by recency, frequency and value, and those a model found',
  description: '`GET /v1/customers?segment=` lists the customers of one.',
  ...guarded('predictions:read'),
  responses: {
    200: { description: 'All of them', content: { 'application/json': { schema: segmentListSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListSegments(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { tenantId, currency } = tenant
    const database = drizzle(context.env.DB)
    const nowMs = Date.now()
    const [{ figures, customerCount }, flows, foundMeanings] = await Promise.all([
      readSegmentFigures(context.env, tenant, nowMs),
      sumMovements(database, tenantId, nowMs - movementDays * dayMs),
      readSegmentMeanings(context.env, tenantId),
    ])
    const placedCount = figures
      .filter(({ kind }) => kind === 'rfm')
      .reduce((sum, each) => sum + each.customerCount, 0)
    const computedAt = Math.max(0, ...figures.map((each) => each.computedAt))
    return context.json(
      {
        segments: segmentViews({ figures, flows, foundMeanings, currency, nowMs }),
        unassignedCount: Math.max(0, customerCount - placedCount),
        computedAt: computedAt === 0 ? null : toIso(computedAt),
      },
      200,
    )
  })
}
