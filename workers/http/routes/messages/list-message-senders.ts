import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { messageSenderListSchema } from '#shared/contracts/messages.ts'
import { listConnections } from '#shared/database/connections.ts'
import { messengers } from '#shared/sources/messengers.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listMessageSenders',
  method: 'get',
  path: '/v1/messages/senders',
  tags: ['Messages'],
  summary: 'The ways there are to send a message',
  description: 'One for each channel of a connection that has credentials and is not paused.',
  ...guarded('messages:send'),
  responses: {
    200: {
      description: 'All of them, by source',
      content: { 'application/json': { schema: messageSenderListSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListMessageSenders(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const rows = await listConnections(drizzle(context.env.DB), tenantId)
    const senders = rows
      .filter(({ status, sealedCredentials }) => status === 'active' && sealedCredentials !== null)
      .flatMap(({ source, connectionId, label }) =>
        (messengers.get(source)?.channels ?? []).map((channel) => ({ source, connectionId, label, channel })),
      )
    return context.json({ senders }, 200)
  })
}
