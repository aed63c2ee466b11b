import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { deleteInboundStock } from '#shared/database/inbound-stock.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'deleteInboundStock',
  method: 'delete',
  path: '/v1/inventory/inbound/{inboundId}',
  tags: ['Catalogue'],
  summary: 'Forget goods that were on their way: they have come, or never will',
  ...guarded('forecasts:manage'),
  request: { params: z.object({ inboundId: z.string().max(64) }) },
  responses: {
    204: { description: 'It is gone' },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerDeleteInboundStock(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { inboundId } = context.req.valid('param')
    if (!(await deleteInboundStock(drizzle(context.env.DB), tenantId, inboundId))) {
      throw new ProblemError('not-found', `Nothing is on its way under ${inboundId}`)
    }
    return context.body(null, 204)
  })
}
