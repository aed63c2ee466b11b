import { createRoute } from '@hono/zod-openapi'
import { eraseCustomerSchema, privacyRequestSchema } from '#shared/contracts/privacy.ts'
import type { Api } from '../../api.ts'
import { decisionProblems } from '../../decide-identity.ts'
import { eraseNow } from '../../erase-now.ts'
import { findNamedCustomer } from '../../find-named-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'

const route = createRoute({
  operationId: 'createErasure',
  method: 'post',
  path: '/v1/privacy/erasures',
  tags: ['Privacy'],
  summary: 'Forget a customer everywhere, for good',
  description:
    'The customer is unknown from the answer on; the request tells how far the stores are. Orders stay as facts without a person, so totals do not change. It cannot be taken back.',
  ...guarded('privacy:manage'),
  request: {
    body: { required: true, content: { 'application/json': { schema: eraseCustomerSchema } } },
  },
  responses: {
    202: {
      description: 'Decided, and most often done',
      headers: { Location: { description: 'Address of the request', schema: { type: 'string' as const } } },
      content: { 'application/json': { schema: privacyRequestSchema } },
    },
    ...decisionProblems,
  },
})

export function registerCreateErasure(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const { mode, ...named } = context.req.valid('json')
    const customerId = await findNamedCustomer(context.env, tenant, named)
    const request = await eraseNow(context.env, tenant, { customerId, mode, by: actor })
    return context.json(request, 202, { location: `/v1/privacy/requests/${request.requestId}` })
  })
}
