import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { deleteDestination } from '#shared/database/destinations.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { destinationParamsSchema, requireDestination } from './require-destination.ts'

const route = createRoute({
  operationId: 'deleteDestination',
  method: 'delete',
  path: '/v1/destinations/{destinationId}',
  tags: ['Destinations'],
  summary: 'Send customers to a system no more',
  description:
    'What was sent stays there. It is forgotten which records those are, so the system is not told any more when somebody is erased.',
  ...guarded('destinations:manage'),
  request: { params: destinationParamsSchema },
  responses: {
    204: { description: 'It is gone' },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerDeleteDestination(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireDestination(context.env, tenant, context.req.valid('param'))
    await deleteDestination(drizzle(context.env.DB), row)
    return context.body(null, 204)
  })
}
