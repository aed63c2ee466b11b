import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { customerPrivacySchema } from '#shared/contracts/privacy.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { noteAnswered } from '../../note-answered.ts'
import { problems } from '../../problems.ts'
import { stateUse } from '../../state-consents.ts'

const route = createRoute({
  operationId: 'objectToProfiling',
  method: 'put',
  path: '/v1/customers/{customerId}/profiling-objection',
  tags: ['Privacy'],
  summary: 'Note that a customer objects to profiling (Art. 21 GDPR)',
  description: 'From the answer on no predictions are made.',
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

export function registerObjectToProfiling(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { customerId } = context.req.valid('param')
    const privacy = await stateUse(context.env, access, customerId, {
      purpose: 'profiling',
      isGranted: false,
    })
    await noteAnswered(context.env, access, 'objection', customerId)
    return context.json(privacy, 200)
  })
}
