import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { acceptInvitationSchema, linkedAccountSchema } from '#shared/contracts/accounts.ts'
import { updateAccount } from '#shared/database/user-accounts.ts'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'
import { problems } from '../../problems.ts'
import { recordSignIn } from '../../record-sign-in.ts'
import { requireLink, spend } from '../../require-link.ts'
import { takeNewPassword } from '../../take-new-password.ts'

const route = createRoute({
  operationId: 'acceptInvitation',
  method: 'put',
  path: '/v1/invitations/{token}',
  tags: ['Account'],
  summary: 'Accept an invitation and choose a password',
  ...open('link', 'The link is the credential: it went to the person who is invited'),
  request: {
    params: z.object({ token: z.string().max(100) }),
    body: { required: true, content: { 'application/json': { schema: acceptInvitationSchema } } },
  },
  responses: {
    200: {
      description: 'Sign in with it from now on',
      content: { 'application/json': { schema: linkedAccountSchema } },
    },
    ...problems('malformed-request', 'not-found', 'invalid-content', 'too-many-requests'),
  },
})

export function registerAcceptInvitation(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const nowMs = Date.now()
    const { password, displayName } = context.req.valid('json')
    const person = await requireLink(context.req.valid('param').token, 'invitation', env, nowMs)
    const { tenant } = person
    const account = { ...person.account, displayName: displayName ?? person.account.displayName }
    const passwordHash = await takeNewPassword(password, { ...account, tenantName: tenant.name }, '/password')
    await spend(person, env, nowMs)
    await updateAccount(drizzle(env.DB), account, {
      passwordHash,
      displayName: account.displayName,
      status: 'active',
    })
    await recordSignIn(context, account, 200)
    return context.json(
      { email: account.email, displayName: account.displayName, tenantName: tenant.name },
      200,
    )
  })
}
