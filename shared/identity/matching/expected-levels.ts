import { defaultLevels } from './default-model.ts'
import { matchFields } from './field-levels.ts'
import type { LatentClassData, LevelPrior } from './fit-latent-classes.ts'
import type { MatchModel } from './match-model.ts'

/**
 * What the levels of each field are expected to be before anything is estimated: the defaults, with what the random
 * pairs say about strangers, towards which the defaults count as `prior` says. People of one household are called and
 * born as differently as strangers, but for a son with his father's name and for twins.
 */
export function expectedLevels(
  { patterns, knownCounts = [] }: Pick<LatentClassData, 'patterns' | 'knownCounts'>,
  prior: Omit<LevelPrior, 'chances'>,
): MatchModel['levels'] {
  const levels = matchFields.map((field, index) => {
    const { linked, housemates, unlinked } = defaultLevels[field]
    const counts = unlinked.map(() => 0)
    for (const [number, pattern] of patterns.entries()) {
      const level = (pattern[index] ?? 0) - 1
      if (level >= 0) counts[level] = (counts[level] ?? 0) + (knownCounts[number] ?? 0)
    }
    const total = counts.reduce((sum, count) => sum + count, 0)
    const weight = prior.pairs + prior.share * total
    const ofStrangers = counts.map(
      (count, level) => (count + weight * (unlinked[level] ?? 0)) / (total + weight),
    )
    const isOfPerson = field === 'firstName' || field === 'birthDate'
    const ofHousemates = isOfPerson ? withSameShare(ofStrangers, housemates[0] ?? 0) : housemates
    return [field, { linked, housemates: ofHousemates, unlinked: ofStrangers }]
  })
  return Object.fromEntries(levels) as MatchModel['levels']
}

/** The chances with another one for the first level, the others keeping their proportions. */
function withSameShare([before = 0, ...others]: readonly number[], same: number): number[] {
  return [same, ...others.map((chance) => (chance * (1 - same)) / (1 - before))]
}
