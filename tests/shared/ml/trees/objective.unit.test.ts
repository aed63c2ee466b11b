import { describe, expect, it } from 'vitest'
import type { Objective } from '#shared/ml/trees/boosting-options.ts'
import { lossOf, respond } from '#shared/ml/trees/objective.ts'

/** Each loss, how many times its derivatives it is, and labels that it knows. */
const losses: readonly (readonly [Objective, number, readonly number[]])[] = [
  [{ kind: 'logistic' }, 1, [0, 1]],
  [{ kind: 'squared-error' }, 2, [-2, 0, 3.5]],
  [{ kind: 'tweedie', variancePower: 1.2 }, 1, [0, 0.4, 7]],
  [{ kind: 'tweedie', variancePower: 1.8 }, 1, [0, 0.4, 7]],
  [{ kind: 'quantile', quantile: 0.3 }, 1, [-1, 0.2, 4]],
]

describe.each(losses)('the loss %j', (objective, factor, labels) => {
  const loss = lossOf(objective)
  const [gradients, hessians] = [new Float64Array(1), new Float64Array(1)]

  it('has the derivatives that small steps show', () => {
    const step = 1e-4
    for (const label of labels) {
      for (const score of [-3.03, -0.51, 0.07, 1.13, 2.6]) {
        loss.derive(score, label, 0, gradients, hessians)
        const [before, at, after] = [-step, 0, step].map(
          (move) => loss.lossOf(score + move, label) / factor,
        ) as [number, number, number]
        expect(gradients[0]).toBeCloseTo((after - before) / (2 * step), 5)
        // The second derivative of the pinball loss is zero; 1 stands in for it.
        const bend = objective.kind === 'quantile' ? 1 : (after - 2 * at + before) / step ** 2
        expect(hessians[0]).toBeCloseTo(bend, 5)
      }
    }
  })

  it.each([null, Float64Array.of(1, 3, 0.5, 2, 0, 1)])(
    'begins where a constant has the least loss, weights %j',
    (weights) => {
      const rows = Float64Array.from({ length: 6 }, (_, row) => labels[row % labels.length] ?? 0)
      const total = (score: number) =>
        rows.reduce((sum, label, row) => sum + (weights?.[row] ?? 1) * loss.lossOf(score, label), 0)
      const begin = loss.initialScore(rows, weights)
      for (const step of [-1e-3, 1e-3]) expect(total(begin)).toBeLessThanOrEqual(total(begin + step) + 1e-12)
    },
  )

  it('stays finite for scores far out', () => {
    for (const score of [-1e4, 1e4]) expect(Number.isFinite(respond(loss.link, score))).toBe(true)
    if (loss.link !== 'log') expect(Number.isFinite(loss.lossOf(1e4, labels[0] ?? 0))).toBe(true)
  })
})
