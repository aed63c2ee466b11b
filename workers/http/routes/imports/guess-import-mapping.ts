import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { importKindNames, importMappingSchema } from '#shared/contracts/imports.ts'
import { guessMapping } from '#shared/imports/guess-mapping.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { importParamsSchema, requireImport } from './require-import.ts'

const route = createRoute({
  operationId: 'guessImportMapping',
  method: 'get',
  path: '/v1/imports/{importId}/mapping',
  tags: ['Imports'],
  summary: 'How the file would most likely be read if it held things of another kind',
  ...guarded('imports:manage'),
  request: {
    params: importParamsSchema,
    query: z.object({
      kind: z.enum(importKindNames).optional().meta({ description: 'Else the kind is guessed too' }),
    }),
  },
  responses: {
    200: {
      description: 'A mapping to look through, change and start with',
      content: { 'application/json': { schema: importMappingSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerGuessImportMapping(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { preview } = await requireImport(context.env, tenant, context.req.valid('param').importId)
    const { kind } = context.req.valid('query')
    return context.json(guessMapping(preview.columns, preview.sampleRows, tenant, kind), 200)
  })
}
