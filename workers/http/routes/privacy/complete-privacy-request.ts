import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { completePrivacyRequestSchema, privacyRequestSchema } from '#shared/contracts/privacy.ts'
import { updatePrivacyRequest } from '#shared/database/privacy-requests.ts'
import { privacyRequestView } from '#shared/identity/views/privacy-request-view.ts'
import { correctionEvent } from '#shared/privacy/privacy-events.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readWish } from '../../read-wish.ts'
import { recordPrivacyEvents } from '../../record-privacy-events.ts'
import { requirePrivacyRequest } from './require-privacy-request.ts'

const route = createRoute({
  operationId: 'completePrivacyRequest',
  method: 'post',
  path: '/v1/privacy/requests/{requestId}/completion',
  tags: ['Privacy'],
  summary: 'Close an open request that staff have answered',
  description:
    'A granted correction notes the wanted traits with the customer, as the newest word about them. A system that goes on sending the old value will be newer again, so it has to be corrected there too. The person has to be told of the answer.',
  ...guarded('privacy:manage'),
  request: {
    params: z.object({ requestId: z.string() }),
    body: { required: true, content: { 'application/json': { schema: completePrivacyRequestSchema } } },
  },
  responses: {
    200: { description: 'It is done', content: { 'application/json': { schema: privacyRequestSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'conflict'),
    ...problems('unsupported-media-type', 'invalid-content'),
  },
})

export function registerCompletePrivacyRequest(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, kind, userId, actor } = context.get('access')
    const row = await requirePrivacyRequest(context.env, tenant, context.req.valid('param').requestId)
    if (row.status !== 'open') throw new ProblemError('conflict', 'The request is not open')
    const wish = context.req.valid('json').isGranted ? await readWish(context.env, tenant, row) : null
    if (wish !== null && Object.keys(wish.traits).length > 0) {
      const recordedBy = kind === 'user' ? userId : actor
      await recordPrivacyEvents(context.env, tenant, row.customerId, (noted) =>
        correctionEvent(noted, wish.traits, recordedBy),
      )
    }
    const changes = { status: 'done' as const, completedAt: Date.now() }
    const isMine = await updatePrivacyRequest(drizzle(context.env.DB), row, changes)
    if (!isMine) throw new ProblemError('conflict', 'Somebody else has answered the request')
    return context.json(privacyRequestView({ ...row, ...changes }, tenant), 200)
  })
}
