import { createRoute } from '@hono/zod-openapi'
import { connectionSchema } from '#shared/contracts/connections.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { connectionParamsSchema, requireConnection, viewConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'getConnection',
  method: 'get',
  path: '/v1/connections/{source}/{connectionId}',
  tags: ['Connections'],
  summary: 'A connection and how it is',
  ...guarded('connections:read'),
  request: { params: connectionParamsSchema },
  responses: {
    200: { description: 'The connection', content: { 'application/json': { schema: connectionSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetConnection(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireConnection(context.env, tenant, context.req.valid('param'))
    return context.json(await viewConnection(context.env, row), 200)
  })
}
