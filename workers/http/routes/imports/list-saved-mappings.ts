import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { savedMappingListSchema } from '#shared/contracts/imports.ts'
import { listSavedMappings } from '#shared/database/saved-mappings.ts'
import { savedMappingView } from '#shared/imports/saved-mapping.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listSavedMappings',
  method: 'get',
  path: '/v1/import-mappings',
  tags: ['Imports'],
  summary: 'How files were read before; each is offered for files with the same headings',
  ...guarded('imports:read'),
  responses: {
    200: {
      description: 'The mappings, the one saved last first',
      content: { 'application/json': { schema: savedMappingListSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListSavedMappings(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const rows = await listSavedMappings(drizzle(context.env.DB), tenant.tenantId)
    return context.json({ mappings: rows.map(savedMappingView) }, 200)
  })
}
