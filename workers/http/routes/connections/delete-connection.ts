import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { cancelBackfillRuns } from '#shared/database/backfill-runs.ts'
import { deleteConnection } from '#shared/database/connections.ts'
import { forgetConnection } from '../../../credentials/find-connection.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { connectionParamsSchema, requireConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'deleteConnection',
  method: 'delete',
  path: '/v1/connections/{source}/{connectionId}',
  tags: ['Connections'],
  summary: 'Disconnect an outside system',
  description: 'Its events stay. Its secret and credentials are gone for good.',
  ...guarded('connections:manage'),
  request: { params: connectionParamsSchema },
  responses: {
    204: { description: 'Its deliveries are answered 404 from now on' },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerDeleteConnection(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireConnection(context.env, tenant, context.req.valid('param'))
    const database = drizzle(context.env.DB)
    await deleteConnection(database, row)
    await cancelBackfillRuns(database, row, Date.now())
    forgetConnection(row)
    return context.body(null, 204)
  })
}
