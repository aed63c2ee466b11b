import * as z from 'zod'
import { liveSocketHeaders } from '#durable-objects/live-feed/live-socket-headers.ts'
import { liveKindsFor } from '#shared/access/live-kinds.ts'
import { anyLiveMessageSchema } from '#shared/contracts/streaming.ts'
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
    summary: 'WebSocket with events as they are processed, and with predictions that changed',
    description:
      'Each text message is a LiveMessage (events), a LivePredictionMessage (customers who went to another segment, purchases that became due or are expected at another time) or a LiveForecastMessage (sales that were not as forecast), told apart by `kind`; predictions take `predictions:read` as well, alerts of forecasts `forecasts:read`. With `since`, kept messages after that sequence come first. It is closed with 4001 when the credential it was opened with is no longer good, and after 15 minutes in any case: open it again with `since`.',
    security: [{ bearer: [] }],
    'x-permission': 'events:read',
    request: { query: z.object({ since: sinceSchema.optional() }) },
    responses: {
      101: {
        description: 'Switching to WebSocket',
        content: { 'application/json': { schema: anyLiveMessageSchema } },
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
    const { tenant, sessionId, keyId, permissions, credentialEndsAt: endsAtMs } = context.get('access')
    const opened = { holder: sessionId || keyId, endsAtMs, kinds: liveKindsFor(permissions) }
    const headers = liveSocketHeaders(context.req.raw.headers, opened, Date.now())
    return context.env.LIVE_FEED.getByName(liveFeedName(tenant)).fetch(
      new Request(context.req.raw, { headers }),
    )
  })
}
