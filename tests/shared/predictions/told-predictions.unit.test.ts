import { describe, expect, it } from 'vitest'
import { toldPredictions } from '#shared/predictions/told-predictions.ts'

const silent = { restrictedAt: null, isProfilingAllowed: null }
const agreed = { restrictedAt: null, isProfilingAllowed: true }

describe('toldPredictions', () => {
  const rows = [{ kind: 'churn' }, { kind: 'socio-economic' }, { kind: 'rfm' }] as const
  const others = [{ kind: 'churn' }, { kind: 'rfm' }]

  it('leaves profiles out as soon as they may not be made any more, and nothing else', () => {
    const german = { country: 'DE', isProfilingOptOut: true, isSocioEconomicOn: true }
    expect(toldPredictions(rows, silent, german)).toEqual(rows)
    expect(toldPredictions(rows, silent, { ...german, isSocioEconomicOn: null })).toEqual(others)
    expect(toldPredictions(rows, silent, { ...german, isSocioEconomicOn: false })).toEqual(others)
    expect(toldPredictions(rows, agreed, { ...german, isSocioEconomicOn: null })).toEqual(rows)
  })
})
