import { describe, expect, it } from 'vitest'
import { featureCatalogue } from '#shared/features/feature-catalogue.ts'
import type { FeatureVector } from '#shared/features/feature-definition.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { profileFeatures } from '#shared/predictions/anomalies/profile-features.ts'
import {
  judgeProfile,
  learnUsualProfiles,
  readUsualProfiles,
  type UsualProfiles,
  usualProfilesArtifact,
} from '#shared/predictions/anomalies/unusual-profiles.ts'

function customersOf(count: number, seed: number): { features: FeatureVector }[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => ({
    features: {
      orderCount: 2 + Math.floor(random() * 8),
      ordersPer30Days: 0.5 + random(),
      orderValueMeanMinor: 3_000 + 2_000 * random(),
      orderValueMostMinor: 6_000 + 2_000 * random(),
      unitsPerOrder: 2 + 2 * random(),
      refundedOrderRate: random() < 0.8 ? 0 : 0.1,
      weekendRate: 0.2 + 0.2 * random(),
      gapVariationRatio: random() < 0.1 ? null : random(),
    },
  }))
}

function learned(): UsualProfiles {
  const profiles = learnUsualProfiles(customersOf(600, 1), 1)
  if (!profiles.ok) throw new Error(profiles.failure.message)
  return profiles.value
}

const plain = customersOf(1, 2)[0]?.features ?? {}

describe('judgeProfile', () => {
  const profiles = learned()

  it('tells what is unusual about a customer who gives everything back', () => {
    const judgement = judgeProfile(profiles, { ...plain, refundedOrderRate: 1, orderValueMostMinor: 900_000 })
    expect(judgement).toMatchObject({ isUnusual: true })
    expect(judgement?.factors.toSorted()).toEqual(['gives back far more often', 'one order far larger'])
    expect(judgement?.score).toBeGreaterThanOrEqual(0.99)
  })

  it('leaves nearly everybody alone', () => {
    const told = customersOf(500, 7).filter(({ features }) => judgeProfile(profiles, features)?.isUnusual)
    expect(told.length).toBeLessThan(10)
  })

  it('judges the same after JSON', () => {
    const read = readUsualProfiles(JSON.parse(JSON.stringify(usualProfilesArtifact(profiles))))
    if (!read.ok) throw new Error(read.failure.message)
    for (const { features } of customersOf(20, 3)) {
      expect(judgeProfile(read.value, features)).toEqual(judgeProfile(profiles, features))
    }
    expect(readUsualProfiles({ ...usualProfilesArtifact(profiles), model: {} }).ok).toBe(false)
  })

  it('says nothing of who never bought, and says what is missing below a hundred', () => {
    expect(judgeProfile(profiles, { orderCount: 0 })).toBeNull()
    const few = learnUsualProfiles(customersOf(60, 1), 1)
    expect(few.ok ? '' : few.failure.message).toContain('40 more')
  })

  it('takes features that the catalogue has', () => {
    const known = featureCatalogue.map(({ name }) => name)
    for (const { name } of profileFeatures) expect(known).toContain(name)
  })
})
