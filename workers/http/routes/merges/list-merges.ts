import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { listMergesQuerySchema, mergeListSchema } from '#shared/contracts/identity.ts'
import { findDisplayNames } from '#shared/database/find-display-names.ts'
import { listMerges } from '#shared/database/list-merges.ts'
import { mergeView } from '#shared/identity/views/merge-view.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listMerges',
  method: 'get',
  path: '/v1/merges',
  tags: ['Identity'],
  summary: 'Merges, newest first, undone ones too',
  ...guarded('identity:read'),
  request: { query: listMergesQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: mergeListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListMerges(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { customerId, status, rule, limit, cursor } = context.req.valid('query')
    const database = drizzle(context.env.DB)
    const afterId = readCursor(z.string(), cursor)
    const { merges, total } = await listMerges(database, {
      tenantId,
      customerId,
      status,
      rule,
      limit,
      afterId,
    })
    const names = await findDisplayNames(
      database,
      tenantId,
      merges.flatMap(({ survivorId, mergedId }) => [survivorId, mergedId]),
    )
    const last = merges.length === limit ? merges.at(-1) : undefined
    return context.json(
      {
        merges: merges.map((merge) => ({
          ...mergeView(merge),
          survivorName: names.get(merge.survivorId) ?? null,
          mergedName: names.get(merge.mergedId) ?? null,
        })),
        total,
        nextCursor: last === undefined ? null : writeCursor(last.mergeId),
      },
      200,
    )
  })
}
