import { describe, expect, it } from 'vitest'
import { fitLatentClasses, type LatentClassData } from '#shared/identity/matching/fit-latent-classes.ts'
import { seededRandom } from '#shared/kernel/random.ts'

interface Truth {
  /** Share of matches, and for each of three fields the chance to agree in a match and in a non-match. */
  readonly share: number
  readonly m: readonly number[]
  readonly u: readonly number[]
}

/** All eight patterns of three fields that agree (1) or differ (2). */
const patterns = Array.from({ length: 8 }, (_, bits) =>
  Uint8Array.from([0, 1, 2], (field) => ((bits >> field) & 1) + 1),
)
const twoClasses: LatentClassData['uses'] = [
  [0, 1, 2],
  [3, 4, 5],
]

/** How often each pattern is expected under a truth: exact, so that nothing is left to chance. */
function exactCounts({ share, m, u }: Truth): number[] {
  const chanceOf = (agree: readonly number[], pattern: Uint8Array) =>
    pattern.reduce(
      (chance, level, field) => chance * (level === 1 ? (agree[field] ?? 0) : 1 - (agree[field] ?? 0)),
      1,
    )
  return patterns.map((pattern) => 1e6 * (share * chanceOf(m, pattern) + (1 - share) * chanceOf(u, pattern)))
}

/**
 * The truth back from the frequencies by the closed solution for three fields and two classes (Method II in the appendix
 * of Fellegi and Sunter, 1969; here with central moments, after Lazarsfeld).
 */
function closedSolution(counts: readonly number[]): Truth {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const mean = (...fields: number[]) =>
    counts.reduce(
      (sum, count, index) => (fields.every((field) => patterns[index]?.[field] === 1) ? sum + count : sum),
      0,
    ) / total
  const [p0, p1, p2] = [mean(0), mean(1), mean(2)]
  const d01 = mean(0, 1) - p0 * p1
  const d02 = mean(0, 2) - p0 * p2
  const d12 = mean(1, 2) - p1 * p2
  const third = mean(0, 1, 2) - p0 * mean(1, 2) - p1 * mean(0, 2) - p2 * mean(0, 1) + 2 * p0 * p1 * p2
  const spread = 1 / (4 + third ** 2 / (d01 * d02 * d12))
  const share = (1 - Math.sign(third) * Math.sqrt(1 - 4 * spread)) / 2
  const gaps = [
    Math.sqrt((d01 * d02) / (d12 * spread)),
    Math.sqrt((d01 * d12) / (d02 * spread)),
    Math.sqrt((d02 * d12) / (d01 * spread)),
  ]
  const means = [p0, p1, p2]
  return {
    share,
    m: means.map((value, field) => value + (1 - share) * (gaps[field] ?? 0)),
    u: means.map((value, field) => value - share * (gaps[field] ?? 0)),
  }
}

const random = seededRandom(20261121)
const truths: readonly Truth[] = Array.from({ length: 10 }, () => ({
  share: 0.02 + 0.5 * random(),
  m: [0, 1, 2].map(() => 0.7 + 0.28 * random()),
  u: [0, 1, 2].map(() => 0.02 + 0.3 * random()),
}))

describe('fitLatentClasses', () => {
  it.each(truths)('finds what the closed solution finds (share $share)', (truth) => {
    const counts = exactCounts(truth)
    const expected = closedSolution(counts)
    expect(expected.share).toBeCloseTo(truth.share, 6)
    const start = {
      shares: [0.1, 0.9],
      distributions: [0.9, 0.9, 0.9, 0.1, 0.1, 0.1].map((agree) => [agree, 1 - agree]),
    }
    const fitted = fitLatentClasses(
      start,
      { uses: twoClasses, patterns, counts },
      { maxRounds: 50_000, tolerance: 1e-12 },
    )
    expect(fitted.shares[0]).toBeCloseTo(expected.share, 3)
    const agree = fitted.distributions.map(([same = 0]) => same)
    for (const [index, value] of [...expected.m, ...expected.u].entries())
      expect(agree[index]).toBeCloseTo(value, 3)
  })

  it('counts a missing field for nothing', () => {
    const truth = truths[0] ?? { share: 0.1, m: [], u: [] }
    const counts = exactCounts(truth)
    const withMissing = {
      uses: twoClasses,
      patterns: [...patterns, Uint8Array.from([0, 0, 0])],
      counts: [...counts, 5e6],
    }
    const start = {
      shares: [0.1, 0.9],
      distributions: [0.9, 0.9, 0.9, 0.1, 0.1, 0.1].map((same) => [same, 1 - same]),
    }
    const fitted = fitLatentClasses(start, withMissing, { maxRounds: 50_000, tolerance: 1e-12 })
    for (const [index, value] of [...truth.m, ...truth.u].entries()) {
      expect(fitted.distributions[index]?.[0]).toBeCloseTo(value, 3)
    }
  })

  it('takes known pairs for the last class, and leans on priors by pairs and by share', () => {
    const uses = [[0], [1]]
    const [same, other] = [Uint8Array.from([1]), Uint8Array.from([2])]
    const start = {
      shares: [0.5, 0.5],
      distributions: [
        [0.9, 0.1],
        [0.1, 0.9],
      ],
    }
    const data = { uses, patterns: [same, other], counts: [0, 0], knownCounts: [10, 30] }
    const known = fitLatentClasses(start, data, { maxRounds: 1, tolerance: 0 })
    expect(known.shares[1]).toBeCloseTo(1, 9)
    expect(known.distributions[1]?.[0]).toBeCloseTo(0.25, 9)
    const chances = [0.75, 0.25]
    const priors = [
      { chances, pairs: 0, share: 0 },
      { chances, pairs: 40, share: 0 },
    ]
    expect(
      fitLatentClasses(start, { ...data, priors }, { maxRounds: 1, tolerance: 0 }).distributions[1]?.[0],
    ).toBeCloseTo(0.5, 9)
    const byShare = [priors[0], { chances, pairs: 0, share: 1 }].filter((prior) => prior !== undefined)
    expect(
      fitLatentClasses(start, { ...data, priors: byShare }, { maxRounds: 1, tolerance: 0 })
        .distributions[1]?.[0],
    ).toBeCloseTo(0.5, 9)
  })
})
