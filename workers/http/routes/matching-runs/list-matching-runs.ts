import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { matchingRunListSchema } from '#shared/contracts/matching-runs.ts'
import { listMatchingRuns } from '#shared/database/matching-runs.ts'
import { matchingRunView } from '#shared/identity/views/matching-run-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listMatchingRuns',
  method: 'get',
  path: '/v1/identity/matching-runs',
  tags: ['Identity'],
  summary: 'The latest searches for customers who are probably one person',
  ...guarded('identity:read'),
  responses: {
    200: { description: 'The latest 20', content: { 'application/json': { schema: matchingRunListSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListMatchingRuns(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const runs = await listMatchingRuns(drizzle(context.env.DB), tenant.tenantId)
    return context.json({ runs: runs.map(matchingRunView) }, 200)
  })
}
