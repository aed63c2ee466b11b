import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { deleteSavedMapping } from '#shared/database/saved-mappings.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'deleteSavedMapping',
  method: 'delete',
  path: '/v1/import-mappings/{mappingId}',
  tags: ['Imports'],
  summary: 'Forget how files with these headings were read; imports that used it are not touched',
  ...guarded('imports:manage'),
  request: { params: z.object({ mappingId: z.string().max(64) }) },
  responses: {
    204: { description: 'It is gone' },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerDeleteSavedMapping(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { mappingId } = context.req.valid('param')
    if (!(await deleteSavedMapping(drizzle(context.env.DB), tenant.tenantId, mappingId))) {
      throw new ProblemError('not-found', `There is no saved mapping ${mappingId}`)
    }
    return context.body(null, 204)
  })
}
