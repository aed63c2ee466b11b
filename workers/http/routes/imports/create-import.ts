import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { importViewSchema, newUploadSchema } from '#shared/contracts/imports.ts'
import { insertImport } from '#shared/database/customer-imports.ts'
import { findSavedMapping } from '#shared/database/saved-mappings.ts'
import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { uploadKey } from '#shared/imports/import-keys.ts'
import { importView } from '#shared/imports/import-view.ts'
import { newImport } from '#shared/imports/new-import.ts'
import { planStart } from '#shared/imports/plan-start.ts'
import { mappingIdOf } from '#shared/imports/saved-mapping.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { Api } from '../../api.ts'
import { discardBody } from '../../discard-body.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { parseQuery } from '../../parse-query.ts'
import { ProblemError, problems } from '../../problems.ts'
import { openUpload } from '../../uploads/open-upload.ts'
import { maxUploadBytes, storeUpload } from '../../uploads/store-upload.ts'
import { createUpload } from './create-upload.ts'
import { parseMapping } from './parse-mapping.ts'

const querySchema = z.object({
  fileName: z.string().min(1).max(255).optional().meta({ description: 'For a body that is the file itself' }),
  start: z.enum(['true', 'false']).default('true').meta({
    description: 'Whether to begin at once when the mapping is clear; else the import waits for its start',
  }),
  mapping: z
    .string()
    .optional()
    .meta({ description: 'An ImportMapping as JSON; else it is guessed from the headings' }),
})

const { middleware, ...access } = guarded('imports:manage')

const fileSchema = z.string().meta({ format: 'binary' })

const route = {
  operationId: 'createImport',
  method: 'post' as const,
  path: '/v1/imports',
  tags: ['Imports'],
  summary:
    'Upload a CSV of orders, customers, products, stock levels, sales or loyalty cards, up to 100 MB, plain or gzip',
  ...access,
  request: {
    query: querySchema,
    body: {
      required: true,
      content: {
        'text/csv': { schema: fileSchema },
        'application/json': { schema: newUploadSchema },
        'multipart/form-data': {
          schema: z.object({
            mapping: z
              .string()
              .optional()
              .meta({ description: 'An ImportMapping as JSON; must come before the file' }),
            file: fileSchema,
          }),
        },
      },
    },
  },
  responses: {
    201: {
      description:
        'The file is stored and its rows are read in the background; or, for JSON, its parts are awaited',
      headers: { Location: { description: 'Address of the import', schema: { type: 'string' as const } } },
      content: { 'application/json': { schema: importViewSchema } },
    },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'forbidden',
      'content-too-large',
      'unsupported-media-type',
      'invalid-content',
    ),
  },
}

/** The body is streamed into R2, so this is a plain route: a validated one would read all of it first. */
export function registerCreateImport(api: Api): void {
  api.openAPIRegistry.registerPath(route)
  api.post(route.path, ...middleware, async (context) => {
    const { tenant } = context.get('access')
    const query = parseQuery(querySchema, context.req.query())
    if (Number(context.req.header('content-length') ?? 0) > maxUploadBytes + 1024 * 1024) {
      await discardBody(context.req.raw.body, maxUploadBytes * 2)
      throw new ProblemError('content-too-large', 'A file may have 100 MB at the most')
    }
    const nowMs = Date.now()
    const name = { tenantId: tenant.tenantId, importId: newId('imp', nowMs, Math.random) }

    if (context.req.header('content-type')?.startsWith('application/json')) {
      const row = await createUpload(context.env, name, context.req.raw, nowMs)
      return context.json(importView(row, nowMs), 201, { location: `/v1/imports/${row.importId}` })
    }
    const upload = await openUpload(context.req.raw)
    const mappingText = upload.fields.get('mapping') ?? query.mapping
    const mapping = mappingText === undefined ? undefined : parseMapping(mappingText)
    const { byteCount, preview } = await storeUpload(upload.pieces, context.env.UPLOADS, uploadKey(name))

    const fileName = query.fileName ?? (upload.fileName || 'orders.csv')
    const uploaded = newImport({ ...name, fileName, byteCount, preview, createdAtMs: nowMs })
    const database = drizzle(context.env.DB)
    const saved = await findSavedMapping(database, tenant.tenantId, mappingIdOf(preview.columns))
    const mappings = { given: mapping, saved: saved?.mapping }
    const plan = planStart(preview, mappings, query.start === 'true', tenant)
    if (plan.errors.length > 0) {
      await context.env.UPLOADS.delete(uploadKey(name))
      throw new ProblemError('invalid-content', 'The mapping does not fit the file', {
        errors: [...plan.errors],
      })
    }
    const { state, mappingFrom } = plan
    const row: CustomerImportRow = { ...uploaded, state, mapping: plan.mapping, mappingFrom }
    await insertImport(database, row)
    if (row.state === 'reading') await context.env.JOBS_QUEUE.send({ version: 1, kind: 'import', ...name })
    return context.json(importView(row, nowMs), 201, { location: `/v1/imports/${row.importId}` })
  })
}
