import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { connectionListSchema } from '#shared/contracts/connections.ts'
import { listConnections } from '#shared/database/connections.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { viewConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'listConnections',
  method: 'get',
  path: '/v1/connections',
  tags: ['Connections'],
  summary: 'The outside systems that are connected, and how each is',
  ...guarded('connections:read'),
  responses: {
    200: {
      description: 'All of them, by source',
      content: { 'application/json': { schema: connectionListSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListConnections(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const rows = await listConnections(drizzle(context.env.DB), tenant.tenantId)
    const connections = await Promise.all(rows.map((row) => viewConnection(context.env, row)))
    return context.json({ connections }, 200)
  })
}
