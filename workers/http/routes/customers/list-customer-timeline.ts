import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { timelineQuerySchema, timelineSchema } from '#shared/contracts/customers.ts'
import { timelineItem } from '#shared/customers/views/timeline-view.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { findCustomer } from '../../find-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listCustomerTimeline',
  method: 'get',
  path: '/v1/customers/{customerId}/timeline',
  tags: ['Customers'],
  summary: 'Everything the customer did, newest first',
  ...guarded('customers:read'),
  request: { params: z.object({ customerId: z.string() }), query: timelineQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: timelineSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

const cursorSchema = z.object({ occurredAt: z.int(), eventKey: z.string() })

export function registerListCustomerTimeline(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { limit, cursor } = context.req.valid('query')
    const after = readCursor(cursorSchema, cursor) ?? null
    const { record, objectName } = await findCustomer(
      context.env,
      tenant,
      context.req.valid('param').customerId,
    )
    const entries = await context.env.CUSTOMER.getByName(objectName).timeline(record.customerId, limit, after)
    const last = entries.length === limit ? entries.at(-1) : undefined
    return context.json(
      {
        items: entries.map((entry) => timelineItem(JSON.parse(entry.event))),
        nextCursor:
          last === undefined ? null : writeCursor({ occurredAt: last.occurredAt, eventKey: last.eventKey }),
      },
      200,
    )
  })
}
