import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { stockLevelView } from '#shared/catalogue/catalogue-view.ts'
import { inventorySchema, listInventoryQuerySchema } from '#shared/contracts/products.ts'
import { listInventory } from '#shared/database/list-inventory.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listInventory',
  method: 'get',
  path: '/v1/inventory',
  tags: ['Catalogue'],
  summary: 'How much of each item each place has, as last told',
  ...guarded('catalogue:read'),
  request: { query: listInventoryQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: inventorySchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

const cursorSchema = z.object({ source: z.string(), stockItemId: z.string(), storeId: z.string() })

export function registerListInventory(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { source, productId, storeId, below, limit, cursor } = context.req.valid('query')
    const after = readCursor(cursorSchema, cursor)
    const request = { tenantId, source, productId, storeId, below, limit, after }
    const rows = await listInventory(drizzle(context.env.DB), request)
    const last = rows.length === limit ? rows.at(-1) : undefined
    return context.json(
      {
        levels: rows.map(stockLevelView),
        nextCursor:
          last === undefined
            ? null
            : writeCursor({ source: last.source, stockItemId: last.stockItemId, storeId: last.storeId }),
      },
      200,
    )
  })
}
