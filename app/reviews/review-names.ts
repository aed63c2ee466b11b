import type { ReviewView } from '#shared/contracts/identity.ts'
import { shortId } from '../format/wording.ts'

const mostNames = 3

/** Who a review is about: "Ada Lovelace and A. Lovelace", "Ada, Grace, Alan and 2 more". */
export function reviewNames(customers: ReviewView['customers']): string {
  const names = customers.map(({ customerId, displayName }) => displayName ?? shortId(customerId))
  const rest = names.length - mostNames
  const parts = rest > 0 ? [...names.slice(0, mostNames), `${rest} more`] : names
  return parts.length < 2 ? (parts[0] ?? 'Nobody') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
