import * as z from 'zod'
import { id, named, text } from './resource.ts'

/** What the topics about inventory levels deliver: one item at one location. */
export const shopifyInventoryLevelSchema = z.object({
  inventory_item_id: id,
  location_id: id,
  /** Null: the item is not counted there. Left out when the location gives the item up. */
  available: z.number().nullish(),
  updated_at: text,
})
export type ShopifyInventoryLevel = z.infer<typeof shopifyInventoryLevelSchema>

/** A place that sells or keeps goods. */
export const shopifyLocationSchema = z.object({
  ...named,
  id,
  name: text,
  city: text,
  country: text,
  country_code: text,
  active: z.boolean().nullish(),
  created_at: text,
  updated_at: text,
})
export type ShopifyLocation = z.infer<typeof shopifyLocationSchema>
