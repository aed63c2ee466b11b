import * as z from 'zod'
import { entityNumber } from './entity-number.ts'

const text = z.string().nullish()
const code = z.union([z.number(), z.string()]).nullish()
const stock = z.object({ qty: z.union([z.number(), z.string()]).nullish() }).nullish()

/** The part of Commerce's product that Patron reads. */
export const magentoProductSchema = entityNumber.and(
  z.object({
    sku: z.string().min(1),
    name: text,
    type_id: text,
    price: z.union([z.string(), z.number()]).nullish(),
    /** 1 is enabled, 2 is disabled. */
    status: code,
    /** 1 is not shown by itself. */
    visibility: code,
    created_at: text,
    updated_at: text,
    // Other things may stand in their place; a product is not refused for them.
    stock_data: stock.catch(null),
    extension_attributes: z.object({ stock_item: stock }).nullish().catch(null),
  }),
)
export type MagentoProduct = z.infer<typeof magentoProductSchema>
