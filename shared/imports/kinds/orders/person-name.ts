import type { ImportedPerson } from '../person.ts'

/**
 * What brings orders of one person together: most shops know an e-mail of nearly all, and name it in nearly every row. Only to save work:
 * who is who is for identity to decide. Undefined for nobody.
 */
export function personName({ email, phone, customerId, loyaltyId }: ImportedPerson): string | undefined {
  return (email ?? phone ?? customerId ?? loyaltyId)?.toLowerCase()
}
