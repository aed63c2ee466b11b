import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { matchingRunSchema } from '#shared/contracts/matching-runs.ts'
import { listMatchingRuns } from '#shared/database/matching-runs.ts'
import { matchingRunView } from '#shared/identity/views/matching-run-view.ts'
import { startMatchingRun } from '../../../start-matching-run.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'startMatchingRun',
  method: 'post',
  path: '/v1/identity/matching-runs',
  tags: ['Identity'],
  summary: 'Look for customers who are probably one person',
  description:
    'Compares names, addresses, birth dates and contacts of all customers, and opens a review for each likely pair. Runs by itself once a day.',
  ...guarded('identity:decide'),
  responses: {
    202: { description: 'It has begun', content: { 'application/json': { schema: matchingRunSchema } } },
    ...problems('unauthenticated', 'forbidden', 'conflict'),
  },
})

export function registerStartMatchingRun(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const [latest] = await listMatchingRuns(drizzle(context.env.DB), tenant.tenantId)
    if (latest !== undefined && latest.finishedAt === null) {
      throw new ProblemError('conflict', 'A search is going on already')
    }
    const run = await startMatchingRun(context.env, tenant.tenantId, Date.now())
    return context.json(matchingRunView(run), 202)
  })
}
