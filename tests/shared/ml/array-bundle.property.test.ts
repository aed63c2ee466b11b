import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packArrays, unpackArrays } from '#shared/ml/array-bundle.ts'

const arrays = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
  fc.oneof(fc.int8Array(), fc.uint8Array(), fc.uint32Array(), fc.float32Array(), fc.float64Array()),
  { maxKeys: 5, noNullPrototype: true },
)
const figures = fc.constant({ itemCount: 3, probes: 0.5 })

it('reads back what was packed, each number the same', () => {
  fc.assert(
    fc.property(arrays, figures, (packed, numbers) => {
      const bytes = packArrays({ kind: 'test', version: 2, figures: numbers, arrays: packed })
      const read = unpackArrays(bytes, 'test', 2)
      expect(read).toEqual({
        ok: true,
        value: { kind: 'test', version: 2, figures: numbers, arrays: packed },
      })
    }),
  )
})

it('refuses bytes that are cut short or something else, and never throws', () => {
  const bytes = packArrays({ kind: 'test', version: 1, figures: {}, arrays: { a: Float32Array.of(1, 2, 3) } })
  for (let length = 0; length < bytes.byteLength - 4; length += 1) {
    expect(unpackArrays(bytes.slice(0, length), 'test', 1)).toMatchObject({
      ok: false,
      failure: { kind: 'unreadable-artifact' },
    })
  }
  expect(unpackArrays(bytes, 'other', 1).ok).toBe(false)
  expect(unpackArrays(bytes, 'test', 2).ok).toBe(false)
  fc.assert(
    fc.property(fc.uint8Array(), (noise) => {
      expect(unpackArrays(noise.slice().buffer, 'test', 1).ok).toBe(false)
    }),
  )
})
