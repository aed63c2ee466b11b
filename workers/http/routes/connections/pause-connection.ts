import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { connectionSchema } from '#shared/contracts/connections.ts'
import { updateConnection } from '#shared/database/connections.ts'
import { forgetConnection } from '../../../credentials/find-connection.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { connectionParamsSchema, existing, requireConnection, viewConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'pauseConnection',
  method: 'post',
  path: '/v1/connections/{source}/{connectionId}/pause',
  tags: ['Connections'],
  summary: 'Pause a connection: its deliveries are answered 503 until it is resumed',
  description:
    'Vendors that send again do so later. WooCommerce does not: what changes meanwhile is found by reconciliation, if the connection has credentials.',
  ...guarded('connections:manage'),
  request: { params: connectionParamsSchema },
  responses: {
    200: { description: 'As it is now', content: { 'application/json': { schema: connectionSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerPauseConnection(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireConnection(context.env, tenant, context.req.valid('param'))
    const changed = await updateConnection(drizzle(context.env.DB), row, { status: 'paused' })
    forgetConnection(row)
    return context.json(await viewConnection(context.env, existing(changed)), 200)
  })
}
