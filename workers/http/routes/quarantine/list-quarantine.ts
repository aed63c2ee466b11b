import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { listQuarantineQuerySchema, quarantineListSchema } from '#shared/contracts/quarantine.ts'
import { listQuarantine } from '#shared/database/list-quarantine.ts'
import { toIso } from '#shared/kernel/time.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listQuarantine',
  method: 'get',
  path: '/v1/quarantine',
  tags: ['Quarantine'],
  summary: 'Events that were accepted and cannot be processed, with bytes and reason',
  ...guarded('events:read'),
  request: { query: listQuarantineQuerySchema },
  responses: {
    200: {
      description: 'A page, newest first',
      content: { 'application/json': { schema: quarantineListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListQuarantine(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { limit, cursor } = context.req.valid('query')
    const rows = await listQuarantine(
      drizzle(context.env.DB),
      tenant.tenantId,
      limit,
      readCursor(z.string(), cursor),
    )
    const last = rows.length === limit ? rows.at(-1) : undefined
    return context.json(
      {
        events: rows.map((row) => ({
          id: row.quarantineId,
          source: row.source,
          reason: row.reason,
          detail: row.detail,
          receivedAt: toIso(row.receivedAt),
          bytes: row.bytes,
        })),
        nextCursor: last === undefined ? null : writeCursor(last.quarantineId),
      },
      200,
    )
  })
}
