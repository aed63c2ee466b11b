import * as z from 'zod'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'

/** The API's own description, generated from the contracts that validate every call. */
export function registerGetOpenApi(api: Api): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, or the token of POST /v1/sessions',
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'writeKey', {
    type: 'http',
    scheme: 'basic',
    description: 'The write key as user name, no password; or `writeKey` in the body',
  })
  api.openAPIRegistry.registerPath({
    operationId: 'getOpenapi',
    method: 'get',
    path: '/v1/openapi.json',
    tags: ['Documentation'],
    summary: 'This description',
    ...open('none', 'It is the same for everybody and names nobody'),
    responses: {
      200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: z.looseObject({}) } } },
    },
  })
  api.get('/v1/openapi.json', (context) =>
    context.json(
      api.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'Patron',
          version: '1',
          description: 'One view of each customer over web shop, till, WhatsApp, QR and files.',
        },
        servers: [{ url: context.env.PUBLIC_BASE_URL }],
      }),
    ),
  )
}
