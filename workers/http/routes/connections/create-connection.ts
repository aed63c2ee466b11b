import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { sourceTitle } from '#shared/connections/source-titles.ts'
import { connectionWithSecretSchema, createConnectionSchema } from '#shared/contracts/connections.ts'
import { insertConnection } from '#shared/database/connections.ts'
import type { ConnectionRow } from '#shared/database/tables/tenant.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import { newSecret, sealSecret } from '../../../credentials/connection-secrets.ts'
import { forgetConnection } from '../../../credentials/find-connection.ts'
import { sealCredentials } from '../../../credentials/open-credentials.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { parseCredentials } from './parse-credentials.ts'
import { parseSettings } from './parse-settings.ts'
import { viewConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'createConnection',
  method: 'post',
  path: '/v1/connections',
  tags: ['Connections'],
  summary: 'Connect an outside system',
  description:
    'Where the vendor lets a secret be entered, it is made here and shown this once. Else enter the one that the vendor shows.',
  ...guarded('connections:manage'),
  request: {
    body: { required: true, content: { 'application/json': { schema: createConnectionSchema } } },
  },
  responses: {
    201: {
      description: 'It takes deliveries from now on',
      headers: {
        Location: { description: 'Address of the connection', schema: { type: 'string' as const } },
      },
      content: { 'application/json': { schema: connectionWithSecretSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'conflict', 'invalid-content'),
  },
})

export function registerCreateConnection(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const body = context.req.valid('json')
    const { env } = context
    const source = connectableSources.get(body.source)
    if (source === undefined) throw wrongField('/source', 'is not a source that can be connected')
    const name = { tenantId, source: source.name, connectionId: body.connectionId ?? madeUpId() }
    const settings = parseSettings(source, body.settings)
    const credentials =
      body.credentials === undefined ? undefined : parseCredentials(source.name, body.credentials)
    const { secretOrigin } = sourceTitle(source.name)
    if (secretOrigin === 'vendor' && body.secret === undefined)
      throw wrongField('/secret', 'is needed: the vendor shows it')
    const madeSecret = secretOrigin === 'patron' && body.secret === undefined ? newSecret(source.name) : null
    const secret = madeSecret ?? body.secret

    const row: ConnectionRow = {
      ...name,
      label: body.label,
      status: 'active',
      secrets: secret === undefined ? [] : [await sealSecret(secret, name, env)],
      oldSecretUntil: null,
      sealedCredentials: credentials === undefined ? null : await sealCredentials(credentials, name, env),
      settings,
      isDemo: false,
      createdAt: Date.now(),
    }
    if (!(await insertConnection(drizzle(env.DB), row)))
      throw new ProblemError('conflict', `The id ${name.connectionId} is taken`)
    forgetConnection(name)
    const location = `/v1/connections/${name.source}/${name.connectionId}`
    return context.json(
      {
        connection: await viewConnection(env, row),
        secret: madeSecret,
        verifyToken: secret === undefined ? null : ((await source.verifyToken?.(secret)) ?? null),
      },
      201,
      { location },
    )
  })
}

/** Hard to guess, so that nobody floods the address without being told it. */
function madeUpId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 20)
}

function wrongField(pointer: string, detail: string): ProblemError {
  return new ProblemError('invalid-content', undefined, { errors: [{ pointer, detail }] })
}
