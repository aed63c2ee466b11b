import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { importListSchema } from '#shared/contracts/imports.ts'
import { listImports } from '#shared/database/customer-imports.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { viewImport } from './view-import.ts'

const route = createRoute({
  operationId: 'listImports',
  method: 'get',
  path: '/v1/imports',
  tags: ['Imports'],
  summary: 'The latest 50 imports, newest first',
  ...guarded('imports:read'),
  responses: {
    200: { description: 'The imports', content: { 'application/json': { schema: importListSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListImports(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const rows = await listImports(drizzle(context.env.DB), tenant.tenantId)
    const imports = await Promise.all(rows.map((row) => viewImport(context.env, row)))
    return context.json({ imports }, 200)
  })
}
