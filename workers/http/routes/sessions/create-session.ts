import { createRoute } from '@hono/zod-openapi'
import { createSessionRequestSchema, sessionSchema } from '#shared/contracts/sessions.ts'
import { signIn } from '../../../credentials/sign-in.ts'
import { admit } from '../../admit.ts'
import type { Api } from '../../api.ts'
import { noteUnknownAccount } from '../../note-refusal.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'
import { recordSignIn } from '../../record-sign-in.ts'

const route = createRoute({
  operationId: 'createSession',
  method: 'post',
  path: '/v1/sessions',
  tags: ['Sessions'],
  summary: 'Sign in with e-mail and password',
  description:
    'An account with a second factor needs `code` as well. After five wrong tries in a row an account is locked for a minute, after each further one for twice as long, up to an hour; the answer is the same as for a wrong password.',
  ...open('password', 'It is how people get in'),
  request: {
    body: { required: true, content: { 'application/json': { schema: createSessionRequestSchema } } },
  },
  responses: {
    201: { description: 'Signed in', content: { 'application/json': { schema: sessionSchema } } },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'second-factor-needed',
      'forbidden',
      'tenant-choice-needed',
      'invalid-content',
      'too-many-requests',
    ),
  },
})

export function registerCreateSession(api: Api): void {
  api.openapi(route, async (context) => {
    const nowMs = Date.now()
    const outcome = await signIn(context.req.valid('json'), context.env, nowMs)
    switch (outcome.kind) {
      case 'signed-in':
        return context.json(await admit(context, outcome.account, outcome.method, nowMs), 201)
      case 'second-factor-needed':
        throw new ProblemError(
          'second-factor-needed',
          'Send the same again with the code of your authenticator',
        )
      case 'tenant-choice-needed':
        throw new ProblemError('tenant-choice-needed', 'Send the same again with the tenantId of one shop', {
          tenants: outcome.tenants,
        })
      case 'refused':
        for (const account of outcome.accounts) await recordSignIn(context, account, 401)
        // Behind the answer: its time must not tell whether there is such an account.
        if (outcome.accounts.length === 0) {
          context.executionCtx.waitUntil(noteUnknownAccount(context, context.req.valid('json').tenantId))
        }
        throw new ProblemError(
          'unauthenticated',
          'E-mail, password or code is wrong, or signing in has to wait after too many wrong ones',
        )
    }
  })
}
