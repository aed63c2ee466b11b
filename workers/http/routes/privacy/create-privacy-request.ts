import { createRoute } from '@hono/zod-openapi'
import { createPrivacyRequestSchema, privacyRequestSchema } from '#shared/contracts/privacy.ts'
import type { Api } from '../../api.ts'
import { findNamedCustomer } from '../../find-named-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { openCorrection } from '../../open-correction.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'createPrivacyRequest',
  method: 'post',
  path: '/v1/privacy/requests',
  tags: ['Privacy'],
  summary: 'Note what a person wants corrected (Art. 16 GDPR), for staff to answer',
  description: 'What is wanted is kept with the customer, and goes when the customer is forgotten.',
  ...guarded('customers:write'),
  request: {
    body: { required: true, content: { 'application/json': { schema: createPrivacyRequestSchema } } },
  },
  responses: {
    201: {
      description: 'It is open',
      content: { 'application/json': { schema: privacyRequestSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'conflict'),
    ...problems('unsupported-media-type', 'invalid-content'),
  },
})

export function registerCreatePrivacyRequest(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { wish, ...named } = context.req.valid('json')
    const customerId = await findNamedCustomer(context.env, access.tenant, named)
    return context.json(await openCorrection(context.env, access, customerId, wish), 201)
  })
}
