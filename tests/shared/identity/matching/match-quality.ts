import type { MatchRecord } from '#shared/identity/matching/match-record.ts'
import type { LabelledRecords } from './random-people.ts'

export interface MatchQuality {
  readonly trueCount: number
  readonly proposedCount: number
  readonly precision: number
  readonly recall: number
  /** Pairs somebody has to look at for a thousand customers. */
  readonly pairsPerThousand: number
}

/** Proposed pairs of records against the pairs that are of one person. */
export function matchQuality(
  pairs: Iterable<{ readonly leftId: string; readonly rightId: string }>,
  { records, personOf }: LabelledRecords,
): MatchQuality {
  let proposedCount = 0
  let rightCount = 0
  for (const { leftId, rightId } of pairs) {
    proposedCount += 1
    if (personOf.get(leftId) === personOf.get(rightId)) rightCount += 1
  }
  const sizes = [...Map.groupBy(personOf.values(), (person) => person).values()]
  const trueCount = sizes.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0)
  return {
    trueCount,
    proposedCount,
    precision: proposedCount === 0 ? 1 : rightCount / proposedCount,
    recall: rightCount / trueCount,
    pairsPerThousand: (proposedCount / records.length) * 1000,
  }
}

/** Every two members of each cluster: the pairs there are once all proposals are accepted. */
export function pairsOfClusters(
  clusters: readonly (readonly string[])[],
): { leftId: string; rightId: string }[] {
  return clusters.flatMap((members) =>
    members.flatMap((leftId, index) => members.slice(index + 1).map((rightId) => ({ leftId, rightId }))),
  )
}

/** The plain baseline: two records are one when they have an e-mail, a telephone, or a full name and birth date in common. */
export function exactPairs(records: readonly MatchRecord[]): { leftId: string; rightId: string }[] {
  const pairs = new Map<string, { leftId: string; rightId: string }>()
  const idsByKey = new Map<string, string[]>()
  for (const { customerId, emails = [], phones = [], firstName, lastName, birthDate } of records) {
    const named = firstName && lastName && birthDate ? [`${firstName} ${lastName} ${birthDate}`] : []
    for (const key of [...emails, ...phones, ...named]) {
      const ids = idsByKey.get(key) ?? []
      for (const leftId of ids) pairs.set(`${leftId} ${customerId}`, { leftId, rightId: customerId })
      idsByKey.set(key, [...ids, customerId])
    }
  }
  return [...pairs.values()]
}
