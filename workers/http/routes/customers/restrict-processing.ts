import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { customerPrivacySchema } from '#shared/contracts/privacy.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { noteAnswered } from '../../note-answered.ts'
import { problems } from '../../problems.ts'
import { stateUse } from '../../state-consents.ts'

const route = createRoute({
  operationId: 'restrictProcessing',
  method: 'put',
  path: '/v1/customers/{customerId}/restriction',
  tags: ['Privacy'],
  summary: 'Keep a customer without using it (Art. 18 GDPR)',
  description:
    'From the answer on the person is not written to, not sent to other systems and not profiled; events are still taken. Holds for all that the customer was merged of, also after an undo.',
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

export function registerRestrictProcessing(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { customerId } = context.req.valid('param')
    const privacy = await stateUse(context.env, access, customerId, {
      purpose: 'processing',
      isGranted: false,
    })
    await noteAnswered(context.env, access, 'restriction', customerId)
    return context.json(privacy, 200)
  })
}
