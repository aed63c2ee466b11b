import { type IdentifierKey, identifierPriority } from '../identifier.ts'

/** Which customer each identifier leads to. */
export type Partition = ReadonlyMap<IdentifierKey, string>

/** A customer of one partition that is several in the other. */
export interface DividedCustomer {
  readonly customerId: string
  /** The strongest identifier of each part, strongest first. */
  readonly partKeys: readonly IdentifierKey[]
}

export interface PartitionChanges {
  /** Customers of the second partition that were several in the first. */
  readonly merges: readonly DividedCustomer[]
  /** Customers of the first partition that are several in the second. */
  readonly splits: readonly DividedCustomer[]
}

/** Compares two partitions by the identifiers that both know. The names of customers may differ. */
export function comparePartitions(before: Partition, after: Partition): PartitionChanges {
  return { merges: dividedCustomers(after, before), splits: dividedCustomers(before, after) }
}

function dividedCustomers(whole: Partition, divided: Partition): DividedCustomer[] {
  const strongest = new Map<string, Map<string, IdentifierKey>>()
  for (const [key, customerId] of whole) {
    const partId = divided.get(key)
    if (partId === undefined) continue
    const parts = strongest.get(customerId) ?? new Map<string, IdentifierKey>()
    strongest.set(customerId, parts)
    const known = parts.get(partId)
    if (known === undefined || compareStrength(key, known) < 0) parts.set(partId, key)
  }
  return [...strongest].flatMap(([customerId, parts]) =>
    parts.size < 2 ? [] : { customerId, partKeys: [...parts.values()].sort(compareStrength) },
  )
}

/** Stronger types first, then by the text, so that the order of events does not show. */
function compareStrength(left: IdentifierKey, right: IdentifierKey): number {
  return identifierPriority(left) - identifierPriority(right) || (left < right ? -1 : Number(left > right))
}
