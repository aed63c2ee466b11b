import { describe, expect, it } from 'vitest'
import { type ScoreBuyersPorts, scoreBuyers } from '#queues/jobs/score-customers/score-buyers.ts'
import type { PredictionReplacement } from '#shared/database/predictions.ts'
import type { FeatureVectorRow } from '#shared/database/save-feature-vectors.ts'
import type { PredictionRow } from '#shared/database/tables/predictions.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { predictionRow } from '#shared/predictions/new-prediction.ts'
import { rfmPrediction } from '#shared/predictions/rfm/rfm-prediction.ts'
import type { RfmScale } from '#shared/predictions/rfm/rfm-scale.ts'
import type { ShopScale } from '#shared/predictions/socio-economic/shop-scale.ts'
import type { LearningContext } from '#shared/predictions/trainable.ts'
import { buyer } from '#tests/support/job-world.ts'
import { tinyTrainable } from '#tests/support/tiny-trainable.ts'

const nowMs = 100 * dayMs
const scale: RfmScale = {
  customerCount: 100,
  recency: [-300, -100, -30, -7],
  frequency: [2, 3, 5, 10],
  monetary: [100, 200, 300, 400],
}
const shopScale: ShopScale = { categories: {}, categoryCounts: [1, 2, 3] }
const line = { productId: 'tea', name: null, category: 'tea', quantity: 1, amountMinor: 100 }
const customers = [
  buyer('ann', [500, 500], nowMs),
  buyer('ben', [50], nowMs - 50 * dayMs),
  buyer('eve', [100, 100, 100, 100, 100], nowMs),
].map((example) => ({
  ...example,
  isProfilingAllowed: null,
  purchases: example.purchases.map((purchase) => ({ ...purchase, lines: [line] })),
}))

interface World {
  readonly ports: ScoreBuyersPorts
  readonly written: PredictionReplacement[]
  readonly features: FeatureVectorRow[]
  readonly asked: string[]
}

interface Known {
  scale?: RfmScale | null
  shopScale?: ShopScale
  country?: string
  hasModel?: boolean
  scored?: string[]
}

function newWorld(known: Known = {}): World {
  const features: FeatureVectorRow[] = []
  const written: PredictionReplacement[] = []
  const asked: string[] = []
  const lost = rfmPrediction(scale, { recencyDays: 400, orderCount: 1, revenueMinor: 1 })
  const before = lost === null ? [] : [{ ...predictionRow(lost, 'ann', null, 1), tenantId: 'shop' }]
  return {
    written,
    features,
    asked,
    ports: {
      context: { tenantId: 'shop', currency: 'GBP', timeZone: 'UTC', country: 'GB' },
      models: async (_, context: LearningContext) => {
        const predictor = tinyTrainable().predictor({ mean: 100, quality: 1 }, context)
        const model = { kind: 'churn' as const, version: 4, name: 'churn-4', predictor, reference: null }
        return known.hasModel === false ? [] : [model]
      },
      shopScale: async () => known.shopScale ?? null,
      saveFeatures: async (rows) => void features.push(...rows),
      changes: {
        unpublished: async () => ({ movements: [], consumptionEvents: [] }),
        publish: async () => {},
        markPublished: async () => new Set(),
        takeBack: async () => {},
      },
      means: { country: known.country ?? 'GB', isProfilingOptOut: null, isSocioEconomicOn: null },
      rfmScale: async () => (known.scale === undefined ? scale : known.scale),
      examplesOf: async (ids) => {
        asked.push(...ids)
        return customers.filter(({ customerId }) => ids.includes(customerId))
      },
      predictedSince: async () => new Set(known.scored ?? []),
      predictions: {
        find: async (ids, kinds): Promise<PredictionRow[]> =>
          before.filter(({ customerId, kind }) => ids.includes(customerId) && kinds.includes(kind)),
        begunKinds: async () => [],
        replace: async (replacement) => void written.push(replacement),
        forget: async () => {},
      },
      nowMs: () => nowMs,
    },
  }
}

const message = (...customerIds: string[]) =>
  ({ version: 1, kind: 'score-buyers', tenantId: 'shop', customerIds, boughtAt: nowMs - 5_000 }) as const

describe('scoring customers who have just bought', () => {
  it('replaces what all models and RFM say of them, and notes who moved', async () => {
    const world = newWorld()
    expect(await scoreBuyers(message('ann', 'ben'), world.ports)).toEqual({ kind: 'done' })
    const [told] = world.written
    expect(told).toMatchObject({ kinds: ['churn', 'rfm'], customerIds: ['ann', 'ben'], predictedAt: nowMs })
    expect(
      told?.rows.map(({ customerId, kind, label, modelVersion }) => [customerId, kind, label, modelVersion]),
    ).toEqual([
      ['ann', 'churn', 'low', 'churn-4'],
      ['ann', 'rfm', 'Potential loyalist', null],
      ['ben', 'churn', 'high', 'churn-4'],
      ['ben', 'rfm', 'About to sleep', null],
    ])
    expect(told?.movements).toMatchObject([
      { customerId: 'ann', previousSegment: 'Lost', newSegment: 'Potential loyalist' },
      {
        customerId: 'ben',
        previousSegment: null,
        newSegment: 'About to sleep',
        reasonCodes: ['first-segment'],
      },
    ])
  })

  it('profiles them by what was measured of all, and keeps their features', async () => {
    const world = newWorld({ shopScale, scale: null, hasModel: false })
    await scoreBuyers(message('ann', 'eve'), world.ports)
    const [told] = world.written
    expect(told?.kinds).toEqual(['socio-economic'])
    expect(told?.rows).toMatchObject([
      { customerId: 'eve', subject: 'basket-breadth', label: 'narrow', modelVersion: null },
    ])
    expect(world.features).toMatchObject([
      { customerId: 'ann', asOfMs: nowMs, vector: { orderCount: 2 } },
      { customerId: 'eve', asOfMs: nowMs, vector: { orderCount: 5 } },
    ])
    const german = newWorld({ shopScale, country: 'DE' })
    await scoreBuyers(message('eve'), german.ports)
    expect(german.written[0]?.kinds).toContain('socio-economic')
    expect(german.written[0]?.rows.map(({ kind }) => kind)).toEqual(['churn', 'rfm'])
  })

  it('leaves out who was scored since, and does nothing when that is everybody', async () => {
    const some = newWorld({ scored: ['ann'] })
    await scoreBuyers(message('ann', 'ben'), some.ports)
    expect([some.asked, some.written[0]?.customerIds]).toEqual([['ben'], ['ben']])
    const all = newWorld({ scored: ['ann', 'ben'] })
    expect(await scoreBuyers(message('ann', 'ben'), all.ports)).toEqual({ kind: 'done' })
    expect([all.asked, all.written]).toEqual([[], []])
  })

  it('does nothing before there is a model or a scale, and makes do with one of them', async () => {
    const none = newWorld({ scale: null, hasModel: false })
    await scoreBuyers(message('ann'), none.ports)
    expect([none.asked, none.written]).toEqual([[], []])
    const model = newWorld({ scale: null })
    await scoreBuyers(message('ann'), model.ports)
    expect(model.written[0]?.kinds).toEqual(['churn'])
    const rules = newWorld({ hasModel: false })
    await scoreBuyers(message('ann'), rules.ports)
    expect(rules.written[0]?.kinds).toEqual(['rfm'])
  })

  it('writes nothing about whom there is nothing to be read of', async () => {
    const world = newWorld()
    await scoreBuyers(message('objector'), world.ports)
    expect(world.written).toEqual([])
  })
})
