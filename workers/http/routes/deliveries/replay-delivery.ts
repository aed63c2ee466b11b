import { createRoute } from '@hono/zod-openapi'
import { deliveryOf } from '#shared/connections/kept-delivery.ts'
import { replaySchema } from '#shared/contracts/connections.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { appendAgain, mapAgain } from '../../replay-delivery.ts'
import { deliveryParamsSchema, requireDelivery } from './require-delivery.ts'

const route = createRoute({
  operationId: 'replayDelivery',
  method: 'post',
  path: '/v1/deliveries/{deliveryId}/replay',
  tags: ['Connections'],
  summary: 'Map a delivery again, by the code and settings of today',
  description: 'An event that Patron has already changes nothing, so this may be done at any time.',
  ...guarded('events:replay'),
  request: { params: deliveryParamsSchema },
  responses: {
    200: { description: 'What it came to', content: { 'application/json': { schema: replaySchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict', 'unavailable'),
  },
})

export function registerReplayDelivery(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { env } = context
    const row = await requireDelivery(env, tenant, context.req.valid('param').deliveryId)
    const delivery = deliveryOf(row.kept)
    if (delivery === undefined) throw new ProblemError('conflict', 'What was sent is not kept')
    const { parse, map } = await mapAgain(env, tenant, row, row.receivedAt)
    return context.json(await appendAgain(env, tenant, map(parse(delivery)), Date.now()), 200)
  })
}
