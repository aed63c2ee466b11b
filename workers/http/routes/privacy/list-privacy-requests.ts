import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { listPrivacyRequestsQuerySchema, privacyRequestListSchema } from '#shared/contracts/privacy.ts'
import { listPrivacyRequests } from '#shared/database/privacy-requests.ts'
import { privacyRequestView } from '#shared/identity/views/privacy-request-view.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listPrivacyRequests',
  method: 'get',
  path: '/v1/privacy/requests',
  tags: ['Privacy'],
  summary: 'Requests to be forgotten, newest first',
  ...guarded('privacy:read'),
  request: { query: listPrivacyRequestsQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: privacyRequestListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListPrivacyRequests(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { status, limit, cursor } = context.req.valid('query')
    const { requests, total } = await listPrivacyRequests(drizzle(context.env.DB), {
      tenantId,
      status,
      limit,
      afterId: readCursor(z.string(), cursor),
    })
    const last = requests.length === limit ? requests.at(-1) : undefined
    return context.json(
      {
        requests: requests.map(privacyRequestView),
        total,
        nextCursor: last === undefined ? null : writeCursor(last.requestId),
      },
      200,
    )
  })
}
