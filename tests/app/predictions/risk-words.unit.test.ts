import { describe, expect, it } from 'vitest'
import { riskOf } from '#app/predictions/risk-words.ts'

describe('riskOf', () => {
  it.each([
    [0, 'Low'],
    [0.333, 'Low'],
    [0.334, 'Medium'],
    [0.666, 'Medium'],
    [0.667, 'High'],
    [1, 'High'],
  ])('calls %s %s', (rate, name) => expect(riskOf(rate, null).name).toBe(name))

  it('takes the word of the model, and goes by thirds where it has none that is known', () => {
    expect(riskOf(0.1, 'high')).toMatchObject({ level: 'high', tone: 'bad' })
    expect(riskOf(0.9, 'low').name).toBe('Low')
    expect(riskOf(0.9, 'enormous').name).toBe('High')
  })
})
