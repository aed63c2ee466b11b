import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  groupPlace,
  readNumbers,
  readScattered,
  writeNumbers,
  writeScattered,
} from '#shared/imports/scattered-groups.ts'

const homeBucketCount = 7

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

        const written = writeScattered(readNumbers(texts), homeBucketCount)
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
    const scattered = readScattered(writeScattered(Float64Array.from(places.flat()), 256) ?? '')
    expect(scattered).toMatchObject({ homeBucketCount: 256, lateBucketCount: 256 })
    expect(scattered.has('one that was never seen')).toBe(true)
    expect(scattered.bucketOf('0')).toBeGreaterThanOrEqual(256)
    expect(scattered.bucketOf('0')).toBeLessThan(512)
  })
})
