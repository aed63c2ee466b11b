import { createRoute } from '@hono/zod-openapi'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { createSessionRequestSchema, sessionSchema } from '#shared/contracts/sessions.ts'
import { userAccountTable } from '#shared/database/tables/account.ts'
import { toIso } from '#shared/kernel/time.ts'
import { loadTenant } from '../../../credentials/load-tenant.ts'
import { isPassword, nobodysHash } from '../../../credentials/password.ts'
import { newSessionToken, sessionLifeMs } from '../../../credentials/session-token.ts'
import type { Api } from '../../api.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'createSession',
  method: 'post',
  path: '/v1/sessions',
  tags: ['Sessions'],
  summary: 'Sign in with e-mail and password',
  request: {
    body: { required: true, content: { 'application/json': { schema: createSessionRequestSchema } } },
  },
  responses: {
    201: { description: 'Signed in', content: { 'application/json': { schema: sessionSchema } } },
    ...problems('unauthenticated', 'invalid-content'),
  },
})

export function registerCreateSession(api: Api): void {
  api.openapi(route, async (context) => {
    const { email, password } = context.req.valid('json')
    const nowMs = Date.now()
    const [account] = await drizzle(context.env.DB)
      .select()
      .from(userAccountTable)
      .where(eq(userAccountTable.email, email.normalize('NFKC').toLowerCase()))
    const isRight = await isPassword(password, account?.passwordHash ?? nobodysHash)
    const isRefused = account?.isDemo === true && context.env.ENVIRONMENT === 'production'
    const tenant =
      account === undefined ? undefined : await loadTenant(context.env.DB, account.tenantId, nowMs)
    if (!isRight || isRefused || account === undefined || tenant === undefined) {
      throw new ProblemError('unauthenticated', 'E-mail or password is wrong')
    }
    return context.json(
      {
        token: await newSessionToken(account, tenant, context.env, nowMs),
        expiresAt: toIso(nowMs + sessionLifeMs),
        user: { email: account.email, displayName: account.displayName, role: account.role },
        tenant: {
          name: tenant.name,
          currency: tenant.currency,
          timeZone: tenant.timeZone,
          country: tenant.country,
        },
      },
      201,
    )
  })
}
