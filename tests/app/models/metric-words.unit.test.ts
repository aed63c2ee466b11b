import { describe, expect, it } from 'vitest'
import { isBetter, metricValue, metricWords } from '#app/models/metric-words.ts'

describe('metricWords', () => {
  it.each([
    ['rocAuc', 'higher'],
    ['brier', 'lower'],
    ['maeMinor', 'lower'],
    ['gapMaeDays', 'lower'],
    ['silhouette', 'higher'],
    ['hitRateAt10', 'higher'],
    ['recall10', 'higher'],
    ['ndcgAt20', 'higher'],
    ['churnRate', 'unknown'],
    ['totalRatio', 'unknown'],
  ])('%s is known, and better when %s', (metric, better) => {
    expect(metricWords(metric)).toMatchObject({ better, about: expect.stringMatching(/\.$/) })
  })

  it('names the length of the list', () => {
    expect(metricWords('hitRateAt10').name).toBe('Hit within 10')
    expect(metricWords('recall').name).not.toBe(metricWords('recallAt5').name)
  })

  it.each(['moonPhase', 'constructor', '__proto__', 'moonAt10', ''])(
    'keeps the name of %s, which it does not know, and says of none which is better',
    (metric) => {
      expect(metricWords(metric)).toMatchObject({ about: '', better: 'unknown' })
      expect(isBetter(metric, 1, 0)).toBeUndefined()
    },
  )
})

describe('metricValue', () => {
  it.each([
    ['rocAuc', 0.78432, '0.784'],
    ['precision', 0.7149, '71 %'],
    ['hitRateAt10', 0.312, '31 %'],
    ['gapMaeDays', 24.46, '24.5 days'],
    ['maeMinor', 1_234.4, '£12.34'],
    ['churnRate', 0.4, '40 %'],
    ['totalRatio', 1.0312, '1.03'],
    ['inertia', 123_456.7, '123,457'],
    ['r2', -0.0512, '-0.0512'],
    ['brier', 0, '0'],
  ])('%s of %s is "%s"', (metric, value, text) => expect(metricValue(metric, value, 'GBP')).toBe(text))
})

describe('isBetter', () => {
  it('knows which way is up, and that equal is neither', () => {
    expect(isBetter('rocAuc', 0.8, 0.7)).toBe(true)
    expect(isBetter('rocAuc', 0.6, 0.7)).toBe(false)
    expect(isBetter('brier', 0.1, 0.2)).toBe(true)
    expect(isBetter('brier', 0.3, 0.2)).toBe(false)
    expect(isBetter('brier', 0.2, 0.2)).toBeUndefined()
  })
})
