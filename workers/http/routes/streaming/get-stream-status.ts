import { createRoute } from '@hono/zod-openapi'
import { streamStatusSchema } from '#shared/contracts/streaming.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { streamCounts } from '../../stream-counts.ts'

const route = createRoute({
  operationId: 'getStreamStatus',
  method: 'get',
  path: '/v1/streaming/stream/status',
  tags: ['Streaming'],
  summary: 'How much was accepted, settled and quarantined, and how old the oldest unsettled event is',
  description: 'When accepted = settled + quarantined, everything sent before is visible everywhere.',
  ...guarded('events:read'),
  responses: {
    200: { description: 'The status', content: { 'application/json': { schema: streamStatusSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerGetStreamStatus(api: Api): void {
  api.openapi(route, async (context) =>
    context.json(await streamCounts(context.env, context.get('access').tenant, Date.now()), 200),
  )
}
