import { createRoute } from '@hono/zod-openapi'
import { refreshSessionRequestSchema, sessionTokensSchema } from '#shared/contracts/sessions.ts'
import { refreshSession } from '../../../credentials/refresh-session.ts'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'
import { recordSignIn } from '../../record-sign-in.ts'

const route = createRoute({
  operationId: 'refreshSession',
  method: 'post',
  path: '/v1/sessions/refresh',
  tags: ['Sessions'],
  summary: 'Exchange a refresh token for new tokens',
  description:
    'Each refresh token is good once; for 30 seconds after its exchange it gives the tokens that took its place, since several tabs may ask at once. One that comes back later was copied: the session ends. A session lasts 30 days, and 14 without being used.',
  ...open('refresh-token', 'The refresh token is the credential'),
  request: {
    body: { required: true, content: { 'application/json': { schema: refreshSessionRequestSchema } } },
  },
  responses: {
    200: { description: 'New tokens', content: { 'application/json': { schema: sessionTokensSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'invalid-content', 'too-many-requests'),
  },
})

export function registerRefreshSession(api: Api): void {
  api.openapi(route, async (context) => {
    const nowMs = Date.now()
    const outcome = await refreshSession(context.req.valid('json').refreshToken, context.env, nowMs)
    if (outcome.kind === 'refreshed') return context.json(outcome.tokens, 200)
    if (outcome.kind === 'reused') {
      const { session, email, role } = outcome
      await recordSignIn(context, { ...session, email, role }, 401)
    }
    throw new ProblemError('unauthenticated', 'The session is over: sign in again')
  })
}
