import { describe, expect, it } from 'vitest'
import { ShoppingSample } from '#queues/jobs/score-customers/shopping-sample.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import type { Shopping } from '#shared/predictions/socio-economic/shopping.ts'

function shoppingOf(lineCount: number): Shopping {
  const line = { category: 'tea', quantity: 1, unitPriceMinor: 100 }
  return { orders: Array.from({ length: lineCount }, () => ({ discountRate: null, lines: [line] })) }
}

describe('a sample of what customers bought', () => {
  it('is those with the lowest lots that fit, whichever way they come', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = seededRandom(seed)
      const all = Array.from({ length: 200 }, () => ({
        lot: random(),
        lineCount: 1 + Math.floor(random() * 9),
      }))
      const parts = [new ShoppingSample(100), new ShoppingSample(100), new ShoppingSample(100)]
      for (const { lot, lineCount } of all) parts[Math.floor(random() * 3)]?.add(lot, shoppingOf(lineCount))
      const sample = new ShoppingSample(100)
      for (const [lot, shopping] of parts.flatMap((part) => part.kept())) sample.add(lot, shopping)
      const expected: number[] = []
      let room = 100
      for (const { lot, lineCount } of all.toSorted((left, right) => left.lot - right.lot)) {
        if (room <= 0) break
        room -= lineCount
        expected.push(lot)
      }
      expect([seed, sample.kept().map(([lot]) => lot)]).toEqual([seed, expected])
    }
  })

  it('leaves out who bought nothing to compare, and keeps one however much that is', () => {
    const sample = new ShoppingSample(3)
    sample.add(0.1, shoppingOf(0))
    sample.add(0.3, shoppingOf(1))
    sample.add(0.2, shoppingOf(50))
    expect(sample.kept().map(([lot]) => lot)).toEqual([0.2])
  })
})
