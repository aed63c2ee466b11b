import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { destinationListSchema } from '#shared/contracts/destinations.ts'
import { listDestinations } from '#shared/database/destinations.ts'
import { destinationView } from '#shared/destinations/destination-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listDestinations',
  method: 'get',
  path: '/v1/destinations',
  tags: ['Destinations'],
  summary: 'The systems that customers are sent to, newest first',
  ...guarded('destinations:read'),
  responses: {
    200: { description: 'All of them', content: { 'application/json': { schema: destinationListSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListDestinations(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const rows = await listDestinations(drizzle(context.env.DB), tenantId)
    return context.json({ destinations: rows.map(destinationView) }, 200)
  })
}
