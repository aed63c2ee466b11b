import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { connectionSchema, updateConnectionSchema } from '#shared/contracts/connections.ts'
import { updateConnection } from '#shared/database/connections.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import { forgetConnection } from '../../../credentials/find-connection.ts'
import { sealCredentials } from '../../../credentials/open-credentials.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { parseCredentials } from './parse-credentials.ts'
import { parseSettings } from './parse-settings.ts'
import { connectionParamsSchema, existing, requireConnection, viewConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'updateConnection',
  method: 'patch',
  path: '/v1/connections/{source}/{connectionId}',
  tags: ['Connections'],
  summary: 'Change the label, settings or credentials of a connection',
  ...guarded('connections:manage'),
  request: {
    params: connectionParamsSchema,
    body: { required: true, content: { 'application/json': { schema: updateConnectionSchema } } },
  },
  responses: {
    200: { description: 'As it is now', content: { 'application/json': { schema: connectionSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerUpdateConnection(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { env } = context
    const { label, settings, credentials } = context.req.valid('json')
    const row = await requireConnection(env, tenant, context.req.valid('param'))
    const changed = await updateConnection(drizzle(env.DB), row, {
      ...(label !== undefined && { label }),
      ...(settings !== undefined && {
        settings: parseSettings(connectableSources.get(row.source), settings, row.settings),
      }),
      ...(credentials === null && { sealedCredentials: null }),
      ...(credentials != null && {
        sealedCredentials: await sealCredentials(parseCredentials(row.source, credentials), row, env),
      }),
    })
    forgetConnection(row)
    return context.json(await viewConnection(env, existing(changed)), 200)
  })
}
