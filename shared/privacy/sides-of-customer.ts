import type { CustomerCluster } from '../identity/decision-records.ts'
import { type IdentifierKey, identifierPriority } from '../identity/identifier.ts'

/**
 * One identifier for each side of a customer: an event that carries it belongs to that side, also when the merge is undone.
 * What is said about a person has to be said about all sides, or an older word of another side would outlive it. A
 * side without an identifier that names it cannot be told.
 */
export function sidesOfCustomer({ members, sharedKeys }: Pick<CustomerCluster, 'members' | 'sharedKeys'>): {
  customerId: string
  key: IdentifierKey
}[] {
  return members.flatMap(({ customerId, links }) => {
    const [strongest] = links
      .map(({ key }) => key)
      .filter((key) => !sharedKeys.includes(key))
      .sort((left, right) => identifierPriority(left) - identifierPriority(right) || (left < right ? -1 : 1))
    return strongest === undefined ? [] : [{ customerId, key: strongest }]
  })
}
