import { createRoute } from '@hono/zod-openapi'
import { liftSuppressionSchema } from '#shared/contracts/privacy.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Api } from '../../api.ts'
import { identifierKeys } from '../../find-by-identifier.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'liftSuppression',
  method: 'post',
  path: '/v1/privacy/suppressions/lift',
  tags: ['Privacy'],
  summary: 'Let an identifier of a forgotten person be taken again',
  description:
    'For a person who comes back of their own will. One identifier at a time; the answer does not tell whether it was suppressed.',
  ...guarded('privacy:manage'),
  request: {
    body: { required: true, content: { 'application/json': { schema: liftSuppressionSchema } } },
  },
  responses: {
    204: { description: 'It is taken from now on' },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerLiftSuppression(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const keys = await identifierKeys(context.env, tenant, context.req.valid('json').identifier)
    await context.env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant)).liftSuppression(keys)
    return context.body(null, 204)
  })
}
