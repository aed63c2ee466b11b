import * as z from 'zod'
import { liveMessageSchema } from '#shared/contracts/streaming.ts'
import { liveFeedName } from '#shared/tenants/object-names.ts'
import type { Api } from '../../api.ts'
import { allow } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const sinceSchema = z.coerce.number().int().min(0)

/** The WebSocket of a tenant's processed events. */
export function registerOpenLiveFeed(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'openLiveFeed',
    method: 'get',
    path: '/v1/live',
    tags: ['Streaming'],
    summary: 'WebSocket with events as they are processed',
    description:
      'Each text message is a LiveMessage. With `since`, kept messages after that sequence come first.',
    security: [{ bearer: [] }],
    'x-permission': 'events:read',
    request: { query: z.object({ since: sinceSchema.optional() }) },
    responses: {
      101: {
        description: 'Switching to WebSocket',
        content: { 'application/json': { schema: liveMessageSchema } },
      },
      ...problems('malformed-request', 'unauthenticated', 'forbidden'),
    },
  })
  api.get('/v1/live', allow('events:read'), async (context) => {
    if (context.req.header('upgrade')?.toLowerCase() !== 'websocket') {
      throw new ProblemError('malformed-request', 'Open this address as a WebSocket')
    }
    const since = context.req.query('since')
    if (since !== undefined && !sinceSchema.safeParse(since).success) {
      throw new ProblemError('malformed-request', 'since must be a sequence number')
    }
    const { tenant } = context.get('access')
    return context.env.LIVE_FEED.getByName(liveFeedName(tenant)).fetch(context.req.raw)
  })
}
