import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { auditFilterSchema } from '#shared/contracts/audit.ts'
import { type AuditSearch, listAuditEntries } from '#shared/database/audit-log.ts'
import type { AuditLogRow } from '#shared/database/tables/audit-log.ts'
import { csvLine } from '#shared/kernel/csv-line.ts'
import { toIso } from '#shared/kernel/time.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { parseQuery } from '../../parse-query.ts'
import { problems } from '../../problems.ts'
import { auditSearch } from './audit-search.ts'

const { middleware, ...access } = guarded('audit:read')
const path = '/v1/audit/export.csv'
const pageSize = 1_000

const columns = [
  'occurredAt',
  'actor',
  'role',
  'operation',
  'status',
  'subject',
  'requestId',
  'auditId',
  'callerNetwork',
] as const

/** The audit log as a file that a spreadsheet can open. Streamed, a page at a time. */
export function registerExportAudit(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'exportAudit',
    method: 'get',
    path,
    tags: ['Audit'],
    summary: 'The audit log as CSV, newest first',
    ...access,
    request: { query: auditFilterSchema },
    responses: {
      200: { description: 'A CSV with one heading line', content: { 'text/csv': { schema: z.string() } } },
      ...problems('unauthenticated', 'forbidden', 'invalid-content'),
    },
  })
  api.get(path, ...middleware, async (context) => {
    const search = auditSearch(
      context.get('access').tenant,
      parseQuery(auditFilterSchema, context.req.query()),
    )
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    context.executionCtx.waitUntil(writeEntries(writable, context.env.DB, search))
    return new Response(readable, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit.csv"',
      },
    })
  })
}

/** A caller who goes away ends it early; that is no error. */
async function writeEntries(
  writable: WritableStream<Uint8Array>,
  database: D1Database,
  search: AuditSearch,
): Promise<void> {
  const writer = writable.getWriter()
  const encoder = new TextEncoder()
  try {
    await writer.write(encoder.encode(csvLine(columns)))
    for (let afterId: string | undefined; ; ) {
      const rows = await listAuditEntries(drizzle(database), search, pageSize, afterId)
      await writer.write(encoder.encode(rows.map(line).join('')))
      if (rows.length < pageSize) break
      afterId = rows.at(-1)?.auditId
    }
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => undefined)
  }
}

function line(row: AuditLogRow): string {
  const subject = Object.entries(row.subject)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
  const { status, callerNetwork } = row
  const cells = {
    ...row,
    occurredAt: toIso(row.occurredAt),
    status: String(status),
    subject,
    callerNetwork: callerNetwork ?? '',
  }
  return csvLine(columns.map((column) => cells[column]))
}
