import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { apiKeyChanceBytes, formatApiKey } from '#shared/access/api-key-format.ts'
import { mayMakeKey } from '#shared/access/may-grant.ts'
import { permissionsOfRole } from '#shared/access/permissions.ts'
import { createApiKeySchema, createdApiKeySchema } from '#shared/contracts/api-keys.ts'
import { insertApiKey } from '#shared/database/api-keys.ts'
import type { ApiKeyRow } from '#shared/database/tables/api-key.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { apiKeyHash } from '../../../credentials/keyed-hash.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { apiKeyView } from '../../view-api-key.ts'

const route = createRoute({
  operationId: 'createApiKey',
  method: 'post',
  path: '/v1/api-keys',
  tags: ['API keys'],
  summary: 'Make a key for a program, or a write key for pages',
  description: 'A key may do no more than whoever makes it. Only its keyed hash is stored.',
  ...guarded('api-keys:manage'),
  request: { body: { required: true, content: { 'application/json': { schema: createApiKeySchema } } } },
  responses: {
    201: {
      description: 'The key, shown this once',
      content: { 'application/json': { schema: createdApiKeySchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content', 'unavailable'),
  },
})

export function registerCreateApiKey(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const { tenant, permissions, actor } = context.get('access')
    const { label, role, scopes, connectionId, allowedOrigins, expiresInDays } = context.req.valid('json')
    if (!mayMakeKey(permissions, role, scopes)) {
      throw new ProblemError('forbidden', 'The key would do more than you may')
    }
    const strange = (scopes ?? []).filter((scope) => !permissionsOfRole[role].includes(scope))
    if (strange.length > 0) throw wrongField('/scopes', `the role ${role} has no ${strange.join(', ')}`)
    if (allowedOrigins !== null && role !== 'write') {
      throw wrongField('/allowedOrigins', 'only a write key belongs into pages')
    }
    const nowMs = Date.now()
    const chance = crypto.getRandomValues(new Uint8Array(apiKeyChanceBytes))
    const { key, keyId } = formatApiKey(role === 'write' ? 'wk' : 'pk', chance)
    const row: ApiKeyRow = {
      keyHash: await apiKeyHash(key, env),
      keyId,
      tenantId: tenant.tenantId,
      label,
      role,
      scopes,
      connectionId,
      allowedOrigins,
      isDemo: false,
      createdAt: nowMs,
      createdBy: actor,
      expiresAt: expiresInDays === null ? null : nowMs + expiresInDays * dayMs,
      lastUsedAt: null,
      revokedAt: null,
    }
    // One in 2^40; asking again makes another one.
    if (!(await insertApiKey(drizzle(env.DB), row))) throw new ProblemError('unavailable', 'Ask again')
    return context.json({ apiKey: apiKeyView(row, nowMs), key }, 201)
  })
}

function wrongField(pointer: string, detail: string): ProblemError {
  return new ProblemError('invalid-content', undefined, { errors: [{ pointer, detail }] })
}
