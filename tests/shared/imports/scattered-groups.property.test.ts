import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlacesOfRange } from '#shared/imports/places-of-range.ts'
import {
  groupPlace,
  rangeCountFor,
  readScattered,
  scatteredHashes,
  writeNumbers,
  writeScattered,
} from '#shared/imports/scattered-groups.ts'

const homeBucketCount = 7

/** The places of one range in what was written, however many were expected. */
function gathered(texts: readonly string[], range: number, rangeCount: number, expectedCount: number) {
  const places = new PlacesOfRange(range, rangeCount, expectedCount)
  for (const text of texts) places.add(new TextEncoder().encode(text))
  return places.places()
}

describe('scattered groups', () => {
  it('are exactly those that were put into more than one bucket, by whatever steps', () => {
    const step = fc.array(fc.tuple(fc.nat(30), fc.nat(homeBucketCount - 1)), { maxLength: 20 })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), (steps) => {
        const texts = steps.map((placed) =>
          writeNumbers(placed.map(([group, bucket]) => groupPlace(`N-${group}`, bucket))),
        )
        const bucketsOf = new Map<string, Set<number>>()
        for (const [group, bucket] of steps.flat()) {
          const name = `N-${group}`
          bucketsOf.set(name, (bucketsOf.get(name) ?? new Set()).add(bucket))
        }
        const expected = [...bucketsOf].filter(([, buckets]) => buckets.size > 1).map(([name]) => name)

        const written = writeScattered(scatteredHashes(gathered(texts, 0, 1, 10)), homeBucketCount)
        expect(written === undefined).toBe(expected.length === 0)
        if (written === undefined) return
        const scattered = readScattered(written)
        expect(scattered.homeBucketCount).toBe(homeBucketCount)
        expect([...bucketsOf.keys()].filter((name) => scattered.has(name)).sort()).toEqual(expected.sort())
        for (const name of expected) {
          const bucket = scattered.bucketOf(name)
          expect(bucket).toBeGreaterThanOrEqual(homeBucketCount)
          expect(bucket).toBeLessThan(homeBucketCount + scattered.lateBucketCount)
        }
      }),
    )
  })

  it('are all groups, in as many buckets again, when there are too many to list', () => {
    const places = Array.from({ length: 100_001 }, (_, group) =>
      [0, 255].map((bucket) => groupPlace(`${group}`, bucket)),
    )
    const scattered = readScattered(
      writeScattered(scatteredHashes(Float64Array.from(places.flat())), 256) ?? '',
    )
    expect(scattered).toMatchObject({ homeBucketCount: 256, lateBucketCount: 256 })
    expect(scattered.has('one that was never seen')).toBe(true)
    expect(scattered.bucketOf('0')).toBeGreaterThanOrEqual(256)
    expect(scattered.bucketOf('0')).toBeLessThan(512)
  })

  it('are the same, looked for in one range of hashes after the other or in all at once', () => {
    const group = fc.oneof(fc.nat(40), fc.nat(1_000_000))
    const step = fc.array(fc.tuple(group, fc.nat(255)), { maxLength: 60 })
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 8 }),
        fc.integer({ min: 1, max: 256 }),
        fc.nat(100),
        (steps, rangeCount, expectedCount) => {
          const numbers = steps.map((placed) =>
            placed.map(([name, bucket]) => groupPlace(`N-${name}`, bucket)),
          )
          const texts = numbers.map((places) => writeNumbers(places))
          const ranges = Array.from({ length: rangeCount }, (_, range) =>
            Float64Array.from(gathered(texts, range, rangeCount, expectedCount)),
          )
          const ascending = (left: number, right: number) => left - right
          const inOrder = ranges.flatMap((places) => [...places].sort(ascending))
          expect(inOrder).toEqual(numbers.flat().sort(ascending))
          expect(ranges.flatMap(scatteredHashes)).toEqual(scatteredHashes(Float64Array.from(numbers.flat())))
        },
      ),
      { seed: 20261122 },
    )
  })

  it('are looked for in ranges of about as many groups each', () => {
    const rangeCount = 9
    const text = writeNumbers(Array.from({ length: 9_000 }, (_, index) => groupPlace(`N-${index}`, 3)))
    for (let range = 0; range < rangeCount; range += 1) {
      const { length } = gathered([text], range, rangeCount, 1)
      // Five standard deviations of a draw of 9,000 are 150.
      expect(Math.abs(length - 1_000)).toBeLessThan(150)
    }
    expect([0, 1, 4_000_000, 4_000_001, 36_000_000].map(rangeCountFor)).toEqual([1, 1, 1, 2, 9])
  })

  it('are read from what has the largest numbers there are, and from nothing', () => {
    const largest = 2 ** 53 - 1
    expect([...gathered(['', writeNumbers([largest, 0]), `${writeNumbers([7])}\n`], 0, 1, 0)]).toEqual([
      largest,
      0,
      7,
    ])
    expect([...gathered([writeNumbers([largest, 0])], 255, 256, 0)]).toEqual([largest])
  })
})
