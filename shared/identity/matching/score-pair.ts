import { alignNames } from './align-names.ts'
import { compareAligned } from './compare-records.ts'
import { type MatchField, matchFields, sameLevel } from './field-levels.ts'
import { distributionOf, type FieldDistributions, type MatchModel, type PairClass } from './match-model.ts'
import type { MatchRecord } from './match-record.ts'
import { agreesByChance } from './shared-by-chance.ts'
import type { Survey } from './survey.ts'

export interface PairScore {
  /**
   * log2 of the Bayes factor: how many times likelier the two records are what they are when they are of one person
   * than when they are of two. With {@link priorWeight} added it is log2 of the odds.
   */
  readonly weight: number
  /** That the two records are of one person, 0..1. */
  readonly probability: number
}

/** log2 of the odds that two records picked at random are of one person. */
export function priorWeight({ classShares }: MatchModel): number {
  const share = classShares.samePerson + classShares.samePersonMoved
  return Math.log2(share / (1 - share))
}

/** How likely two records are of one person. */
export function scorePair(
  left: MatchRecord,
  right: MatchRecord,
  model: MatchModel,
  survey: Survey,
): PairScore {
  const evidence = pairEvidence(left, right, model, survey)
  const ofClass = (name: PairClass) => model.classShares[name] * chanceOf(evidence, name)
  const onePerson = ofClass('samePerson') + ofClass('samePersonMoved')
  const twoPeople = ofClass('samePlace') + ofClass('strangers')
  return {
    weight: Math.log2(onePerson / twoPeople) - priorWeight(model),
    probability: onePerson / (onePerson + twoPeople),
  }
}

/** How a field that both records have compares, and how likely that is by each distribution. */
export interface FieldEvidence extends Readonly<Record<keyof FieldDistributions, number>> {
  readonly field: MatchField
  readonly level: number
}

/** The fields that both records have, in the order of `matchFields`. */
export function pairEvidence(
  left: MatchRecord,
  right: MatchRecord,
  model: MatchModel,
  survey: Survey,
): FieldEvidence[] {
  const [alignedLeft, alignedRight] = alignNames(left, right)
  const comparison = compareAligned(alignedLeft, alignedRight)
  const evidence: FieldEvidence[] = []
  for (let index = 0; index < comparison.length; index += 1) {
    const level = comparison[index] ?? 0
    const field = matchFields[index]
    if (level === 0 || field === undefined) continue
    const { linked, housemates, unlinked } = model.levels[field]
    evidence.push({
      field,
      level,
      linked: linked[level - 1] ?? 1,
      housemates: housemates[level - 1] ?? 1,
      unlinked:
        (level === sameLevel ? agreesByChance(alignedLeft, alignedRight, field, model, survey) : undefined) ??
        unlinked[level - 1] ??
        1,
    })
  }
  return evidence
}

/** How likely fields compare as they do in pairs of a class: the product over the fields. */
export function chanceOf(evidence: readonly FieldEvidence[], pairClass: PairClass): number {
  let chance = 1
  for (const each of evidence) chance *= each[distributionOf(pairClass, each.field)]
  return chance
}
