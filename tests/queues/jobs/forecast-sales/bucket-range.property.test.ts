import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type BucketRange,
  nextRange,
  nextRangeToRead,
  usualSizes,
} from '#queues/jobs/forecast-sales/bucket-range.ts'
import { bucketCount } from '#shared/sales/sku-bucket.ts'

it('ranges follow each other without a gap to the last part, and none is much larger than what is read at once', () => {
  const counts = fc.integer({ min: 0, max: 2 ** 34 })
  fc.assert(
    fc.property(counts, counts, (byteCount, seriesCount) => {
      const whole = { byteCount, seriesCount }
      const ranges: BucketRange[] = []
      for (let next = 0; next < bucketCount; next = ranges.at(-1)?.toBucket ?? bucketCount) {
        ranges.push(nextRange(next, whole, usualSizes))
      }
      const follows = (range: BucketRange, at: number) => range.fromBucket === (ranges[at - 1]?.toBucket ?? 0)
      expect(ranges.every(follows)).toBe(true)
      expect(ranges.at(-1)?.toBucket).toBe(bucketCount)
      const widest = Math.max(...ranges.map(({ fromBucket, toBucket }) => toBucket - fromBucket))
      if (widest === 1) return
      expect((widest / bucketCount) * byteCount).toBeLessThanOrEqual(usualSizes.bytesAtOnce)
      expect((widest / bucketCount) * seriesCount).toBeLessThanOrEqual(usualSizes.seriesAtOnce)
    }),
  )
})

it('a small shop is read at once', () => {
  expect(nextRange(0, { byteCount: 5_000, seriesCount: 30 }, usualSizes)).toEqual({
    fromBucket: 0,
    toBucket: bucketCount,
  })
})

it('where hardly any sale is of the same item and place as another, few parts are read at once, also of a small file', () => {
  const bytesOfSale = 7
  for (const salesOfSeries of [1, 5, 70]) {
    const seriesOfPart = 500
    const saleCount = seriesOfPart * salesOfSeries * bucketCount
    const whole = { byteCount: saleCount * bytesOfSale, saleCount }
    for (let next = 0; next < bucketCount; ) {
      const range = nextRangeToRead(
        { bucketCount: next, seriesCount: next * seriesOfPart },
        whole,
        usualSizes,
      )
      expect((range.toBucket - range.fromBucket) * seriesOfPart).toBeLessThanOrEqual(4_000)
      next = range.toBucket
    }
  }
})
