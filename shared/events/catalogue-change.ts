import * as z from 'zod'

const text = z.string().min(1)

/** A product as its shop describes it. What is left out is not known, and what was known stays. */
export const productStatementSchema = z.object({
  /** As order lines name it, unique within the event's source. */
  productId: text,
  name: z.string().optional(),
  category: z.string().optional(),
  brand: z.string().optional(),
  url: z.string().optional(),
  imageUrl: z.string().optional(),
  /** False for a draft or a product that was taken off the shelves. */
  isListed: z.boolean().optional(),
  isDeleted: z.boolean().optional(),
  /** All the ways it is sold, when the source says so. */
  variants: z
    .array(
      z.object({
        variantId: text,
        name: z.string().optional(),
        sku: z.string().optional(),
        /** What stock levels are counted by, unique within the source. */
        stockItemId: z.string().optional(),
        priceMinor: z.int().optional(),
        currency: z.string().optional(),
      }),
    )
    .optional(),
})
export type ProductStatement = z.infer<typeof productStatementSchema>

/** A place that sells or keeps goods. */
export const storeStatementSchema = z.object({
  storeId: text,
  name: z.string().optional(),
  city: z.string().optional(),
  country: z.string().optional(),
  isClosed: z.boolean().optional(),
})
export type StoreStatement = z.infer<typeof storeStatementSchema>

/** How much of one item one place had, at the moment of the event. */
export const stockLevelSchema = z.object({
  stockItemId: text,
  /** Absent: the shop as a whole. */
  storeId: z.string().optional(),
  /** Units that can be sold; below zero when more was sold than there is. */
  availableQuantity: z.number(),
})
export type StockLevel = z.infer<typeof stockLevelSchema>

/** What an event says about what the shop sells and where; of nobody, so such an event has no identifiers. */
export const catalogueChangeSchema = z.object({
  products: z.array(productStatementSchema).optional(),
  stores: z.array(storeStatementSchema).optional(),
  stock: z.array(stockLevelSchema).optional(),
})
export type CatalogueChange = z.infer<typeof catalogueChangeSchema>
