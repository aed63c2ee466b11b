import type { ComparisonCounts } from './count-comparisons.ts'
import { defaultLevels, defaultPairsPerRecord } from './default-model.ts'
import { expectedLevels } from './expected-levels.ts'
import { comparisonOfCode, type MatchField, matchFields } from './field-levels.ts'
import { fitLatentClasses, type LatentClassData, type LevelPrior } from './fit-latent-classes.ts'
import { implausibility } from './implausibility.ts'
import {
  distributionOf,
  type FieldDistributions,
  type MatchModel,
  pairClasses,
  placeFields,
} from './match-model.ts'

/** With fewer records nothing is estimated but how strangers compare and how many pairs match. */
const minRecords = 50
/** How many pairs the start values count for. */
const priorPairs = 30
/**
 * A level that random pairs hardly ever show would otherwise be taken to prove a match: the defaults keep the chance of
 * every level at a tenth of theirs or more.
 */
const strangersPrior = { pairs: priorPairs, share: 0.1 }
/** So many that the start values stay as they are. */
const heldPairs = 1e12
/** At most this share of all pairs is expected to be of each class but strangers before any data is seen. */
const maxStartShare = 0.1

const distributionNames = ['linked', 'housemates', 'unlinked'] as const satisfies (keyof FieldDistributions)[]

/**
 * Learns from the compared pairs how often each level occurs among pairs of one person, of one household and of
 * strangers, without knowing which pair is which: Fellegi and Sunter's model (A Theory for Record Linkage, 1969),
 * estimated by expectation-maximisation with a class for households beside matches and non-matches (Winkler, Improved
 * Decision Rules in the Fellegi-Sunter Model of Record Linkage, 1993). All pairs of records are accounted for: those
 * that share no block are strangers, whom the random pairs stand for.
 *
 * When the outcome makes no sense (a "match" whose names agree less than those of strangers), only the number of
 * matches and the levels of strangers are estimated, and the rest keeps its start values.
 */
export function estimateModel(counts: ComparisonCounts, recordCount: number): MatchModel {
  const pairCount = Math.max(1, (recordCount * (recordCount - 1)) / 2)
  const data = latentClassData(counts, pairCount)
  const expected = expectedLevels(data, strangersPrior)
  const pairsOfClasses = pairClasses.map((name) =>
    name === 'strangers' ? 0 : defaultPairsPerRecord[name] * recordCount,
  )
  const startShares = pairsOfClasses.map((pairs) => Math.min(maxStartShare, pairs / pairCount))
  const start = {
    shares: [...startShares.slice(0, -1), 1 - startShares.reduce((sum, share) => sum + share, 0)],
    distributions: matchFields.flatMap((field) => distributionNames.map((name) => expected[field][name])),
  }
  const estimate = (isHeld: boolean): MatchModel => {
    const priors = matchFields.flatMap((field) =>
      distributionNames.map((name) => ({
        chances: name === 'unlinked' ? defaultLevels[field].unlinked : expected[field][name],
        ...priorWeight(field, name, isHeld),
      })),
    )
    const priorClassCounts = pairsOfClasses.map((pairs, index) =>
      pairClasses[index] === 'samePlace' ? pairs : Math.min(1, pairs),
    )
    const options = { maxRounds: 200, tolerance: 1e-4 }
    const { shares, distributions } = fitLatentClasses(start, { ...data, priors, priorClassCounts }, options)
    return matchModel(shares, distributions, recordCount, pairCount)
  }
  if (recordCount < minRecords) return { ...estimate(true), basis: 'default', whyDefault: 'few-records' }
  const estimated = estimate(false)
  const whyDefault = implausibility(estimated.levels)
  return whyDefault === undefined ? estimated : { ...estimate(true), basis: 'default', whyDefault }
}

function distributionNumber(field: MatchField, name: keyof FieldDistributions): number {
  return matchFields.indexOf(field) * distributionNames.length + distributionNames.indexOf(name)
}

function latentClassData(counts: ComparisonCounts, pairCount: number): LatentClassData {
  const candidateCount = total(counts.candidates)
  const strangerCount = total(counts.strangers)
  const weight = strangerCount === 0 ? 0 : Math.max(0, pairCount - candidateCount) / strangerCount
  const known = new Map(counts.strangers)
  const seen = new Map(counts.candidates)
  const codes = [...new Set([...seen.keys(), ...known.keys()])].sort((left, right) => left - right)
  return {
    uses: pairClasses.map((pairClass) =>
      matchFields.map((field) => distributionNumber(field, distributionOf(pairClass, field))),
    ),
    patterns: codes.map(comparisonOfCode),
    counts: codes.map((code) => seen.get(code) ?? 0),
    knownCounts: codes.map((code) => (known.get(code) ?? 0) * weight),
  }
}

function total(counts: readonly (readonly [number, number])[]): number {
  return counts.reduce((sum, [, count]) => sum + count, 0)
}

/**
 * What a household and a place are is held half way to what is expected, or two classes could change their meaning: a
 * "place" would become a region, a "household" all who share a family name in it.
 */
function priorWeight(
  field: MatchField,
  name: keyof FieldDistributions,
  isHeld: boolean,
): Omit<LevelPrior, 'chances'> {
  if (name === 'unlinked') return strangersPrior
  if (isHeld) return { pairs: heldPairs, share: 0 }
  return { pairs: priorPairs, share: name === 'housemates' || placeFields.has(field) ? 1 : 0 }
}

function matchModel(
  [samePerson = 0, samePersonMoved = 0, samePlace = 0, strangers = 0]: readonly number[],
  distributions: readonly (readonly number[])[],
  recordCount: number,
  pairCount: number,
): MatchModel {
  const levels = matchFields.map((field) => {
    const of = (name: keyof FieldDistributions) => distributions[distributionNumber(field, name)] ?? []
    return [field, { linked: of('linked'), housemates: of('housemates'), unlinked: of('unlinked') }]
  })
  const matchCount = (samePerson + samePersonMoved) * pairCount
  return {
    version: 1,
    basis: 'estimated',
    recordCount,
    classShares: { samePerson, samePersonMoved, samePlace, strangers },
    levels: Object.fromEntries(levels) as MatchModel['levels'],
    recordsPerPerson: 1 + (2 * matchCount) / Math.max(1, recordCount),
  }
}
