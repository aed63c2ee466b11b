import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { privacyRequestSchema } from '#shared/contracts/privacy.ts'
import { findPrivacyRequest } from '#shared/database/privacy-requests.ts'
import { privacyRequestView } from '#shared/identity/views/privacy-request-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getPrivacyRequest',
  method: 'get',
  path: '/v1/privacy/requests/{requestId}',
  tags: ['Privacy'],
  summary: 'How far a request is, and what was forgotten where',
  ...guarded('privacy:read'),
  request: { params: z.object({ requestId: z.string() }) },
  responses: {
    200: { description: 'The request', content: { 'application/json': { schema: privacyRequestSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetPrivacyRequest(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { requestId } = context.req.valid('param')
    const row = await findPrivacyRequest(drizzle(context.env.DB), tenantId, requestId)
    if (row === undefined) throw new ProblemError('not-found', 'There is no such request')
    return context.json(privacyRequestView(row), 200)
  })
}
