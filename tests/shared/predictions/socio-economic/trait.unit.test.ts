import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { levelOfMean } from '#shared/predictions/socio-economic/trait.ts'

const levels = ['low', 'middle', 'high'] as const

describe('levelOfMean', () => {
  it.each([
    [[0, 0.1, 0.05, 0.1], 'low'],
    [[0.5, 0.4, 0.6], 'middle'],
    [[0.9, 1, 0.95, 1], 'high'],
  ])('of %j is %s', (values, level) => {
    expect(levelOfMean(values, levels).level).toBe(level)
  })

  it('is as sure as it is right: of many customers of whom it is 70 to 90 % sure, as many are so', () => {
    const random = seededRandom(11)
    let said = 0
    let right = 0
    for (let customer = 0; customer < 4_000; customer++) {
      const rate = random()
      const values = Array.from({ length: 5 + Math.floor(random() * 20) }, () => (random() < rate ? 1 : 0))
      const { level, confidence } = levelOfMean(values, levels)
      if (confidence < 0.7 || confidence > 0.9) continue
      said += 1
      if (level === levels[Math.min(2, Math.floor(rate * 3))]) right += 1
    }
    expect(said).toBeGreaterThan(200)
    expect(right / said).toBeGreaterThan(0.7)
    expect(right / said).toBeLessThan(0.9)
  })

  it('is never sure of a few equal values', () => {
    expect(levelOfMean([0.4, 0.4, 0.4], levels).confidence).toBeLessThan(0.95)
    expect(levelOfMean([], levels).confidence).toBeLessThan(1)
  })
})
