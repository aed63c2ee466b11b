import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { supplyRulePlaceSchema } from '#shared/contracts/replenishment.ts'
import { deleteSupplyRule } from '#shared/database/supply-rules.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'deleteSupplyRule',
  method: 'delete',
  path: '/v1/inventory/supply-rules',
  tags: ['Catalogue'],
  summary: 'Forget the rule of an item and a place; less particular ones hold again',
  ...guarded('forecasts:manage'),
  request: { query: supplyRulePlaceSchema },
  responses: {
    204: { description: 'It is gone' },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerDeleteSupplyRule(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const place = context.req.valid('query')
    if (!(await deleteSupplyRule(drizzle(context.env.DB), tenantId, place))) {
      throw new ProblemError('not-found', 'There is no rule for this item and place')
    }
    return context.body(null, 204)
  })
}
