import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { privacyRequestDetailSchema } from '#shared/contracts/privacy.ts'
import { privacyRequestView } from '#shared/identity/views/privacy-request-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { readWish } from '../../read-wish.ts'
import { requirePrivacyRequest } from './require-privacy-request.ts'

const route = createRoute({
  operationId: 'getPrivacyRequest',
  method: 'get',
  path: '/v1/privacy/requests/{requestId}',
  tags: ['Privacy'],
  summary: 'How far a request is, what was forgotten where, and what a person wants corrected',
  description: 'The wish of a correction is shown only to who may see personal data.',
  ...guarded('privacy:read'),
  request: { params: z.object({ requestId: z.string() }) },
  responses: {
    200: {
      description: 'The request',
      content: { 'application/json': { schema: privacyRequestDetailSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetPrivacyRequest(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, permissions } = context.get('access')
    const row = await requirePrivacyRequest(context.env, tenant, context.req.valid('param').requestId)
    const wish = permissions.has('personal-data:read') ? await readWish(context.env, tenant, row) : null
    return context.json({ ...privacyRequestView(row, tenant), wish }, 200)
  })
}
