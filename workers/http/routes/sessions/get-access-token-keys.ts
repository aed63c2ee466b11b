import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { accessTokenKeys } from '../../../credentials/access-token-keys.ts'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'

const keySetSchema = z
  .object({ keys: z.array(z.record(z.string(), z.string())) })
  .meta({ id: 'AccessTokenKeys' })

const route = createRoute({
  operationId: 'getAccessTokenKeys',
  method: 'get',
  path: '/.well-known/jwks.json',
  tags: ['Sessions'],
  summary: 'The public keys of access tokens (RFC 7517)',
  ...open('none', 'Public keys are there to be seen'),
  responses: {
    200: { description: 'A JWK set', content: { 'application/json': { schema: keySetSchema } } },
  },
})

export function registerGetAccessTokenKeys(api: Api): void {
  api.openapi(route, async (context) => {
    const { published } = await accessTokenKeys(context.env)
    return context.json({ keys: published.keys.map((key) => ({ ...key })) }, 200, {
      'cache-control': 'public, max-age=300',
    })
  })
}
