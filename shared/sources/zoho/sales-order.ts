import * as z from 'zod'
import { zohoPersonSchema } from './contact.ts'

const id = z.union([z.int().min(1), z.string().min(1)])
const decimal = z.union([z.string(), z.number()])
const text = z.string().nullish()

/** The part of a sales order of Zoho's finance applications that Patron reads. */
export const zohoSalesOrderSchema = z.object({
  salesorder_id: id,
  salesorder_number: text,
  status: z.string().min(1),
  customer_id: id,
  currency_code: z.string(),
  created_time: z.string(),
  last_modified_time: text,
  total: decimal,
  tax_total: decimal.nullish(),
  shipping_charge: decimal.nullish(),
  discount_amount: decimal.nullish(),
  reference_number: text,
  line_items: z.array(
    z.object({
      line_item_id: id,
      item_id: z.union([z.int(), z.string()]).nullish(),
      name: text,
      sku: text,
      quantity: z.number(),
      item_total: decimal,
    }),
  ),
  contact_person_details: z.array(zohoPersonSchema).nullish(),
})
export type ZohoSalesOrder = z.infer<typeof zohoSalesOrderSchema>
