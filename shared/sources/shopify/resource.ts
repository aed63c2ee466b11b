import * as z from 'zod'

/** Shapes that Shopify's resources have in common. */
export const id = z.union([z.number(), z.string()])
export const decimal = z.union([z.string(), z.number()])
export const text = z.string().nullish()
/** The global id, which most resources repeat beside the number. */
export const named = { admin_graphql_api_id: text }

/** `[{ name, value }]`, as a theme or an app adds them to a cart and its order. */
export const noteAttributesSchema = z.array(z.object({ name: z.string(), value: z.unknown() }))
export type NoteAttributes = z.infer<typeof noteAttributesSchema>

const moneySchema = z.object({ amount: decimal, currency_code: z.string() })
/** One amount in the shop's currency and in the one the buyer saw. */
export const moneySetSchema = z.object({ shop_money: moneySchema, presentment_money: moneySchema.nullish() })
export type MoneySet = z.infer<typeof moneySetSchema>

/**
 * A Shopify id as text. A number beyond 2^53 has lost its last digits in JSON.parse; the global id
 * (`gid://shopify/Order/820982911946154508`) still has them.
 */
export function exactId(resource: {
  id: number | string
  admin_graphql_api_id?: string | null | undefined
}): string {
  if (typeof resource.id === 'number' && !Number.isSafeInteger(resource.id)) {
    return resource.admin_graphql_api_id?.split('/').pop() ?? String(resource.id)
  }
  return String(resource.id)
}
