import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { supplyRuleBodySchema, supplyRuleSchema } from '#shared/contracts/replenishment.ts'
import { maximumSupplyRules, saveSupplyRule } from '#shared/database/supply-rules.ts'
import type { SupplyRuleRow } from '#shared/database/tables/replenishment.ts'
import { supplyRuleView } from '#shared/replenishment/supply-rule-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'updateSupplyRule',
  method: 'put',
  path: '/v1/inventory/supply-rules',
  tags: ['Catalogue'],
  summary: 'Say how an item, a place, an item in a place or everything is ordered',
  description:
    'Takes the place of the rule for the same item and place. What is null is as a less particular rule says: the item in the place goes before the item, that before the place, that before everything. Items and places need not be known yet.',
  ...guarded('forecasts:manage'),
  request: { body: { required: true, content: { 'application/json': { schema: supplyRuleBodySchema } } } },
  responses: {
    200: { description: 'As it is now', content: { 'application/json': { schema: supplyRuleSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerUpdateSupplyRule(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const rule = context.req.valid('json')
    const row: SupplyRuleRow = {
      ...rule,
      supplier: rule.supplier || null,
      tenantId,
      changedAt: Date.now(),
    }
    if (!(await saveSupplyRule(drizzle(context.env.DB), row))) {
      throw new ProblemError('invalid-content', `There can be ${maximumSupplyRules} rules at most`)
    }
    return context.json(supplyRuleView(row), 200)
  })
}
