/**
 * A mixture of classes in which the fields are independent of each other (a latent class model). Distributions are
 * numbered, so that several classes can share one.
 */
export interface LatentClassModel {
  /** Chance of each class, adding up to 1. */
  readonly shares: readonly number[]
  /** Chances of the levels 1, 2, ... of each numbered distribution. */
  readonly distributions: readonly (readonly number[])[]
}

export interface LatentClassData {
  /** The number of the distribution that a class uses for a field: `uses[class][field]`. */
  readonly uses: readonly (readonly number[])[]
  /** Each pattern of levels that was seen; level 0 is a missing field, and counts for nothing. */
  readonly patterns: readonly Uint8Array[]
  /** How often each pattern was seen. */
  readonly counts: readonly number[]
  /** How often each was seen among pairs known to be of the last class. */
  readonly knownCounts?: readonly number[]
  /** What is known of each distribution beforehand. */
  readonly priors?: readonly LevelPrior[]
  /** Pseudo-counts added to the expected counts of each class. */
  readonly priorClassCounts?: readonly number[]
}

/** Leans a distribution towards `chances`, as if they had been seen in so many pairs more. */
export interface LevelPrior {
  readonly chances: readonly number[]
  /** A number of pairs, which many data outweigh (a Dirichlet prior). */
  readonly pairs: number
  /** A part of the pairs that are counted, which they never outweigh: with 1 the outcome is half way. */
  readonly share: number
}

export interface FitOptions {
  readonly maxRounds: number
  /** Done when no share but the last class's changes by more than this part of itself. */
  readonly tolerance: number
}

/** No chance is let down to 0, from which it would never come back. */
const minChance = 1e-12

/**
 * Expectation-maximisation from a start model (Dempster, Laird and Rubin 1977; for record linkage Winkler, Using the EM
 * Algorithm for Weight Computation in the Fellegi-Sunter Model, 1988; with priors as Enamorado, Fifield and Imai have
 * them, 2019). Deterministic. Without shares in the priors no round lowers the likelihood times the prior.
 */
export function fitLatentClasses(
  start: LatentClassModel,
  data: LatentClassData,
  options: FitOptions,
): LatentClassModel {
  let model = start
  for (let round = 0; round < options.maxRounds; round += 1) {
    const next = improve(model, data)
    const isDone = next.shares
      .slice(0, -1)
      .every((share, index) => Math.abs(share - (model.shares[index] ?? 0)) <= options.tolerance * share)
    model = next
    if (isDone) break
  }
  return model
}

// Plain loops: this is run for some ten thousand patterns a hundred times.
function improve(model: LatentClassModel, data: LatentClassData): LatentClassModel {
  const { uses, patterns, counts, knownCounts = [], priors, priorClassCounts } = data
  const classCount = model.shares.length
  const classCounts = Float64Array.from(model.shares, (_, index) => priorClassCounts?.[index] ?? 0)
  const levelCounts = model.distributions.map(({ length }) => new Float64Array(length))
  const chances = new Float64Array(classCount)
  for (let index = 0; index < patterns.length; index += 1) {
    const pattern = patterns[index] ?? new Uint8Array()
    const total = jointChances(model, uses, pattern, chances)
    const scale = total > 0 ? (counts[index] ?? 0) / total : 0
    for (let ofClass = 0; ofClass < classCount; ofClass += 1) {
      const known = ofClass === classCount - 1 ? (knownCounts[index] ?? 0) : 0
      const expected = (chances[ofClass] ?? 0) * scale + known
      classCounts[ofClass] = (classCounts[ofClass] ?? 0) + expected
      for (let field = 0; field < pattern.length; field += 1) {
        const level = (pattern[field] ?? 0) - 1
        const ofLevels = levelCounts[uses[ofClass]?.[field] ?? -1]
        if (level >= 0 && ofLevels !== undefined) ofLevels[level] = (ofLevels[level] ?? 0) + expected
      }
    }
  }
  return {
    shares: toChances(classCounts, model.shares),
    distributions: levelCounts.map((ofLevels, index) => {
      addPrior(ofLevels, priors?.[index])
      return toChances(ofLevels, model.distributions[index] ?? [])
    }),
  }
}

/** Writes the chance of the pattern and each class together into `chances` and gives their sum. */
function jointChances(
  { shares, distributions }: LatentClassModel,
  uses: LatentClassData['uses'],
  pattern: Uint8Array,
  chances: Float64Array,
): number {
  let total = 0
  for (let ofClass = 0; ofClass < shares.length; ofClass += 1) {
    let chance = shares[ofClass] ?? 0
    for (let field = 0; field < pattern.length; field += 1) {
      const level = (pattern[field] ?? 0) - 1
      if (level >= 0) chance *= distributions[uses[ofClass]?.[field] ?? -1]?.[level] ?? 1
    }
    chances[ofClass] = chance
    total += chance
  }
  return total
}

function addPrior(counts: Float64Array, prior: LevelPrior | undefined): void {
  if (prior === undefined) return
  const weight = prior.pairs + prior.share * counts.reduce((sum, count) => sum + count, 0)
  for (const [level, chance] of prior.chances.entries())
    counts[level] = (counts[level] ?? 0) + chance * weight
}

/** Counts as chances; where nothing was counted, the chances before stay. */
function toChances(counts: Float64Array, before: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total <= 0) return before
  const floored = Array.from(counts, (count) => Math.max(count / total, minChance))
  const flooredTotal = floored.reduce((sum, chance) => sum + chance, 0)
  return floored.map((chance) => chance / flooredTotal)
}
