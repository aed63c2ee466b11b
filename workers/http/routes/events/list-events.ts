import { createRoute } from '@hono/zod-openapi'
import { eventListSchema, listEventsQuerySchema } from '#shared/contracts/streaming.ts'
import { liveFeedName } from '#shared/tenants/object-names.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listEvents',
  method: 'get',
  path: '/v1/events',
  tags: ['Streaming'],
  summary: 'The latest processed events, newest first',
  ...guarded('events:read'),
  request: { query: listEventsQuerySchema },
  responses: {
    200: { description: 'The events', content: { 'application/json': { schema: eventListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListEvents(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { limit, name, source } = context.req.valid('query')
    const feed = context.env.LIVE_FEED.getByName(liveFeedName(tenant))
    const { messages, sequence } = await feed.eventMessages()
    const events = messages
      .flatMap((message) => message.events)
      .filter(
        (event) =>
          (name === undefined || event.name === name) && (source === undefined || event.source === source),
      )
      .reverse()
      .slice(0, limit)
    return context.json({ events, sequence }, 200)
  })
}
