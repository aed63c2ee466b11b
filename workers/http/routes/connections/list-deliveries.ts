import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { deliveryView } from '#shared/connections/connection-view.ts'
import { deliveryListSchema, listDeliveriesQuerySchema } from '#shared/contracts/connections.ts'
import { listDeliveries } from '#shared/database/connection-deliveries.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { connectionParamsSchema, requireConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'listDeliveries',
  method: 'get',
  path: '/v1/connections/{source}/{connectionId}/deliveries',
  tags: ['Connections'],
  summary: 'What a connection delivered in the last 7 days, newest first',
  description: 'Refused ones are listed up to 60 a minute: anybody may send those.',
  ...guarded('connections:read'),
  request: { params: connectionParamsSchema, query: listDeliveriesQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: deliveryListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerListDeliveries(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { verdict, limit, cursor } = context.req.valid('query')
    const row = await requireConnection(context.env, tenant, context.req.valid('param'))
    const rows = await listDeliveries(drizzle(context.env.DB), row, {
      verdict,
      limit,
      afterId: readCursor(z.string(), cursor),
    })
    const last = rows.length === limit ? rows.at(-1) : undefined
    const nextCursor = last === undefined ? null : writeCursor(last.logId)
    return context.json({ deliveries: rows.map(deliveryView), nextCursor }, 200)
  })
}
