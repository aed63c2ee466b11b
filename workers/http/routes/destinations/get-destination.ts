import { createRoute } from '@hono/zod-openapi'
import { destinationSchema } from '#shared/contracts/destinations.ts'
import { destinationView } from '#shared/destinations/destination-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { destinationParamsSchema, requireDestination } from './require-destination.ts'

const route = createRoute({
  operationId: 'getDestination',
  method: 'get',
  path: '/v1/destinations/{destinationId}',
  tags: ['Destinations'],
  summary: 'A destination as it is set up',
  ...guarded('destinations:read'),
  request: { params: destinationParamsSchema },
  responses: {
    200: { description: 'As it is now', content: { 'application/json': { schema: destinationSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetDestination(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireDestination(context.env, tenant, context.req.valid('param'))
    return context.json(destinationView(row), 200)
  })
}
