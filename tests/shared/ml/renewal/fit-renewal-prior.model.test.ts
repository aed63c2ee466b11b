import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { fitRenewalPrior } from '#shared/ml/renewal/fit-renewal-prior.ts'
import { nextGap } from '#shared/ml/renewal/gap-distribution.ts'
import { type RenewalPrior, readRenewalPrior, renewalArtifact } from '#shared/ml/renewal/renewal-prior.ts'
import type { RenewalSeries } from '#shared/ml/renewal/renewal-series.ts'
import { lowerGammaInverse } from '#shared/statistics/incomplete-gamma.ts'
import { quantile } from '#shared/statistics/quantile.ts'
import { recurringPeople } from './recurring-people.ts'

const seed = 71
const known = recurringPeople(seededRandom(seed), 500)
const unseen = recurringPeople(seededRandom(seed + 1), 1500)
const prior = learn(known.map(({ series }) => series))

function learn(series: readonly RenewalSeries[]): RenewalPrior {
  const outcome = fitRenewalPrior(series)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe(`a renewal prior of people with gamma gaps (seed ${seed})`, () => {
  it("errs little more than one who knows everybody's distribution, and less than mean, median or population", () => {
    const errors = (predict: (person: (typeof unseen)[number]) => number): number =>
      meanOf(unseen.map((person) => Math.abs(predict(person) - person.next)))
    const ours = errors(({ series }) => nextGap(prior, series).quantile(0.5))
    const oracle = errors(({ shape, mean }) => (mean / shape) * lowerGammaInverse(shape, 0.5))
    const all = quantile(
      known.flatMap(({ series }) => series.gaps),
      0.5,
    )
    expect(ours / oracle).toBeLessThan(1.05)
    expect(ours).toBeLessThan(errors(({ series }) => meanOf(series.gaps)))
    expect(ours).toBeLessThan(errors(({ series }) => quantile(series.gaps, 0.5)))
    expect(ours).toBeLessThan(errors(() => all))
  })

  it('gives chances that come true', () => {
    for (const chance of [0.1, 0.25, 0.5, 0.75, 0.9]) {
      const below = unseen.filter(({ series, next }) => next <= nextGap(prior, series).quantile(chance))
      expect(Math.abs(below.length / unseen.length - chance)).toBeLessThan(0.04)
    }
  })

  it('sees that patterns last and that sizes do not matter where they do not', () => {
    expect(prior.fading).toBeGreaterThanOrEqual(0.95)
    expect(prior.sizeExponent).toBe(0)
  })

  it('learns that gaps grow in proportion to what was taken', () => {
    const random = seededRandom(seed + 2)
    const sized = known.map(({ series }) => {
      const sizes = series.gaps.map(() => (random() < 0.3 ? 2 : 1))
      return { gaps: series.gaps.map((gap, index) => gap * (sizes[index] as number)), sizes }
    })
    const learned = learn(sized)
    expect(learned.sizeExponent).toBeGreaterThanOrEqual(0.75)
    const series = { gaps: [10, 10, 10, 10], sizes: [1, 1, 1, 1] }
    const [once, twice] = [1, 2].map((size) =>
      nextGap(learned, { ...series, open: { length: 0, size } }).quantile(0.5),
    )
    expect((twice as number) / (once as number)).toBeCloseTo(2 ** learned.sizeExponent, 6)
  })

  it('forgets quickly when rhythms change', () => {
    const drifting = known.map(({ series: { gaps } }) => ({
      gaps: gaps.map((gap, index) => gap * (index < gaps.length / 2 ? 1 : 3)),
    }))
    expect(learn(drifting).fading).toBeLessThan(prior.fading)
  })

  it('reckons with longer gaps when open ones are told', () => {
    const cut = known.map(({ series: { gaps } }) => ({ gaps: gaps.slice(0, -1), open: { length: 60 } }))
    const without = learn(cut.map(({ gaps }) => ({ gaps })))
    const fresh = { gaps: [12] }
    expect(nextGap(learn(cut), fresh).quantile(0.9)).toBeGreaterThan(nextGap(without, fresh).quantile(0.9))
  })

  it('is the same read from its artifact, and for the same series', () => {
    const read = readRenewalPrior(JSON.parse(JSON.stringify(renewalArtifact(prior))))
    expect(read).toEqual({ ok: true, value: prior })
    expect(learn(known.map(({ series }) => series))).toEqual(prior)
  })

  it.each([
    [null],
    [{}],
    [{ ...renewalArtifact(prior), shares: [1] }],
    [{ ...renewalArtifact(prior), levels: [] }],
  ])('reads nothing from a spoilt artifact (%#)', (artifact) => {
    expect(readRenewalPrior(artifact)).toMatchObject({ ok: false, failure: { kind: 'unreadable-artifact' } })
  })
})

describe('fitRenewalPrior', () => {
  it.each([
    ['nothing', [], 'not-enough-data'],
    ['nobody with two gaps', new Array(50).fill({ gaps: [4] }), 'not-enough-data'],
    ['a gap of 0', new Array(50).fill({ gaps: [4, 0] }), 'invalid-data'],
    ['a gap that is no number', new Array(50).fill({ gaps: [4, Number.NaN] }), 'invalid-data'],
    ['too few sizes', new Array(50).fill({ gaps: [4, 5], sizes: [1] }), 'invalid-data'],
    ['a negative size', new Array(50).fill({ gaps: [4, 5], sizes: [1, -1] }), 'invalid-data'],
    [
      'an open gap without end',
      new Array(50).fill({ gaps: [4, 5], open: { length: Number.POSITIVE_INFINITY } }),
      'invalid-data',
    ],
  ] as const)('refuses %s', (_name, series, kind) => {
    expect(fitRenewalPrior(series)).toMatchObject({ ok: false, failure: { kind } })
  })

  it('learns of people who all come every seven days', () => {
    const learned = learn(new Array(30).fill({ gaps: [7, 7, 7, 7] }))
    const gap = nextGap(learned, { gaps: [7, 7, 7] })
    expect(gap.quantile(0.5)).toBeGreaterThan(6.3)
    expect(gap.quantile(0.5)).toBeLessThan(7.7)
  })
})
