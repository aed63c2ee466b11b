import {
  fieldsToldByEmail,
  isToldByEmail,
  levelName,
  type MatchField,
  type ValueField,
} from './field-levels.ts'
import { type MatchModel, placeFields } from './match-model.ts'
import type { MatchRecord } from './match-record.ts'
import { chanceOf, type FieldEvidence, type PairScore, pairEvidence, scorePair } from './score-pair.ts'
import type { Survey } from './survey.ts'

/** What a field, or all fields of the place together, say about a pair. */
export interface Contribution {
  /** `household` takes back what the members of a family share as well. */
  readonly field: Exclude<ValueField, 'street' | 'postcode' | 'city'> | 'place' | 'household'
  /** How the values compare, in a word; for the place in one for each of its fields that both records have. */
  readonly level: string
  /** log2 of how many times likelier this is for one person than for two; below 0 it speaks against. */
  readonly weight: number
}

export interface PairExplanation extends PairScore {
  /** In the order of the fields. Their weights add up to the pair's. */
  readonly contributions: readonly Contribution[]
}

/** A score with what each field contributes to it, for a person who decides. */
export function explainPair(
  left: MatchRecord,
  right: MatchRecord,
  model: MatchModel,
  survey: Survey,
): PairExplanation {
  const score = scorePair(left, right, model, survey)
  const evidence = pairEvidence(left, right, model, survey)
  const contributions: Contribution[] = []
  for (const { field, level, linked, unlinked } of evidence) {
    if (isOfPlace(field)) continue
    contributions.push({
      field: isToldByEmail(field) ? fieldsToldByEmail[field] : field,
      level: levelName(field, level),
      weight: Math.log2(linked / unlinked),
    })
  }
  const ofPlace = evidence.filter(({ field }) => isOfPlace(field))
  if (ofPlace.length > 0) contributions.push(placeContribution(ofPlace, model))
  const sum = contributions.reduce((total, { weight }) => total + weight, 0)
  const household: Contribution = { field: 'household', level: 'shared', weight: score.weight - sum }
  return { ...score, contributions: [...contributions, household] }
}

/** A person lives at one place or has moved; strangers live at two. */
function placeContribution(ofPlace: readonly FieldEvidence[], { classShares }: MatchModel): Contribution {
  const { samePerson, samePersonMoved } = classShares
  const ofOnePerson =
    (samePerson * chanceOf(ofPlace, 'samePerson') + samePersonMoved * chanceOf(ofPlace, 'samePersonMoved')) /
    (samePerson + samePersonMoved)
  return {
    field: 'place',
    level: ofPlace.map(({ field, level }) => `${field} ${levelName(field, level)}`).join(', '),
    weight: Math.log2(ofOnePerson / chanceOf(ofPlace, 'strangers')),
  }
}

function isOfPlace(field: MatchField): field is 'street' | 'postcode' | 'city' {
  return placeFields.has(field)
}
