import { createRoute } from '@hono/zod-openapi'
import { backfillRunView } from '#shared/connections/backfill-run.ts'
import { backfillRunSchema, startBackfillSchema } from '#shared/contracts/connections.ts'
import { backfills } from '#shared/sources/backfills.ts'
import { startBackfill } from '../../../start-backfill.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { connectionParamsSchema, requireConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'startBackfill',
  method: 'post',
  path: '/v1/connections/{source}/{connectionId}/backfills',
  tags: ['Connections'],
  summary: 'Read what the outside system has: all of it, or what changed since a moment',
  description: 'What came by webhook before is found to be there already, and counts once.',
  ...guarded('connections:manage'),
  request: {
    params: connectionParamsSchema,
    body: { required: true, content: { 'application/json': { schema: startBackfillSchema } } },
  },
  responses: {
    202: { description: 'It has begun', content: { 'application/json': { schema: backfillRunSchema } } },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'forbidden',
      'not-found',
      'conflict',
      'invalid-content',
    ),
  },
})

export function registerStartBackfill(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { changedSince } = context.req.valid('json')
    const row = await requireConnection(context.env, tenant, context.req.valid('param'))
    const backfill = backfills.get(row.source)
    if (backfill === undefined) throw new ProblemError('conflict', 'This source cannot be read from')
    if (row.sealedCredentials === null)
      throw new ProblemError('conflict', 'The connection has no credentials')
    if (row.status === 'paused') throw new ProblemError('conflict', 'The connection is paused')
    const changedSinceMs = changedSince === undefined ? null : Date.parse(changedSince)
    const run = await startBackfill(context.env, row, 'back-fill', backfill, changedSinceMs, Date.now())
    if (run === undefined) throw new ProblemError('conflict', 'It is being read from already')
    return context.json(backfillRunView(run, backfill.resources), 202)
  })
}
