import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { invitedUserSchema, inviteUserSchema } from '#shared/contracts/users.ts'
import { findAccount, insertAccount } from '#shared/database/user-accounts.ts'
import { newId } from '#shared/kernel/ids.ts'
import { normalEmail } from '../../../credentials/normal-email.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { sendInvitation } from '../../send-invitation.ts'
import { requireGrantable } from '../../view-user.ts'

const route = createRoute({
  operationId: 'inviteUser',
  method: 'post',
  path: '/v1/users',
  tags: ['Users'],
  summary: 'Invite somebody',
  description: 'They choose a password by the link. Nobody can give a role that may do more than their own.',
  ...guarded('users:manage'),
  request: { body: { required: true, content: { 'application/json': { schema: inviteUserSchema } } } },
  responses: {
    201: {
      description: 'Invited; the link is shown this once',
      content: { 'application/json': { schema: invitedUserSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'conflict', 'invalid-content'),
  },
})

export function registerInviteUser(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const access = context.get('access')
    const { email, displayName, role } = context.req.valid('json')
    requireGrantable(role, access)
    const nowMs = Date.now()
    const name = { tenantId: access.tenant.tenantId, userId: newId('usr', nowMs, Math.random) }
    const database = drizzle(env.DB)
    const isNew = await insertAccount(database, {
      ...name,
      email: normalEmail(email),
      displayName,
      role,
      status: 'invited',
      isDemo: false,
      createdAt: nowMs,
    })
    const account = isNew ? await findAccount(database, name) : undefined
    if (account === undefined) throw new ProblemError('conflict', 'This address has an account already')
    return context.json(await sendInvitation(account, access, env, nowMs), 201)
  })
}
