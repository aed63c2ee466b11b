import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PatternPlaces } from '#shared/ml/trees/pattern-places.ts'

it('numbers different integers in the order in which they come, as a map would', () => {
  const integers = fc.oneof(fc.integer(), fc.integer({ min: 0, max: 40 }), fc.constant(-(2 ** 31)))
  fc.assert(
    fc.property(fc.array(integers, { maxLength: 400 }), (asked) => {
      const places = new PatternPlaces()
      const known = new Map<number, number>()
      for (const each of asked) {
        if (!known.has(each)) known.set(each, known.size)
        expect(places.placeOf(each)).toBe(known.get(each))
        expect(places.count).toBe(known.size)
      }
    }),
  )
})
