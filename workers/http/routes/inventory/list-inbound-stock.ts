import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { inboundStockListSchema } from '#shared/contracts/replenishment.ts'
import { listInboundStock } from '#shared/database/inbound-stock.ts'
import { inboundStockView } from '#shared/replenishment/inbound-stock-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listInboundStock',
  method: 'get',
  path: '/v1/inventory/inbound',
  tags: ['Catalogue'],
  summary: 'Goods on their way, by the day they are expected',
  ...guarded('forecasts:read'),
  responses: {
    200: {
      description: 'All of them',
      content: { 'application/json': { schema: inboundStockListSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListInboundStock(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const rows = await listInboundStock(drizzle(context.env.DB), tenantId)
    return context.json({ inbound: rows.map(inboundStockView) }, 200)
  })
}
