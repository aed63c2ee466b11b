import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { importMappingSchema, importViewSchema } from '#shared/contracts/imports.ts'
import { advanceImport } from '#shared/database/customer-imports.ts'
import { confirmMapping, mappingErrors } from '#shared/imports/confirm-mapping.ts'
import { importView } from '#shared/imports/import-view.ts'
import type { Api } from '../../api.ts'
import { allow, staff } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { importParamsSchema, requireImport } from './require-import.ts'

const route = createRoute({
  operationId: 'startImport',
  method: 'post',
  path: '/v1/imports/{importId}/start',
  tags: ['Imports'],
  summary: 'Confirm how the file is to be read, and read it',
  security: [{ bearer: [] }],
  middleware: [allow(...staff)] as const,
  request: {
    params: importParamsSchema,
    body: { required: true, content: { 'application/json': { schema: importMappingSchema } } },
  },
  responses: {
    200: {
      description: 'The import has started',
      content: { 'application/json': { schema: importViewSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict', 'invalid-content'),
  },
})

export function registerStartImport(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireImport(context.env, tenant, context.req.valid('param').importId)
    if (row.state !== 'awaiting-mapping')
      throw new ProblemError('conflict', 'This import has started already')
    const mapping = context.req.valid('json')
    const errors = mappingErrors(mapping, row.preview.columns)
    if (errors.length > 0)
      throw new ProblemError('invalid-content', 'The mapping does not fit the file', { errors })
    const changes = {
      state: 'reading' as const,
      mapping: confirmMapping(mapping, tenant),
      progressedAt: Date.now(),
    }
    if (!(await advanceImport(drizzle(context.env.DB), row, changes))) {
      throw new ProblemError('conflict', 'This import has started already')
    }
    const { tenantId, importId } = row
    await context.env.JOBS_QUEUE.send({ version: 1, kind: 'import', tenantId, importId })
    return context.json(importView({ ...row, ...changes }), 200)
  })
}
