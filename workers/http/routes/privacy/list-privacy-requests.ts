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
  summary: 'Requests of people about their data, newest first',
  ...guarded('privacy:read'),
  request: { query: listPrivacyRequestsQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: privacyRequestListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListPrivacyRequests(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { status, kind, limit, cursor } = context.req.valid('query')
    const { requests, total } = await listPrivacyRequests(drizzle(context.env.DB), {
      tenantId: tenant.tenantId,
      status,
      kind,
      limit,
      afterId: readCursor(z.string(), cursor),
    })
    const last = requests.length === limit ? requests.at(-1) : undefined
    return context.json(
      {
        requests: requests.map((request) => privacyRequestView(request, tenant)),
        total,
        nextCursor: last === undefined ? null : writeCursor(last.requestId),
      },
      200,
    )
  })
}
