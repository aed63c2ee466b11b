import { describe, expect, it } from 'vitest'
import { featureCatalogue } from '#shared/features/feature-catalogue.ts'
import type { FeatureVector } from '#shared/features/feature-definition.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import {
  type FoundSegments,
  fewestSegmentCustomers,
  findSegments,
  readSegments,
  segmentsArtifact,
} from '#shared/predictions/segments/find-segments.ts'
import { placeInSegment, segmentReasonCodesOf } from '#shared/predictions/segments/place-in-segment.ts'
import { segmentFeatures } from '#shared/predictions/segments/segment-words.ts'

const kinds: Readonly<Record<string, number>>[] = [
  { recencyDays: 5, orderCount: 40, revenueMinor: 900_000 },
  { recencyDays: 20, orderCount: 40, revenueMinor: 4_000 },
  { recencyDays: 300, orderCount: 1, revenueMinor: 3_000 },
  { recencyDays: 250, orderCount: 2, revenueMinor: 500_000 },
]

/** Customers of four kinds, each figure up to a fifth off. */
function customersOf(count: number, seed: number): { features: FeatureVector }[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? {}
    const off = () => 0.8 + 0.4 * random()
    return {
      features: Object.fromEntries(Object.entries(kind).map(([name, value]) => [name, value * off()])),
    }
  })
}

function found(count: number, seed: number, previous: FoundSegments | null = null): FoundSegments {
  const segments = findSegments(customersOf(count, seed), previous, { seed })
  if (!segments.ok) throw new Error(segments.failure.message)
  return segments.value
}

function placeOf(segments: FoundSegments, features: FeatureVector, version = 'segments-1') {
  const place = placeInSegment(segments, features, version)
  if (place === null) throw new Error('has bought')
  return place
}

describe('findSegments', () => {
  it('finds the four kinds there are, with what they have in common in words', () => {
    const { segments, model } = found(200, 1)
    expect(segments.map(({ customerCount }) => customerCount)).toEqual([50, 50, 50, 50])
    expect(model.learned.silhouette).toBeGreaterThan(0.7)
    const words = segments.map((segment) => segment.words.replaceAll(/\d+ days/g, 'N days')).sort()
    expect(words).toEqual([
      'buys often, spends little, last seen N days ago',
      'buys seldom, spends little, last seen N days ago',
      'spends much, buys often, last seen N days ago',
      'spends much, buys seldom, last seen N days ago',
    ])
  })

  it('keeps the ids of segments from run to run, and gives new ones new numbers', () => {
    const first = found(200, 1)
    const second = found(237, 2, first)
    expect(second.nextNumber).toBe(first.nextNumber)
    for (const kind of kinds) {
      expect(placeOf(second, kind).segment).toBe(placeOf(first, kind).segment)
    }
    const others = customersOf(100, 3).map(({ features }, index) =>
      index % 3 === 0
        ? { features: { recencyDays: 1, orderCount: 900, revenueMinor: 90_000_000 } }
        : { features },
    )
    const third = findSegments(others, second)
    expect(third.ok && third.value.nextNumber).toBeGreaterThan(second.nextNumber)
    expect(
      third.ok && placeOf(third.value, { recencyDays: 1, orderCount: 900, revenueMinor: 9e7 }).segment,
    ).toBe(`segment-${second.nextNumber}`)
  })

  it('gives new segments of two versions that were tried after the same one different numbers', () => {
    const first = found(200, 1)
    const strangers = (seed: number) =>
      customersOf(100, seed).map(({ features }, index) =>
        index % 3 === 0 ? { features: { recencyDays: 1, orderCount: 900, revenueMinor: 9e7 } } : { features },
      )
    const newIds = [2, 3].map((version) => {
      const tried = findSegments(strangers(version), first, { version })
      if (!tried.ok) throw new Error(tried.failure.message)
      const known = new Set(first.segments.map(({ id }) => id))
      return tried.value.segments.map(({ id }) => id).filter((id) => !known.has(id))
    })
    expect(newIds[0]?.length).toBeGreaterThan(0)
    expect(newIds[1]?.length).toBeGreaterThan(0)
    expect(newIds[0]?.filter((id) => newIds[1]?.includes(id))).toEqual([])
  })

  it('goes on after JSON as if nothing had been', () => {
    const first = found(120, 4)
    const read = readSegments(JSON.parse(JSON.stringify(segmentsArtifact(first))))
    if (!read.ok) throw new Error(read.failure.message)
    expect(read.value.segments).toEqual(first.segments)
    for (const kind of kinds) expect(placeOf(read.value, kind)).toEqual(placeOf(first, kind))
    expect(readSegments({ kind: 'segments' }).ok).toBe(false)
  })

  it('says what is missing below fifty buyers', () => {
    const few = [
      ...customersOf(fewestSegmentCustomers - 4, 1),
      { features: { orderCount: 0 } },
      { features: {} },
    ]
    const segments = findSegments(few, null)
    expect(segments.ok ? '' : segments.failure.message).toContain('4 more')
    const same = Array.from({ length: 80 }, () => ({ features: kinds[0] ?? {} }))
    expect(findSegments(same, null)).toMatchObject({ ok: false, failure: { kind: 'not-enough-data' } })
  })

  it('takes features that the catalogue has', () => {
    const known = featureCatalogue.map(({ name }) => name)
    for (const { name } of segmentFeatures) expect(known).toContain(name)
  })
})

describe('placeInSegment', () => {
  const segments = found(200, 1)

  it('is surer of a customer in the middle of a segment than of one between two', () => {
    const middle = placeOf(segments, kinds[0] ?? {})
    const between = placeOf(segments, { recencyDays: 12, orderCount: 20, revenueMinor: 60_000 })
    expect(middle.confidence).toBeGreaterThan(between.confidence)
    expect(middle.segmentationScore).toBeGreaterThan(between.segmentationScore)
    for (const place of [middle, between]) {
      expect(place.confidence).toBeGreaterThanOrEqual(0)
      expect(place.segmentationScore).toBeLessThanOrEqual(1)
    }
  })

  it('names why a customer moved', () => {
    const [best = {}] = kinds
    const before = placeOf(segments, best)
    const after = placeOf(segments, { ...best, recencyDays: 300 })
    expect(after.segment).not.toBe(before.segment)
    expect(segmentReasonCodesOf(before, after)).toEqual(['recency-fell'])
    expect(segmentReasonCodesOf(after, before)).toEqual(['recency-rose'])
    expect(segmentReasonCodesOf(before, before)).toEqual(['other-behaviour'])
    expect(segmentReasonCodesOf(before, placeOf(segments, best, 'segments-2'))).toEqual(['model-changed'])
  })

  it('has no place for who never bought, and one for who has figures missing', () => {
    expect(placeInSegment(segments, { recencyDays: 3, orderCount: 0 }, 'v')).toBeNull()
    expect(placeInSegment(segments, {}, 'v')).toBeNull()
    expect(placeOf(segments, { orderCount: 3, revenueMinor: null }).confidence).toBeGreaterThanOrEqual(0)
  })
})
