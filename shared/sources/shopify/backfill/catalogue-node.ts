import * as z from 'zod'
import type { ShopifyRecord } from '../record.ts'
import { globalId, numberOf, pageInfoSchema, reference, text } from './node.ts'

/** A product of the Admin API, as `productsQuery` asks for it. */
export const productNodeSchema = z.object({
  id: globalId,
  title: text,
  vendor: text,
  productType: text,
  handle: text,
  status: text,
  updatedAt: z.string(),
  featuredMedia: z
    .object({ preview: z.object({ image: z.object({ url: text }).nullish() }).nullish() })
    .nullish(),
  variants: z.object({
    pageInfo: pageInfoSchema.pick({ hasNextPage: true }),
    nodes: z.array(
      z.object({
        id: globalId,
        title: text,
        sku: text,
        price: z.union([z.string(), z.number()]).nullish(),
        inventoryItem: reference,
      }),
    ),
  }),
})

/** A product that was read, as the record that products/update makes. */
export function productRecord(node: z.infer<typeof productNodeSchema>): ShopifyRecord {
  const { nodes, pageInfo } = node.variants
  const variants = nodes.map((variant) => ({
    id: numberOf(variant.id),
    title: variant.title,
    sku: variant.sku,
    price: variant.price,
    inventory_item_id: variant.inventoryItem && numberOf(variant.inventoryItem.id),
  }))
  return {
    about: 'product',
    product: {
      id: numberOf(node.id),
      title: node.title,
      vendor: node.vendor,
      product_type: node.productType,
      handle: node.handle,
      status: node.status?.toLowerCase(),
      updated_at: node.updatedAt,
      image: { src: node.featuredMedia?.preview?.image?.url },
      // Like a delivery that describes only the first hundred: it does not tell all ways the product is sold.
      variants: pageInfo.hasNextPage ? null : variants,
    },
  }
}

/** A location of the Admin API, as `locationsQuery` asks for it. */
export const locationNodeSchema = z.object({
  id: globalId,
  name: text,
  isActive: z.boolean(),
  createdAt: text,
  updatedAt: text,
  address: z.object({ city: text, countryCode: text }).nullish(),
})

/** A location that was read, as the record that locations/update makes. */
export function locationRecord(node: z.infer<typeof locationNodeSchema>): ShopifyRecord {
  return {
    about: 'location',
    location: {
      id: numberOf(node.id),
      name: node.name,
      city: node.address?.city,
      country_code: node.address?.countryCode,
      active: node.isActive,
      created_at: node.createdAt,
      updated_at: node.updatedAt,
    },
  }
}

/** What one location has, as `inventoryLevelsQuery` asks for it. */
export const inventoryAnswerSchema = z.object({
  locations: z.object({
    pageInfo: pageInfoSchema,
    nodes: z.array(
      z.object({
        id: globalId,
        inventoryLevels: z.object({
          pageInfo: pageInfoSchema,
          nodes: z.array(
            z.object({
              updatedAt: text,
              item: z.object({ id: globalId }),
              quantities: z.array(z.object({ name: z.string(), quantity: z.number() })),
            }),
          ),
        }),
      }),
    ),
  }),
})
export type InventoryAnswer = z.infer<typeof inventoryAnswerSchema>

/** What the locations of an answer have, as the records that inventory_levels/update makes. */
export function inventoryRecords({ locations }: InventoryAnswer): ShopifyRecord[] {
  return locations.nodes.flatMap((location) =>
    location.inventoryLevels.nodes.map(
      (level): ShopifyRecord => ({
        about: 'inventory-level',
        topic: 'inventory_levels/update',
        level: {
          inventory_item_id: numberOf(level.item.id),
          location_id: numberOf(location.id),
          available: level.quantities.find(({ name }) => name === 'available')?.quantity,
          updated_at: level.updatedAt,
        },
        triggeredAt: undefined,
      }),
    ),
  )
}
