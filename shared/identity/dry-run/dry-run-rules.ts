import type { IdentifierKey } from '../identifier.ts'
import type { IdentityClaim } from '../identity-claim.ts'
import type { IdentityRules } from '../identity-rules.ts'
import { comparePartitions, type DividedCustomer } from './compare-partitions.ts'
import type { DecidedIdentity } from './decided-identity.ts'
import { type ReplayedIdentity, replayClaims } from './replay-claims.ts'

/** Changes of a kind that are shown; the counts are of all. */
export const shownChanges = 100
/** Parts of a changed customer that are shown. */
export const shownParts = 20

export interface ChangedCustomer {
  /** The strongest identifier of each part, strongest first; at most {@link shownParts}. */
  readonly partKeys: readonly IdentifierKey[]
  /** Events of all parts together. */
  readonly eventCount: number
}

/** What other rules would have made of the same events. */
export interface DryRun {
  readonly customerCountBefore: number
  readonly customerCountAfter: number
  readonly reviewCountBefore: number
  readonly reviewCountAfter: number
  readonly mergeCount: number
  readonly splitCount: number
  /** Those with most events first, at most {@link shownChanges}. */
  readonly merges: readonly ChangedCustomer[]
  readonly splits: readonly ChangedCustomer[]
}

/** Decides events by the rules in force and by others, and compares the customers they come to. Changes nothing. */
export function dryRunRules(
  claims: readonly IdentityClaim[],
  decided: DecidedIdentity,
  rules: IdentityRules,
  changedRules: IdentityRules,
): DryRun {
  const before = replayClaims(claims, decided, rules)
  const after = replayClaims(claims, decided, changedRules)
  const { merges, splits } = comparePartitions(before.customers, after.customers)
  return {
    customerCountBefore: customerCount(before),
    customerCountAfter: customerCount(after),
    reviewCountBefore: before.openReviewCount,
    reviewCountAfter: after.openReviewCount,
    mergeCount: merges.length,
    splitCount: splits.length,
    merges: largest(merges, after),
    splits: largest(splits, before),
  }
}

function customerCount({ customers }: ReplayedIdentity): number {
  return new Set(customers.values()).size
}

function largest(divided: readonly DividedCustomer[], { eventCounts }: ReplayedIdentity): ChangedCustomer[] {
  return divided
    .map(({ customerId, partKeys }) => ({
      partKeys: partKeys.slice(0, shownParts),
      eventCount: eventCounts.get(customerId) ?? 0,
    }))
    .sort((left, right) => right.eventCount - left.eventCount)
    .slice(0, shownChanges)
}
