import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { sourceTitle } from '#shared/connections/source-titles.ts'
import { connectionWithSecretSchema, rotateSecretSchema } from '#shared/contracts/connections.ts'
import { updateConnection } from '#shared/database/connections.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import { newSecret, sealSecret } from '../../../credentials/connection-secrets.ts'
import { forgetConnection } from '../../../credentials/find-connection.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { connectionParamsSchema, existing, requireConnection, viewConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'rotateSecret',
  method: 'post',
  path: '/v1/connections/{source}/{connectionId}/secret',
  tags: ['Connections'],
  summary: 'Give a connection another secret',
  description: 'The one in use is taken beside it for some hours, so that no delivery on the way is refused.',
  ...guarded('connections:manage'),
  request: {
    params: connectionParamsSchema,
    body: { required: true, content: { 'application/json': { schema: rotateSecretSchema } } },
  },
  responses: {
    200: {
      description: 'The new secret is taken from now on',
      content: { 'application/json': { schema: connectionWithSecretSchema } },
    },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'forbidden',
      'not-found',
      'conflict',
      'invalid-content',
    ),
  },
})

export function registerRotateSecret(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { env } = context
    const { secret: given, keepOldHours } = context.req.valid('json')
    const row = await requireConnection(env, tenant, context.req.valid('param'))
    const { secretOrigin } = sourceTitle(row.source)
    if (secretOrigin === 'none') throw new ProblemError('conflict', 'This source has no secret')
    if (secretOrigin === 'vendor' && given === undefined) {
      throw new ProblemError('invalid-content', undefined, {
        errors: [{ pointer: '/secret', detail: 'is needed: the vendor shows it' }],
      })
    }
    const secret = given ?? newSecret(row.source)
    const nowMs = Date.now()
    const changed = await updateConnection(drizzle(env.DB), row, {
      secrets: [await sealSecret(secret, row, env), ...row.secrets.slice(0, 1)],
      oldSecretUntil: nowMs + Math.round(keepOldHours * hourMs),
    })
    forgetConnection(row)
    const connection = await viewConnection(env, existing(changed))
    const verifyToken = (await connectableSources.get(row.source)?.verifyToken?.(secret)) ?? null
    return context.json({ connection, secret: given === undefined ? secret : null, verifyToken }, 200)
  })
}
