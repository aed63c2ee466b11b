import { own } from '../../kernel/own.ts'
import { fieldsToldByEmail, isToldByEmail, type MatchField, type ValueField } from './field-levels.ts'
import type { MatchModel } from './match-model.ts'
import type { MatchRecord } from './match-record.ts'
import { type Survey, termsOf } from './survey.ts'

/**
 * How likely the field of a record and a stranger is on its first level, by how common the value is. Undefined when
 * that is not known, as of "anna" and "anna maria", who are alike without sharing a value.
 */
export function agreesByChance(
  left: MatchRecord,
  right: MatchRecord,
  field: MatchField,
  model: MatchModel,
  survey: Survey,
): number | undefined {
  if (!isToldByEmail(field)) return sharedByChance(left, right, field, model, survey)
  if (field === 'birthYearInEmail') return undefined
  // A stranger's e-mail tells this name if it is the stranger's, too, and as often as e-mails tell names at all.
  const told = fieldsToldByEmail[field]
  const named = left[told] === undefined ? right : left
  const ofName = sharedByChance(named, named, told, model, survey)
  return ofName === undefined ? undefined : ofName * (model.levels[field].linked[0] ?? 1)
}

/**
 * How likely a stranger has the value that both records have, by how many others have it (Newcombe 1959; Winkler,
 * Frequency-Based Matching in the Fellegi-Sunter Model of Record Linkage, 2000): a shared Smith says less than a shared
 * Featherstonehaugh, a telephone of forty customers next to nothing. The two themselves do not count, nor do as many
 * further records as may be of their person. Of several shared values the rarest counts.
 */
function sharedByChance(
  left: MatchRecord,
  right: MatchRecord,
  field: ValueField,
  { recordCount, recordsPerPerson }: Pick<MatchModel, 'recordCount' | 'recordsPerPerson'>,
  survey: Survey,
): number | undefined {
  const ofRight = termsOf(right, field)
  let fewest = Number.POSITIVE_INFINITY
  for (const term of termsOf(left, field)) {
    if (ofRight.includes(term)) fewest = Math.min(fewest, countOf(survey, field, term))
  }
  if (fewest === Number.POSITIVE_INFINITY) return undefined
  const { ownRecords, unseenPeople } = field === 'email' || field === 'phone' ? ofContacts : ofWords
  const others = Math.max(0, fewest - Math.max(ownRecords, (ownRecords / 2) * recordsPerPerson))
  return Math.min(1, (others / recordsPerPerson + unseenPeople) / (recordCount / recordsPerPerson))
}

/**
 * `ownRecords`: so many records with a value may be of one person, where most people have two records at most.
 * `unseenPeople`: so many more are taken to have it though no record says so. Names and towns are taken from a common
 * stock. An e-mail or a telephone is given to one person or one family, and strangers share it only by mistake.
 */
const ofWords = { ownRecords: 3, unseenPeople: 0.3 }
const ofContacts = { ownRecords: 4, unseenPeople: 0.02 }

/** A name is counted as a given and as a family name: which of two swapped records has them right is not known. */
function countOf({ termCounts }: Survey, field: ValueField, term: string): number {
  const count = (inField: ValueField) => own(termCounts[inField], term) ?? 2
  return field === 'firstName' || field === 'lastName'
    ? Math.max(count('firstName'), count('lastName'))
    : count(field)
}
