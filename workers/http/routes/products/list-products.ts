import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { productViews } from '#shared/catalogue/catalogue-view.ts'
import { listProductsQuerySchema, productListSchema } from '#shared/contracts/products.ts'
import { findStock } from '#shared/database/list-inventory.ts'
import { findVariants, listProducts, placeOfProduct } from '#shared/database/list-products.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listProducts',
  method: 'get',
  path: '/v1/products',
  tags: ['Catalogue'],
  summary: 'Products by name, or by search, with their variants and what there is of them',
  ...guarded('catalogue:read'),
  request: { query: listProductsQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: productListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

const cursorSchema = z.object({
  // Cursors of before there were ranks are of lists by name.
  rank: z.number().default(0),
  name: z.string(),
  source: z.string(),
  productId: z.string(),
})

export function registerListProducts(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { query, productId, source, deleted, limit, cursor } = context.req.valid('query')
    const database = drizzle(context.env.DB)
    const { products, total } = await listProducts(database, {
      tenantId,
      query,
      productId,
      source,
      isWithDeleted: deleted === 'with',
      limit,
      after: readCursor(cursorSchema, cursor),
    })
    const variants = products.length === 0 ? [] : await findVariants(database, tenantId, products)
    const stock = variants.length === 0 ? [] : await findStock(database, tenantId, variants)
    const last = products.length === limit ? products.at(-1) : undefined
    return context.json(
      {
        products: productViews(products, variants, stock),
        total,
        nextCursor: last === undefined ? null : writeCursor(placeOfProduct(last)),
      },
      200,
    )
  })
}
