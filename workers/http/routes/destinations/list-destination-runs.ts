import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { destinationRunListSchema } from '#shared/contracts/destinations.ts'
import { listDestinationRuns } from '#shared/database/destination-runs.ts'
import { destinationRunView } from '#shared/destinations/destination-run.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { destinationParamsSchema, requireDestination } from './require-destination.ts'

const route = createRoute({
  operationId: 'listDestinationRuns',
  method: 'get',
  path: '/v1/destinations/{destinationId}/runs',
  tags: ['Destinations'],
  summary: 'The latest 50 runs of a destination, and what each came to',
  ...guarded('destinations:read'),
  request: { params: destinationParamsSchema },
  responses: {
    200: {
      description: 'Newest first',
      content: { 'application/json': { schema: destinationRunListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerListDestinationRuns(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireDestination(context.env, tenant, context.req.valid('param'))
    const runs = await listDestinationRuns(drizzle(context.env.DB), row)
    return context.json({ runs: runs.map(destinationRunView) }, 200)
  })
}
