import * as z from 'zod'

/** Shapes that the nodes of the Admin API have in common. */
export const text = z.string().nullish()
export const globalId = z.string().regex(/^gid:\/\/shopify\/[A-Za-z]+\/\d+/, 'is not a global id')
export const reference = z.object({ id: globalId }).nullish()
export const pageInfoSchema = z.object({ hasNextPage: z.boolean(), endCursor: text })

const moneySchema = z.object({ amount: z.union([z.string(), z.number()]), currencyCode: z.string() })
export const moneyBagSchema = z.object({ shopMoney: moneySchema })

export const addressNodeSchema = z.object({
  firstName: text,
  lastName: text,
  address1: text,
  address2: text,
  city: text,
  zip: text,
  province: text,
  country: text,
  countryCodeV2: text,
})

/** `gid://shopify/Order/5910000000001` or `.../InventoryLevel/1?inventory_item_id=2` as webhooks write it: the number. */
export function numberOf(gid: string): string {
  return /\/(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? gid
}

/** An address in the words of webhooks. */
export function webhookAddress(address: z.infer<typeof addressNodeSchema> | null | undefined) {
  if (!address) return null
  return {
    first_name: address.firstName,
    last_name: address.lastName,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    country_code: address.countryCodeV2,
  }
}
