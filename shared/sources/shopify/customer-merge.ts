import * as z from 'zod'

/** What customers/merge delivers: which customer stays, which is gone, and how far the merge is. */
export const shopifyCustomerMergeSchema = z.object({
  admin_graphql_api_customer_kept_id: z.string().min(1),
  admin_graphql_api_customer_deleted_id: z.string().min(1),
  status: z.string(),
})
export type ShopifyCustomerMerge = z.infer<typeof shopifyCustomerMergeSchema>
