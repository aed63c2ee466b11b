import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { storeView } from '#shared/catalogue/catalogue-view.ts'
import { listStoresQuerySchema, storeListSchema } from '#shared/contracts/products.ts'
import { listStores } from '#shared/database/list-inventory.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listStores',
  method: 'get',
  path: '/v1/stores',
  tags: ['Catalogue'],
  summary: 'Places that sell or keep goods',
  ...guarded('catalogue:read'),
  request: { query: listStoresQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: storeListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

const cursorSchema = z.object({ source: z.string(), storeId: z.string() })

export function registerListStores(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { limit, cursor } = context.req.valid('query')
    const rows = await listStores(drizzle(context.env.DB), tenantId, limit, readCursor(cursorSchema, cursor))
    const last = rows.length === limit ? rows.at(-1) : undefined
    return context.json(
      {
        stores: rows.map(storeView),
        nextCursor: last === undefined ? null : writeCursor({ source: last.source, storeId: last.storeId }),
      },
      200,
    )
  })
}
