import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { backfillRunView } from '#shared/connections/backfill-run.ts'
import { backfillRunListSchema } from '#shared/contracts/connections.ts'
import { listBackfillRuns } from '#shared/database/backfill-runs.ts'
import { backfills } from '#shared/sources/backfills.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { connectionParamsSchema, requireConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'listBackfills',
  method: 'get',
  path: '/v1/connections/{source}/{connectionId}/backfills',
  tags: ['Connections'],
  summary: 'The latest 50 back-fills and reconciliations of a connection, and how far each is',
  ...guarded('connections:read'),
  request: { params: connectionParamsSchema },
  responses: {
    200: {
      description: 'Newest first',
      content: { 'application/json': { schema: backfillRunListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerListBackfills(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireConnection(context.env, tenant, context.req.valid('param'))
    const resources = backfills.get(row.source)?.resources ?? []
    const runs = await listBackfillRuns(drizzle(context.env.DB), row)
    return context.json({ runs: runs.map((run) => backfillRunView(run, resources)) }, 200)
  })
}
