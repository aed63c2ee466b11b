import type { PrivacyRequestRow } from '#shared/database/tables/privacy-request.ts'
import { type ExportFormat, exportKey } from '#shared/privacy/export/export-keys.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'

const contentTypes = { json: 'application/json', html: 'text/html; charset=utf-8' } as const

/** The result of an export as a download. A 404 problem when there is none, or none any more. */
export async function sendExport(
  env: Pick<Env, 'UPLOADS'>,
  { requestId, resultKey, resultUntil, status }: PrivacyRequestRow,
  format: ExportFormat,
): Promise<Response> {
  const isThere = status === 'done' && resultKey !== null && (resultUntil ?? 0) > Date.now()
  const object = isThere ? await env.UPLOADS.get(exportKey(resultKey, format)) : null
  if (object === null) {
    const detail = status === 'running' ? 'It is not ready yet' : 'There is no result, or none any more'
    throw new ProblemError('not-found', detail)
  }
  return new Response(object.body, {
    headers: {
      'content-type': contentTypes[format],
      'content-disposition': `attachment; filename="${requestId}.${format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // Nothing in it comes from elsewhere, and nothing in it runs.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; sandbox",
    },
  })
}
