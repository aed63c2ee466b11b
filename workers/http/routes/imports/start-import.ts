import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { importMappingSchema, importViewSchema } from '#shared/contracts/imports.ts'
import { advanceImport } from '#shared/database/customer-imports.ts'
import { saveMapping } from '#shared/database/saved-mappings.ts'
import { confirmMapping, mappingErrors } from '#shared/imports/confirm-mapping.ts'
import { importView } from '#shared/imports/import-view.ts'
import { savedMappingRow } from '#shared/imports/saved-mapping.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { importParamsSchema, requireImport } from './require-import.ts'

const route = createRoute({
  operationId: 'startImport',
  method: 'post',
  path: '/v1/imports/{importId}/start',
  tags: ['Imports'],
  summary: 'Confirm how the file is to be read, and read it',
  ...guarded('imports:manage'),
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
    if (row.state === 'uploading') throw new ProblemError('conflict', 'This file is not whole yet')
    if (row.state !== 'awaiting-mapping')
      throw new ProblemError('conflict', 'This import has started already')
    const mapping = context.req.valid('json')
    const errors = mappingErrors(mapping, row.preview.columns)
    if (errors.length > 0)
      throw new ProblemError('invalid-content', 'The mapping does not fit the file', { errors })
    const nowMs = Date.now()
    const confirmed = confirmMapping(mapping, tenant)
    const changes = {
      state: 'reading' as const,
      mapping: confirmed,
      mappingFrom: 'given' as const,
      progressedAt: nowMs,
    }
    const database = drizzle(context.env.DB)
    if (!(await advanceImport(database, row, changes))) {
      throw new ProblemError('conflict', 'This import has started already')
    }
    const { tenantId, importId, fileName } = row
    const file = { tenantId, fileName, columns: row.preview.columns }
    await saveMapping(database, savedMappingRow(file, confirmed, nowMs))
    await context.env.JOBS_QUEUE.send({ version: 1, kind: 'import', tenantId, importId })
    return context.json(importView({ ...row, ...changes }, nowMs), 200)
  })
}
