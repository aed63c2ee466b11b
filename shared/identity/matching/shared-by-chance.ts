import { own } from '../../kernel/own.ts'
import type { MatchField } from './field-levels.ts'
import type { MatchModel } from './match-model.ts'
import type { MatchRecord } from './match-record.ts'
import { type Survey, termsOf } from './survey.ts'

/**
 * How likely a stranger has the value that both records have, by how many others have it (Newcombe 1959; Winkler,
 * Frequency-Based Matching in the Fellegi-Sunter Model of Record Linkage, 2000): a shared Smith says less than a shared
 * Featherstonehaugh, a telephone of forty customers next to nothing. The two themselves do not count, nor do further
 * records of their person; half a person is added, for a value that nobody else has. Of several shared values the rarest
 * counts. Undefined when the two are alike without sharing a value, as "anna" and "anna maria" are.
 */
export function sharedByChance(
  left: MatchRecord,
  right: MatchRecord,
  field: MatchField,
  { recordCount, recordsPerPerson }: Pick<MatchModel, 'recordCount' | 'recordsPerPerson'>,
  survey: Survey,
): number | undefined {
  const ofRight = termsOf(right, field)
  let fewest = Number.POSITIVE_INFINITY
  for (const term of termsOf(left, field)) {
    if (ofRight.includes(term)) fewest = Math.min(fewest, countOf(survey, field, term))
  }
  if (fewest === Number.POSITIVE_INFINITY) return undefined
  const others = Math.max(0, fewest - Math.max(2, recordsPerPerson)) / recordsPerPerson
  return Math.min(1, (others + 0.5) / (recordCount / recordsPerPerson))
}

/** A name is counted as a given and as a family name: which of two swapped records has them right is not known. */
function countOf({ termCounts }: Survey, field: MatchField, term: string): number {
  const count = (inField: MatchField) => own(termCounts[inField], term) ?? 2
  return field === 'firstName' || field === 'lastName'
    ? Math.max(count('firstName'), count('lastName'))
    : count(field)
}
