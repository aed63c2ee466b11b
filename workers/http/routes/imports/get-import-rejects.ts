import * as z from 'zod'
import { rejectsFolder } from '#shared/imports/import-keys.ts'
import { rejectHeading } from '#shared/imports/reject-file.ts'
import { listObjects } from '../../../list-objects.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { importParamsSchema, requireImport } from './require-import.ts'

// The rows are those of the file, with the people in them, and a file cannot be masked.
const { middleware, ...access } = guarded('personal-data:read')

const route = {
  operationId: 'getImportRejects',
  method: 'get' as const,
  path: '/v1/imports/{importId}/rejects.csv',
  tags: ['Imports'],
  summary: 'The rows that stayed out, with line number, column and reason; can be mended and uploaded again',
  ...access,
  request: { params: importParamsSchema },
  responses: {
    200: { description: 'A CSV with one heading line', content: { 'text/csv': { schema: z.string() } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
}

/** Streams what the steps have written so far, one object after the other. */
export function registerGetImportRejects(api: Api): void {
  api.openAPIRegistry.registerPath(route)
  api.get('/v1/imports/:importId/rejects.csv', ...middleware, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireImport(context.env, tenant, context.req.param('importId'))
    const bucket = context.env.UPLOADS
    const keys = await listObjects(bucket, rejectsFolder(row))
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    context.executionCtx.waitUntil(writeObjects(writable, rejectHeading(row.preview.columns), bucket, keys))
    const name = row.fileName.replace(/(\.csv)?(\.gz)?$/i, '').replaceAll(/[^\w.-]+/g, '-')
    return new Response(readable, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}-rejects.csv"`,
        'cache-control': 'no-store',
      },
    })
  })
}

/** A caller who goes away ends it early; that is no error. */
async function writeObjects(
  writable: WritableStream<Uint8Array>,
  heading: string,
  bucket: R2Bucket,
  keys: readonly string[],
): Promise<void> {
  const writer = writable.getWriter()
  try {
    await writer.write(new TextEncoder().encode(heading))
    for (const key of keys) {
      const object = await bucket.get(key)
      for await (const piece of object?.body ?? []) await writer.write(piece)
    }
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => undefined)
  }
}
