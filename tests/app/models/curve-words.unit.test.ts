import { describe, expect, it } from 'vitest'
import { axisText, curveSummary, curveWords } from '#app/models/curve-words.ts'

const summary = (
  kind: Parameters<typeof curveWords>[0],
  name: Parameters<typeof curveWords>[1],
  points: { x: number; y: number }[],
) => curveSummary(curveWords(kind, name), points, 'GBP')

describe('curveSummary', () => {
  it('reads a curve of shares out a fifth of the way, at the nearest point there is', () => {
    const points = [0, 0.1, 0.25, 1].map((x) => ({ x, y: Math.sqrt(x) }))
    expect(summary('churn', 'roc', points)).toBe('Warned in vain 25 %: found 50 %.')
    expect(summary('churn', 'lift', [{ x: 0.2, y: 2.125 }])).toBe(
      'Customers asked, highest score first 20 %: times better than chance 2.13.',
    )
  })

  it('reads a curve over rounds out at its end', () => {
    const points = [
      { x: 1, y: 0.69 },
      { x: 120, y: 0.41 },
    ]
    expect(summary('churn', 'training-loss', points)).toBe('Round 120: error 0.41.')
  })

  it('reads the value of customers in money, and shares of them in per cent', () => {
    expect(summary('lifetime-value', 'calibration', [{ x: 120_000, y: 95_000 }])).toBe(
      'It said £1,200: it happened £950.',
    )
    expect(summary('lifetime-value', 'gain', [{ x: 0.2, y: 0.6 }])).toContain('20 %: found 60 %')
    expect(summary('churn', 'calibration', [{ x: 0.2, y: 0.25 }])).toBe('It said 20 %: it happened 25 %.')
  })

  it('says nothing of a curve without points', () => {
    expect(summary('churn', 'roc', [])).toBeUndefined()
  })
})

it('writes shares in per cent and other quantities to three digits', () => {
  expect(axisText(0.5, 'rate', 'GBP')).toBe('50 %')
  expect(axisText(1_234.5, 'number', 'GBP')).toBe('1,230')
})
