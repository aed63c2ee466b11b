import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { invitedUserSchema } from '#shared/contracts/users.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requireUser } from '../../require-account.ts'
import { sendInvitation } from '../../send-invitation.ts'
import { requireChangeable } from '../../view-user.ts'

const route = createRoute({
  operationId: 'renewInvitation',
  method: 'post',
  path: '/v1/users/{userId}/invitation',
  tags: ['Users'],
  summary: 'Make another link for somebody who has not come yet',
  description: 'The link before is no longer good.',
  ...guarded('users:manage'),
  request: { params: z.object({ userId: z.string().max(64) }) },
  responses: {
    200: {
      description: 'The link, shown this once',
      content: { 'application/json': { schema: invitedUserSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerRenewInvitation(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const access = context.get('access')
    const account = await requireUser(access.tenant.tenantId, context.req.valid('param').userId, env)
    requireChangeable(account, access)
    if (account.status !== 'invited') throw new ProblemError('conflict', 'This person has come already')
    return context.json(await sendInvitation(account, access, env, Date.now()), 200)
  })
}
