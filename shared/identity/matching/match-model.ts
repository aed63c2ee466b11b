import type { MatchField } from './field-levels.ts'

/**
 * The four ways two records can be related. Person and place are kept apart, because they come apart in life: people
 * move, and families share a name, an address and a telephone.
 */
export const pairClasses = ['samePerson', 'samePersonMoved', 'samePlace', 'strangers'] as const
export type PairClass = (typeof pairClasses)[number]

/** Fields that go with the place: two records of one place compare alike, whoever they are of. */
export const placeFields: ReadonlySet<MatchField> = new Set(['street', 'postcode', 'city'])

/** Chances of the levels of a field, in the order of its levels; they add up to 1. */
export type LevelChances = readonly number[]

/**
 * Everything that is needed to score a pair: plain JSON, estimated from one tenant's customers. For each field three
 * distributions over its levels; which class uses which is said by {@link distributionOf}.
 */
export interface MatchModel {
  readonly version: 1
  /** `default` when the data could not say enough, and the documented start values were kept. */
  readonly basis: 'estimated' | 'default'
  /** Why the start values were kept. */
  readonly whyDefault?: string
  readonly recordCount: number
  /** Share of all pairs of records in each class. */
  readonly classShares: Readonly<Record<PairClass, number>>
  readonly levels: Readonly<Record<MatchField, FieldDistributions>>
  /** Records there are of one person, on average; 1 when there are no duplicates. */
  readonly recordsPerPerson: number
}

/**
 * `linked`: of one person, or for a field of the place, of one place. `housemates`: of two people of one place (not
 * used for fields of the place). `unlinked`: of strangers, or of two places.
 */
export interface FieldDistributions {
  readonly linked: LevelChances
  readonly housemates: LevelChances
  readonly unlinked: LevelChances
}

export function distributionOf(pairClass: PairClass, field: MatchField): keyof FieldDistributions {
  if (placeFields.has(field)) {
    return pairClass === 'samePerson' || pairClass === 'samePlace' ? 'linked' : 'unlinked'
  }
  if (pairClass === 'strangers') return 'unlinked'
  return pairClass === 'samePlace' ? 'housemates' : 'linked'
}
