import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { auditEntryListSchema, listAuditEntriesQuerySchema } from '#shared/contracts/audit.ts'
import { listAuditEntries } from '#shared/database/audit-log.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { auditEntryView } from './audit-entry-view.ts'
import { auditSearch } from './audit-search.ts'

const route = createRoute({
  operationId: 'listAuditEntries',
  method: 'get',
  path: '/v1/audit',
  tags: ['Audit'],
  summary: 'What staff and keys did, read of a person, or tried without leave; newest first',
  ...guarded('audit:read'),
  request: { query: listAuditEntriesQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: auditEntryListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListAuditEntries(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { limit, cursor, ...filter } = context.req.valid('query')
    const rows = await listAuditEntries(
      drizzle(context.env.DB),
      auditSearch(tenant, filter),
      limit,
      readCursor(z.string(), cursor),
    )
    const last = rows.length === limit ? rows.at(-1) : undefined
    return context.json(
      {
        entries: rows.map(auditEntryView),
        nextCursor: last === undefined ? null : writeCursor(last.auditId),
      },
      200,
    )
  })
}
