import { createRoute } from '@hono/zod-openapi'
import { importViewSchema } from '#shared/contracts/imports.ts'
import { importView } from '#shared/imports/import-view.ts'
import type { Api } from '../../api.ts'
import { allow, staff } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { importParamsSchema, requireImport } from './require-import.ts'

const route = createRoute({
  operationId: 'getImport',
  method: 'get',
  path: '/v1/imports/{importId}',
  tags: ['Imports'],
  summary: 'How far an import has come, and what it found',
  security: [{ bearer: [] }],
  middleware: [allow(...staff)] as const,
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
    return context.json(importView(row), 200)
  })
}
