import * as z from 'zod'
import { entityNumber } from './entity-number.ts'

const text = z.string().nullish()

/** The part of Commerce's customer that Patron reads. */
export const magentoCustomerSchema = entityNumber.and(
  z.object({ email: text, firstname: text, lastname: text, created_at: text, updated_at: text }),
)
export type MagentoCustomer = z.infer<typeof magentoCustomerSchema>
