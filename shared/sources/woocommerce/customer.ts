import * as z from 'zod'
import { woocommerceAddressSchema } from './order.ts'

const text = z.string().nullish()

/** The part of WooCommerce's customer that Patron reads: an account of the shop. */
export const woocommerceCustomerSchema = z.object({
  id: z.union([z.int().min(1), z.string().min(1)]),
  date_created_gmt: text,
  date_modified_gmt: text,
  email: text,
  first_name: text,
  last_name: text,
  role: text,
  billing: woocommerceAddressSchema.nullish(),
})
export type WoocommerceCustomer = z.infer<typeof woocommerceCustomerSchema>
