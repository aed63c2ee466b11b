import { createRoute } from '@hono/zod-openapi'
import { privacyRequestSchema } from '#shared/contracts/privacy.ts'
import type { Api } from '../../api.ts'
import { requireOwnCustomer } from '../../find-own-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { startExport } from '../../start-export.ts'

const route = createRoute({
  operationId: 'requestOwnExport',
  method: 'post',
  path: '/v1/portal/exports',
  tags: ['Portal'],
  summary: 'Have everything that is known of oneself put together',
  ...guarded('portal:use'),
  responses: {
    202: {
      description: 'It is being made; the list of requests tells when it is done',
      content: { 'application/json': { schema: privacyRequestSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerRequestOwnExport(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const customerId = await requireOwnCustomer(context.env, access)
    return context.json(await startExport(context.env, access, customerId), 202)
  })
}
