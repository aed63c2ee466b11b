import { createRoute } from '@hono/zod-openapi'
import { createExportSchema, privacyRequestSchema } from '#shared/contracts/privacy.ts'
import type { Api } from '../../api.ts'
import { findNamedCustomer } from '../../find-named-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { startExport } from '../../start-export.ts'

const route = createRoute({
  operationId: 'createExport',
  method: 'post',
  path: '/v1/privacy/exports',
  tags: ['Privacy'],
  summary: 'Put together everything that is known of a person (Art. 15 and 20 GDPR)',
  description:
    'The request is done once `result.json` and `result.html` may be fetched, for seven days. Most often that takes seconds.',
  ...guarded('privacy:manage'),
  request: { body: { required: true, content: { 'application/json': { schema: createExportSchema } } } },
  responses: {
    202: {
      description: 'It is being made',
      headers: { Location: { description: 'Address of the request', schema: { type: 'string' as const } } },
      content: { 'application/json': { schema: privacyRequestSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found'),
    ...problems('unsupported-media-type', 'invalid-content'),
  },
})

export function registerCreateExport(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const customerId = await findNamedCustomer(context.env, access.tenant, context.req.valid('json'))
    const request = await startExport(context.env, access, customerId)
    return context.json(request, 202, { location: `/v1/privacy/requests/${request.requestId}` })
  })
}
