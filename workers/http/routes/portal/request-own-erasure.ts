import { createRoute } from '@hono/zod-openapi'
import { requestOwnErasureSchema } from '#shared/contracts/portal.ts'
import { privacyRequestSchema } from '#shared/contracts/privacy.ts'
import type { Api } from '../../api.ts'
import { decisionProblems } from '../../decide-identity.ts'
import { eraseNow } from '../../erase-now.ts'
import { requireOwnCustomer } from '../../find-own-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'

const route = createRoute({
  operationId: 'requestOwnErasure',
  method: 'post',
  path: '/v1/portal/erasures',
  tags: ['Portal'],
  summary: 'Be forgotten, for good',
  description:
    'The account goes too. Orders stay as facts without a person: the law wants their totals kept.',
  ...guarded('portal:use'),
  request: {
    body: { required: true, content: { 'application/json': { schema: requestOwnErasureSchema } } },
  },
  responses: {
    202: {
      description: 'Decided, and most often done; the receipt tells what was forgotten where',
      content: { 'application/json': { schema: privacyRequestSchema } },
    },
    ...decisionProblems,
  },
})

export function registerRequestOwnErasure(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { mode } = context.req.valid('json')
    const customerId = await requireOwnCustomer(context.env, access)
    return context.json(await eraseNow(context.env, access.tenant, { customerId, mode, by: 'person' }), 202)
  })
}
