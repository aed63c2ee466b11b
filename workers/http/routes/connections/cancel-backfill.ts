import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { backfillRunView } from '#shared/connections/backfill-run.ts'
import { backfillRunSchema } from '#shared/contracts/connections.ts'
import { cancelBackfillRuns, findBackfillRun } from '#shared/database/backfill-runs.ts'
import { backfills } from '#shared/sources/backfills.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { connectionParamsSchema, requireConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'cancelBackfill',
  method: 'post',
  path: '/v1/connections/{source}/{connectionId}/backfills/{runId}/cancel',
  tags: ['Connections'],
  summary: 'End a back-fill that is going on; what it read stays',
  ...guarded('connections:manage'),
  request: { params: connectionParamsSchema.extend({ runId: z.string().max(64) }) },
  responses: {
    200: { description: 'It has ended', content: { 'application/json': { schema: backfillRunSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerCancelBackfill(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { runId, ...name } = context.req.valid('param')
    const row = await requireConnection(context.env, tenant, name)
    const database = drizzle(context.env.DB)
    const run = await findBackfillRun(database, tenant.tenantId, runId)
    if (run === undefined || run.source !== row.source || run.connectionId !== row.connectionId)
      throw new ProblemError('not-found', 'There is no such back-fill')
    if (run.state !== 'reading') throw new ProblemError('conflict', 'It has ended already')
    await cancelBackfillRuns(database, row, Date.now())
    const ended = (await findBackfillRun(database, tenant.tenantId, runId)) ?? run
    return context.json(backfillRunView(ended, backfills.get(row.source)?.resources ?? []), 200)
  })
}
