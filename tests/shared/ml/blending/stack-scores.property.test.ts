import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { stackScores } from '#shared/ml/blending/stack-scores.ts'
import { fitPlatt } from '#shared/ml/calibration/platt.ts'

/** True log-odds, a label drawn from each, and scores that know them more or less. */
function made(seed: number) {
  const random = seededRandom(seed)
  const truth = Float64Array.from({ length: 3_000 }, () => 4 * (random() - 0.5))
  const labels = truth.map((logOdds) => (random() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0))
  const noisy = (factor: number, noise: number) =>
    truth.map((logOdds) => factor * logOdds + noise * (random() - 0.5))
  return { labels, noisy }
}

function stacked(scores: Float64Array[], labels: Float64Array) {
  const outcome = stackScores(scores, labels)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

describe.each([1, 2, 3])('scores weighed on unseen rows, seed %i', (seed) => {
  const { labels, noisy } = made(seed)

  it("one score: it is Platt's sigmoid but for the small penalties", () => {
    const scores = noisy(3, 0)
    const { intercept, weights } = stacked([scores], labels)
    const platt = fitPlatt(scores, labels)
    if (!platt.ok) throw new Error(platt.failure.message)
    expect(weights[0]).toBeCloseTo(platt.value.slope, 2)
    expect(intercept).toBeCloseTo(platt.value.intercept, 2)
    // Scores three times too bold are brought back to the truth.
    expect(Math.abs((weights[0] ?? 0) - 1 / 3)).toBeLessThan(0.05)
  })

  it('two scores: no other weights at all have a smaller penalised loss', () => {
    const scores = [noisy(1, 3), noisy(1, 5)]
    const { intercept, weights } = stacked(scores, labels)
    const loss = (at: readonly number[]) =>
      labels.reduce(
        (sum, label, row) => {
          const logOdds =
            (at[2] ?? 0) + (at[0] ?? 0) * (scores[0]?.[row] ?? 0) + (at[1] ?? 0) * (scores[1]?.[row] ?? 0)
          return sum + Math.log1p(Math.exp(label === 1 ? -logOdds : logOdds))
        },
        ((at[0] ?? 0) ** 2 + (at[1] ?? 0) ** 2) / 2,
      )
    const best = [...weights, intercept]
    for (const [index, value] of best.entries()) {
      for (const step of [-1e-3, 1e-3])
        expect(loss(best)).toBeLessThanOrEqual(loss(best.with(index, value + step)))
    }
    expect(weights[0]).toBeGreaterThan(weights[1] ?? 0)
  })

  it('a score that only misleads, or only repeats another, gets nothing or shares', () => {
    const good = noisy(1, 1)
    const against = stacked([good, noisy(-0.2, 4)], labels)
    expect(against.weights[1]).toBe(0)
    const twice = stacked([good, good], labels)
    expect(twice.weights[0]).toBeCloseTo(twice.weights[1] ?? Number.NaN, 6)
  })
})
