import { createRoute } from '@hono/zod-openapi'
import { destinationRunSchema } from '#shared/contracts/destinations.ts'
import { destinationRunView } from '#shared/destinations/destination-run.ts'
import { startDestinationRun } from '../../../start-destination-run.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { destinationParamsSchema, requireDestination } from './require-destination.ts'

const route = createRoute({
  operationId: 'startDestinationRun',
  method: 'post',
  path: '/v1/destinations/{destinationId}/runs',
  tags: ['Destinations'],
  summary: 'Bring a destination up to date now',
  description: 'Only customers who changed are looked at, and those who were refused the last time.',
  ...guarded('destinations:manage'),
  request: { params: destinationParamsSchema },
  responses: {
    202: { description: 'It has begun', content: { 'application/json': { schema: destinationRunSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerStartDestinationRun(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireDestination(context.env, tenant, context.req.valid('param'))
    if (row.status === 'paused') throw new ProblemError('conflict', 'The destination is paused')
    const run = await startDestinationRun(context.env, row, Date.now())
    if (run === undefined) throw new ProblemError('conflict', 'A run is going on already')
    return context.json(destinationRunView(run), 202)
  })
}
