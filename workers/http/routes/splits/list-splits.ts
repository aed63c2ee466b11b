import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { listSplitsQuerySchema, splitListSchema } from '#shared/contracts/identity.ts'
import { listSplits } from '#shared/database/list-splits.ts'
import { splitView } from '#shared/identity/views/split-view.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listSplits',
  method: 'get',
  path: '/v1/splits',
  tags: ['Identity'],
  summary: 'Splits, newest first, undone ones too',
  ...guarded('identity:read'),
  request: { query: listSplitsQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: splitListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListSplits(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { customerId, limit, cursor } = context.req.valid('query')
    const afterId = readCursor(z.string(), cursor)
    const splits = await listSplits(drizzle(context.env.DB), tenantId, customerId, limit, afterId)
    const last = splits.length === limit ? splits.at(-1) : undefined
    return context.json(
      {
        splits: splits.map(splitView),
        nextCursor: last === undefined ? null : writeCursor(last.splitId),
      },
      200,
    )
  })
}
