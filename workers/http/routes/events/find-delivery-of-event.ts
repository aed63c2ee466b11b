import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { maxEventKeys } from '#shared/connections/delivery-row.ts'
import { deliveryOfEventSchema, findDeliveryOfEventQuerySchema } from '#shared/contracts/connections.ts'
import { findDeliveryOfEvent } from '#shared/database/connection-deliveries.ts'
import { eventKey } from '#shared/events/event.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'findDeliveryOfEvent',
  method: 'get',
  path: '/v1/events/delivery',
  tags: ['Connections'],
  summary: 'The delivery that an event came in, while it is kept',
  description: `A delivery names its first ${maxEventKeys} events. For an event that none names it is a guess: the only delivery of its connection and millisecond that turned into more events, or left something in quarantine. An event that a back-fill read in that very millisecond would be taken for one of that.`,
  ...guarded('connections:read'),
  request: { query: findDeliveryOfEventQuerySchema },
  responses: {
    200: {
      description: 'See it at `/v1/deliveries/{deliveryId}`',
      content: { 'application/json': { schema: deliveryOfEventSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerFindDeliveryOfEvent(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { source: from, id, receivedAt } = context.req.valid('query')
    const [source = '', ...rest] = from.split('/')
    const name = { tenantId: tenant.tenantId, source, connectionId: rest.join('/') }
    const key = eventKey({ source: from, id }).toWellFormed()
    const deliveryId = await findDeliveryOfEvent(drizzle(context.env.DB), name, key, Date.parse(receivedAt))
    if (deliveryId === undefined)
      throw new ProblemError('not-found', 'It came in no delivery that is kept, or in none at all')
    return context.json({ deliveryId }, 200)
  })
}
