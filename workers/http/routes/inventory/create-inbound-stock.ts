import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { inboundStockBodySchema, inboundStockSchema } from '#shared/contracts/replenishment.ts'
import { insertInboundStock, maximumInboundStock } from '#shared/database/inbound-stock.ts'
import type { InboundStockRow } from '#shared/database/tables/replenishment.ts'
import { newId } from '#shared/kernel/ids.ts'
import { inboundStockView } from '#shared/replenishment/inbound-stock-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'createInboundStock',
  method: 'post',
  path: '/v1/inventory/inbound',
  tags: ['Catalogue'],
  summary: 'Note goods that are on their way',
  description:
    'They count as there from the expected day on, until they are deleted; what is more than 30 days late does not count any more. Delete them when they have come and been counted as stock. An empty place is online, or the shop as a whole.',
  ...guarded('forecasts:manage'),
  request: { body: { required: true, content: { 'application/json': { schema: inboundStockBodySchema } } } },
  responses: {
    201: { description: 'Noted', content: { 'application/json': { schema: inboundStockSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerCreateInboundStock(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const inbound = context.req.valid('json')
    const nowMs = Date.now()
    const row: InboundStockRow = {
      ...inbound,
      reference: inbound.reference || null,
      tenantId,
      inboundId: newId('inb', nowMs, Math.random),
      createdAt: nowMs,
    }
    if (!(await insertInboundStock(drizzle(context.env.DB), row))) {
      throw new ProblemError('invalid-content', `There can be ${maximumInboundStock} on their way at most`)
    }
    return context.json(inboundStockView(row), 201)
  })
}
