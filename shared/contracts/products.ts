import * as z from 'zod'
import { momentSchema, moneySchema, nextCursorSchema } from './money.ts'

const stockOfStoreSchema = z.object({
  storeId: z.string().nullable().meta({ description: 'Null: the shop as a whole' }),
  storeName: z.string().nullable(),
  availableQuantity: z.number().meta({ description: 'Below zero when more was sold than there is' }),
  countedAt: momentSchema,
})

const variantSchema = z.object({
  variantId: z.string(),
  name: z.string().nullable(),
  sku: z.string().nullable(),
  price: moneySchema.nullable(),
  stock: z.array(stockOfStoreSchema).meta({ description: 'One entry a place; empty when nothing was told' }),
})

export const productSchema = z
  .object({
    source: z.string().meta({ description: 'The connection that sells it', example: 'shopify/demo' }),
    productId: z.string(),
    name: z.string().nullable(),
    category: z.string().nullable(),
    brand: z.string().nullable(),
    url: z.string().nullable(),
    imageUrl: z.string().nullable(),
    isListed: z.boolean().meta({ description: 'False for a draft, or off the shelves' }),
    isDeleted: z.boolean(),
    describedAt: momentSchema.meta({ description: 'When the source last described it' }),
    variants: z.array(variantSchema).meta({ description: 'Those there are by now' }),
  })
  .meta({ id: 'Product' })
export type ProductView = z.infer<typeof productSchema>

export const listProductsQuerySchema = z.object({
  query: z.string().max(200).optional().meta({ description: 'Part of a name, category, brand or SKU' }),
  productId: z
    .string()
    .max(500)
    .optional()
    .meta({ description: 'The products with this id, or with a variant or SKU of it' }),
  source: z.string().max(200).optional(),
  deleted: z.enum(['without', 'with']).default('without'),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(500).optional(),
})
export type ListProductsQuery = z.input<typeof listProductsQuerySchema>

export const productListSchema = z
  .object({
    products: z.array(productSchema).meta({
      description: 'By name; where an id is asked for, the product of that very id first',
    }),
    total: z.int().meta({ description: 'How many fit the search in all' }),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'ProductList' })
export type ProductList = z.infer<typeof productListSchema>

export const stockLevelSchema = stockOfStoreSchema
  .extend({
    source: z.string(),
    stockItemId: z.string(),
    productId: z.string().nullable().meta({ description: 'Null for an item no variant is known of' }),
    productName: z.string().nullable(),
    variantId: z.string().nullable(),
    variantName: z.string().nullable(),
    sku: z.string().nullable(),
  })
  .meta({ id: 'StockLevel' })
export type StockLevelView = z.infer<typeof stockLevelSchema>

export const listInventoryQuerySchema = z.object({
  source: z.string().max(200).optional(),
  productId: z.string().max(200).optional(),
  storeId: z.string().max(200).optional(),
  below: z.coerce.number().optional().meta({ description: 'Only where less than this can be sold' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(500).optional(),
})
export type ListInventoryQuery = z.input<typeof listInventoryQuerySchema>

export const inventorySchema = z
  .object({ levels: z.array(stockLevelSchema), nextCursor: nextCursorSchema })
  .meta({ id: 'Inventory' })
export type Inventory = z.infer<typeof inventorySchema>

export const storeSchema = z
  .object({
    source: z.string(),
    storeId: z.string(),
    name: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string().nullable(),
    isClosed: z.boolean(),
    describedAt: momentSchema,
  })
  .meta({ id: 'Store' })
export type StoreView = z.infer<typeof storeSchema>

export const listStoresQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(500).optional(),
})
export type ListStoresQuery = z.input<typeof listStoresQuerySchema>

export const storeListSchema = z
  .object({ stores: z.array(storeSchema), nextCursor: nextCursorSchema })
  .meta({ id: 'StoreList' })
export type StoreList = z.infer<typeof storeListSchema>
