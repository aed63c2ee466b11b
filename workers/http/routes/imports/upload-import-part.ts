import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { importViewSchema } from '#shared/contracts/imports.ts'
import { advanceImport } from '#shared/database/customer-imports.ts'
import { saveImportPart } from '#shared/database/import-parts.ts'
import { uploadKey } from '#shared/imports/import-keys.ts'
import { partCountOf, partSize } from '#shared/imports/upload-parts.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readPart } from '../../uploads/read-part.ts'
import { importParamsSchema, requireImport } from './require-import.ts'
import { viewImport } from './view-import.ts'

const { middleware, ...access } = guarded('imports:manage')

const route = {
  operationId: 'uploadImportPart',
  method: 'put' as const,
  path: '/v1/imports/{importId}/parts/{partNumber}',
  tags: ['Imports'],
  summary: 'Upload one part of a file; in any order, and again after a lost connection',
  ...access,
  request: {
    params: importParamsSchema.extend({ partNumber: z.string().meta({ description: 'From 1' }) }),
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
    },
  },
  responses: {
    200: {
      description: 'The part is stored',
      content: { 'application/json': { schema: importViewSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict', 'invalid-content'),
  },
}

/** A part is held whole, because R2 must know its length; it is 8 MiB at the most. */
export function registerUploadImportPart(api: Api): void {
  api.openAPIRegistry.registerPath(route)
  api.put('/v1/imports/:importId/parts/:partNumber', ...middleware, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireImport(context.env, tenant, context.req.param('importId'))
    if (row.state !== 'uploading' || row.uploadId === null) {
      throw new ProblemError('conflict', 'This file is not being uploaded in parts, or is whole already')
    }
    const partNumber = Number(context.req.param('partNumber'))
    const byteCount = partSize(row.byteCount, partNumber)
    if (byteCount === undefined) {
      throw new ProblemError('not-found', `The file has parts 1 to ${partCountOf(row.byteCount)}`)
    }
    const bytes = await readPart(context.req.raw.body, byteCount)
    const upload = context.env.UPLOADS.resumeMultipartUpload(uploadKey(row), row.uploadId)
    const { etag } = await upload.uploadPart(partNumber, bytes)
    const { tenantId, importId } = row
    const database = drizzle(context.env.DB)
    await saveImportPart(database, { tenantId, importId, partNumber, etag, byteCount })
    // Two parts may come side by side; one of them then leaves the time of the other.
    await advanceImport(database, row, { progressedAt: Date.now() })
    return context.json(await viewImport(context.env, row), 200)
  })
}
