import { createRoute } from '@hono/zod-openapi'
import { consentHistorySchema, updateOwnConsentsSchema } from '#shared/contracts/consents.ts'
import type { Api } from '../../api.ts'
import { requireOwnCustomer } from '../../find-own-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { noteAnswered } from '../../note-answered.ts'
import { problems } from '../../problems.ts'
import { readConsentHistory } from '../../read-consent-history.ts'
import { stateConsents } from '../../state-consents.ts'

const content = { 'application/json': { schema: consentHistorySchema } }

const route = createRoute({
  operationId: 'updateOwnConsents',
  method: 'put',
  path: '/v1/portal/consents',
  tags: ['Portal'],
  summary: 'Say what the shop may do',
  description:
    'Refusing `processing` means that the data is kept and not used; refusing `profiling` that no predictions are made.',
  ...guarded('portal:use'),
  request: {
    body: { required: true, content: { 'application/json': { schema: updateOwnConsentsSchema } } },
  },
  responses: {
    200: { description: 'What is in force now', content },
    202: { description: 'It is noted and will count in a moment', content },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'conflict'),
    ...problems('unsupported-media-type', 'invalid-content'),
  },
})

export function registerUpdateOwnConsents(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { statements, textVersion } = context.req.valid('json')
    const customerId = await requireOwnCustomer(context.env, access)
    const said = { statements, textVersion, method: 'portal' as const }
    const isCounted = await stateConsents(context.env, access, customerId, said)
    for (const { purpose, isGranted } of statements) {
      if (isGranted) continue
      if (purpose === 'processing') await noteAnswered(context.env, access, 'restriction', customerId)
      if (purpose === 'profiling') await noteAnswered(context.env, access, 'objection', customerId)
    }
    const history = await readConsentHistory(context.env, access.tenant, customerId, undefined)
    return context.json(history, isCounted ? 200 : 202)
  })
}
