import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { fitRenewalPrior } from '#shared/ml/renewal/fit-renewal-prior.ts'
import { nextGap } from '#shared/ml/renewal/gap-distribution.ts'
import { recurringPeople } from './recurring-people.ts'

const learned = fitRenewalPrior(recurringPeople(seededRandom(3), 200).map(({ series }) => series))
if (!learned.ok) throw new Error(learned.failure.message)
const prior = learned.value

const length = fc.double({ min: 1e-6, max: 1e9, noNaN: true })
const arbitrarySeries = fc.record({
  gaps: fc.array(length, { maxLength: 30 }),
  open: fc.record({ length: fc.double({ min: 0, max: 1e9, noNaN: true }), size: length }),
})

describe('nextGap', () => {
  it('has ascending finite quantiles, whatever the gaps', () => {
    fc.assert(
      fc.property(arbitrarySeries, (series) => {
        const gap = nextGap(prior, series)
        const quantiles = [0.01, 0.1, 0.5, 0.9, 0.99].map((chance) => gap.quantile(chance))
        expect(quantiles.every((value) => value > 0 && Number.isFinite(value))).toBe(true)
        for (let index = 1; index < quantiles.length; index += 1) {
          expect(quantiles[index]).toBeGreaterThanOrEqual(quantiles[index - 1] as number)
        }
      }),
    )
  })

  it('has chances that never fall with the length, from 0 to 1', () => {
    fc.assert(
      fc.property(arbitrarySeries, fc.array(length, { minLength: 2, maxLength: 8 }), (series, lengths) => {
        const gap = nextGap(prior, series)
        const chances = lengths.sort((left, right) => left - right).map((value) => gap.chanceUpTo(value))
        expect(gap.chanceUpTo(0)).toBe(0)
        for (const [index, chance] of chances.entries()) {
          expect(chance).toBeGreaterThanOrEqual(index === 0 ? 0 : (chances[index - 1] as number))
          expect(chance).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('has chances that take its quantiles back', () => {
    for (const gaps of [[], [14], [10, 12, 11, 13], [3, 40, 9, 70]]) {
      const gap = nextGap(prior, { gaps })
      for (const chance of [0.1, 0.3, 0.5, 0.8, 0.9])
        expect(gap.chanceUpTo(gap.quantile(chance))).toBeCloseTo(chance, 1)
    }
  })

  it('is shorter and surer for quick regular gaps, and reckons with a long wait', () => {
    const [regular, irregular] = [
      nextGap(prior, { gaps: [10, 11, 9, 10, 10, 11, 10] }),
      nextGap(prior, { gaps: [2, 25, 5, 14, 1, 20, 3] }),
    ]
    expect(regular.quantile(0.9) - regular.quantile(0.1)).toBeLessThan(
      irregular.quantile(0.9) - irregular.quantile(0.1),
    )
    expect(nextGap(prior, { gaps: [30, 35, 32] }).quantile(0.5)).toBeGreaterThan(regular.quantile(0.5))
    const waiting = nextGap(prior, { gaps: [10, 11, 9], open: { length: 40 } })
    expect(waiting.quantile(0.5)).toBeGreaterThan(nextGap(prior, { gaps: [10, 11, 9] }).quantile(0.5))
  })
})
