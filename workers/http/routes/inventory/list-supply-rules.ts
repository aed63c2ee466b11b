import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { supplyRuleListSchema } from '#shared/contracts/replenishment.ts'
import { listSupplyRules } from '#shared/database/supply-rules.ts'
import { defaultSupplyTerms } from '#shared/replenishment/supply-rule.ts'
import { supplyRuleView } from '#shared/replenishment/supply-rule-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listSupplyRules',
  method: 'get',
  path: '/v1/inventory/supply-rules',
  tags: ['Catalogue'],
  summary: 'How items are ordered from their suppliers, and what holds where no rule says otherwise',
  ...guarded('forecasts:read'),
  responses: {
    200: {
      description: 'All rules by item and place',
      content: { 'application/json': { schema: supplyRuleListSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListSupplyRules(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const rules = await listSupplyRules(drizzle(context.env.DB), tenantId)
    return context.json(
      { defaults: { sku: '', storeId: '', ...defaultSupplyTerms }, rules: rules.map(supplyRuleView) },
      200,
    )
  })
}
