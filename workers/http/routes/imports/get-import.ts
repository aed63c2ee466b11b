import { createRoute } from '@hono/zod-openapi'
import { importViewSchema } from '#shared/contracts/imports.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { importParamsSchema, requireImport } from './require-import.ts'
import { viewImport } from './view-import.ts'

const route = createRoute({
  operationId: 'getImport',
  method: 'get',
  path: '/v1/imports/{importId}',
  tags: ['Imports'],
  summary: 'How far an import has come, and what it found',
  ...guarded('imports:read'),
  request: { params: importParamsSchema },
  responses: {
    200: { description: 'The import', content: { 'application/json': { schema: importViewSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetImport(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireImport(context.env, tenant, context.req.valid('param').importId)
    return context.json(await viewImport(context.env, row), 200)
  })
}
