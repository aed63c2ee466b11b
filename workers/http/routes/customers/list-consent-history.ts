import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { consentHistorySchema, listConsentHistoryQuerySchema } from '#shared/contracts/consents.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { readConsentHistory } from '../../read-consent-history.ts'

const route = createRoute({
  operationId: 'listConsentHistory',
  method: 'get',
  path: '/v1/customers/{customerId}/consents',
  tags: ['Privacy'],
  summary: 'What a customer allows and refuses, and everything that was ever said about it, with its proof',
  ...guarded('customers:read'),
  request: { params: z.object({ customerId: z.string() }), query: listConsentHistoryQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: consentHistorySchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerListConsentHistory(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { customerId } = context.req.valid('param')
    const { cursor } = context.req.valid('query')
    return context.json(await readConsentHistory(context.env, tenant, customerId, cursor), 200)
  })
}
