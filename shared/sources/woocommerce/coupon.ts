import * as z from 'zod'

const text = z.string().nullish()
const decimal = z.union([z.string(), z.number()])

/** The part of WooCommerce's coupon that Patron reads. Whom it is for (`email_restrictions`, `used_by`) is not read. */
export const woocommerceCouponSchema = z.object({
  id: z.union([z.int().min(1), z.string().min(1)]),
  code: z.string().min(1),
  amount: decimal.nullish(),
  status: text,
  discount_type: text,
  description: text,
  date_created_gmt: text,
  date_modified_gmt: text,
  date_expires_gmt: text,
  usage_count: z.number().nullish(),
  usage_limit: z.number().nullish(),
})
export type WoocommerceCoupon = z.infer<typeof woocommerceCouponSchema>
