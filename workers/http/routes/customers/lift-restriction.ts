import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { customerPrivacySchema } from '#shared/contracts/privacy.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { stateUse } from '../../state-consents.ts'

const route = createRoute({
  operationId: 'liftRestriction',
  method: 'delete',
  path: '/v1/customers/{customerId}/restriction',
  tags: ['Privacy'],
  summary: 'Let a restricted customer be used again',
  description: 'The person has to be told before (Art. 18(3) GDPR).',
  ...guarded('privacy:manage'),
  request: { params: z.object({ customerId: z.string() }) },
  responses: {
    200: {
      description: 'What may be done with the data now',
      content: { 'application/json': { schema: customerPrivacySchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict', 'unavailable'),
  },
})

export function registerLiftRestriction(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { customerId } = context.req.valid('param')
    const privacy = await stateUse(context.env, access, customerId, {
      purpose: 'processing',
      isGranted: true,
    })
    return context.json(privacy, 200)
  })
}
