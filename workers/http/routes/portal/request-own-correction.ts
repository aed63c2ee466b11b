import { createRoute } from '@hono/zod-openapi'
import { correctionWishSchema, privacyRequestSchema } from '#shared/contracts/privacy.ts'
import type { Api } from '../../api.ts'
import { requireOwnCustomer } from '../../find-own-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { openCorrection } from '../../open-correction.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'requestOwnCorrection',
  method: 'post',
  path: '/v1/portal/corrections',
  tags: ['Portal'],
  summary: 'Ask for something to be corrected',
  ...guarded('portal:use'),
  request: {
    body: { required: true, content: { 'application/json': { schema: correctionWishSchema } } },
  },
  responses: {
    201: {
      description: 'Staff will answer it',
      content: { 'application/json': { schema: privacyRequestSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'conflict'),
    ...problems('unsupported-media-type', 'invalid-content'),
  },
})

export function registerRequestOwnCorrection(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const customerId = await requireOwnCustomer(context.env, access)
    const request = await openCorrection(context.env, access, customerId, context.req.valid('json'))
    return context.json(request, 201)
  })
}
