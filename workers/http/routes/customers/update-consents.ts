import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { consentHistorySchema, updateConsentsSchema } from '#shared/contracts/consents.ts'
import { parseIso } from '#shared/kernel/time.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { readConsentHistory } from '../../read-consent-history.ts'
import { stateConsents } from '../../state-consents.ts'

const content = { 'application/json': { schema: consentHistorySchema } }

const route = createRoute({
  operationId: 'updateConsents',
  method: 'put',
  path: '/v1/customers/{customerId}/consents',
  tags: ['Privacy'],
  summary: 'Note what a customer allows and refuses',
  description:
    'Becomes an event of the customer, so it survives merges and undos. The newest word about a purpose and channel counts; a word about all channels counts for those about which nothing newer was said.',
  ...guarded('customers:write'),
  request: {
    params: z.object({ customerId: z.string() }),
    body: { required: true, content: { 'application/json': { schema: updateConsentsSchema } } },
  },
  responses: {
    200: { description: 'What is in force now', content },
    202: { description: 'It is noted and will count once the events before it are processed', content },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'conflict'),
    ...problems('unsupported-media-type', 'invalid-content'),
  },
})

export function registerUpdateConsents(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { customerId } = context.req.valid('param')
    const { statements, statedAt, ...proof } = context.req.valid('json')
    const statedAtMs = statedAt === undefined ? undefined : parseIso(statedAt)
    const said = statements.map((statement) => ({
      ...statement,
      ...(statedAtMs !== undefined && { statedAt: statedAtMs }),
    }))
    const isCounted = await stateConsents(context.env, access, customerId, { statements: said, ...proof })
    const history = await readConsentHistory(context.env, access.tenant, customerId, undefined)
    return context.json(history, isCounted ? 200 : 202)
  })
}
