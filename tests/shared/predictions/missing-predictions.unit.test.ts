import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time.ts'
import { type KnownPredictions, missingPredictions } from '#shared/predictions/missing-predictions.ts'
import { buyer } from '#tests/support/job-world.ts'
import { tinyTrainable } from '#tests/support/tiny-trainable.ts'

const nowMs = 100 * dayMs
const context = { tenantId: 't', currency: 'GBP', timeZone: 'UTC', country: 'GB', asOfMs: nowMs, seed: 1 }
const model = {
  kind: 'churn' as const,
  version: 1,
  name: 'churn-1',
  predictor: tinyTrainable().predictor({ mean: 1, quality: 1 }, context),
  reference: null,
}
const scale = {
  customerCount: 30,
  recency: [1, 2, 3, 4] as const,
  frequency: [1, 2, 3, 4] as const,
  monetary: [1, 2, 3, 4] as const,
}
const example = (...told: Parameters<typeof buyer>) => ({ ...buyer(...told), isProfilingAllowed: null })
const customer = example('ann', [100], nowMs)
const shopScale = { categories: {}, categoryCounts: [1, 2, 3] }
const means = { country: 'GB', isProfilingOptOut: null, isSocioEconomicOn: null }

function reasons(known: Partial<KnownPredictions>): Record<string, string> {
  const nothing = { rows: [], models: [], rfmScale: null, shopScale: null, currency: 'GBP', means }
  const all = { ...nothing, example: customer, nowMs, ...known }
  return Object.fromEntries(missingPredictions(all).map(({ kind, reason }) => [kind, reason]))
}

describe('what cannot be predicted yet', () => {
  it('is everything of somebody who has not bought, and says so', () => {
    const found = reasons({ example: example('bob', []), models: [model], rfmScale: scale })
    expect(Object.keys(found)).toEqual([
      'rfm',
      'churn',
      'lifetime-value',
      'consumption',
      'category-consumption',
      'segment',
      'anomaly',
      'socio-economic',
    ])
    expect(new Set(Object.values(found))).toEqual(
      new Set(['Not enough yet: the customer has not bought anything']),
    )
    expect(reasons({ example: undefined }).churn).toBe(found.churn)
    expect(reasons({ example: example('eve', [5], nowMs + dayMs) }).churn).toBe(found.churn)
  })

  it('waits for a model, for other customers, or for the next scoring', () => {
    expect(reasons({})).toMatchObject({
      churn: 'Not enough yet: no model is in use; train one first',
      rfm: expect.stringContaining('at least 25 customers'),
    })
    const ready = reasons({ models: [model], rfmScale: scale })
    expect(ready.churn).toMatch(/^Not yet: it is made by the next scoring/)
    expect(ready.rfm).toBe(ready.churn)
  })

  it('of a profile is the comparison, the consent, or what each trait lacks', () => {
    const profile = (known: Partial<KnownPredictions>) => reasons(known)['socio-economic']
    expect(profile({})).toMatch(/^Not enough yet: customers are compared at night/)
    expect(profile({ shopScale })).toContain('Basket breadth: Not enough yet: 0 of 5 products bought')
    expect(profile({ shopScale })).toContain('Promotion dependence: Not enough yet: 0 of 4 orders')
    const german = { shopScale, means: { ...means, country: 'DE' } }
    expect(profile(german)).toContain('consent')
    expect(profile({ ...german, example: { ...customer, isProfilingAllowed: true } })).toContain('Price tier')
    expect(profile({ shopScale, means: { ...means, isSocioEconomicOn: false } })).toMatch(/^Not made/)
    expect(profile({ shopScale, rows: [{ kind: 'socio-economic' }] })).toBeUndefined()
  })

  it('is nothing that is there', () => {
    expect(reasons({ rows: [{ kind: 'churn' }, { kind: 'rfm' }] })).not.toHaveProperty('churn')
  })
})
