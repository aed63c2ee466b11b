import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import {
  countDrift,
  driftOf,
  driftReferenceSchema,
  measureReference,
  measureSpread,
  noDriftCounts,
  stabilityIndex,
} from '#shared/predictions/drift.ts'

const range = (count: number) => Array.from({ length: count }, (_, place) => place)

describe('how values are spread', () => {
  it('is ten bins of equal share where values differ, and one of missing values', () => {
    const { borders, shareRates } = measureSpread(range(1_000))
    expect(borders).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900])
    expect(shareRates).toEqual([...range(10).map(() => 0.1), 0])
  })

  it('has fewer bins where many values are equal, and none for nothing', () => {
    expect(measureSpread([0, 0, 0, 0, 0, 0, 0, 0, 0, 5])).toEqual({ borders: [5], shareRates: [0.9, 0.1, 0] })
    expect(measureSpread([7, 7, 7])).toEqual({ borders: [], shareRates: [1, 0] })
    expect(measureSpread([])).toEqual({ borders: [], shareRates: [0, 0] })
    const half = measureSpread([null, Number.NaN, 1, 2])
    expect([half.borders, half.shareRates]).toEqual([[2], [0.25, 0.25, 0.5]])
  })
})

describe('the population stability index', () => {
  it('is that of an example worked by hand', () => {
    // (.3 - .25) ln(.3 / .25) + (.2 - .25) ln(.2 / .25) = .009116 + .011157, and nothing for the others.
    expect(stabilityIndex([0.25, 0.25, 0.25, 0.25], [30, 20, 25, 25])).toBeCloseTo(0.020273, 6)
  })

  it('is nothing where nothing changed, null where nothing was seen, and finite for empty bins', () => {
    expect(stabilityIndex([0.5, 0.5], [7, 7])).toBe(0)
    expect(stabilityIndex([0.5, 0.5], [0, 0])).toBeNull()
    expect(stabilityIndex([1, 0], [0, 10])).toBeGreaterThan(5)
    expect(stabilityIndex([1, 0], [0, 10])).toBeLessThan(50)
  })
})

describe('drift', () => {
  const random = seededRandom(4)
  const training = range(5_000).map(() => random())

  /** What there is to see when customers are as `shift` makes those of the training. */
  function driftAfter(shift: (value: number) => number | null) {
    const reference = driftReferenceSchema.parse(
      JSON.parse(
        JSON.stringify(
          measureReference(
            {
              featureNames: ['calm', 'moved'],
              columns: [training, training].map((values) => Float64Array.from(values)),
            },
            training,
          ),
        ),
      ),
    )
    const counts = noDriftCounts(reference)
    for (let count = 0; count < 5_000; count += 1) {
      const value = random()
      countDrift(counts, reference, shift(value), { calm: value, moved: shift(value) })
    }
    return driftOf(reference, JSON.parse(JSON.stringify(counts)))
  }

  it('is small for customers who are the same, and tells which feature moved', () => {
    const same = driftAfter((value) => value)
    expect(same.scorePsi).toBeLessThan(0.02)
    const moved = driftAfter((value) => value + 0.3)
    expect(moved.scorePsi).toBeGreaterThan(0.2)
    expect(moved.features.map(({ feature }) => feature)).toEqual(['moved', 'calm'])
    expect(moved.features[1]?.psi).toBeLessThan(0.02)
  })

  it('shows values that are missing now', () => {
    expect(driftAfter((value) => (value < 0.5 ? null : value)).scorePsi).toBeGreaterThan(1)
  })

  it('of scores is null where a model has none', () => {
    const reference = measureReference({ featureNames: ['size'], columns: [Float64Array.of(1, 2, 3)] }, null)
    const counts = noDriftCounts(reference)
    expect(driftOf(reference, counts)).toEqual({ scorePsi: null, features: [] })
  })
})
