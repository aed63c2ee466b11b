import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase64, toBase64 } from '#shared/kernel/base64.ts'

it('writes bytes as Node does, and reads them back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100_000 }), (bytes) => {
      const text = toBase64(Uint8Array.from(bytes).buffer)
      expect(text).toBe(Buffer.from(bytes).toString('base64'))
      expect(new Uint8Array(fromBase64(text))).toEqual(Uint8Array.from(bytes))
    }),
    { seed: 20261122, numRuns: 50 },
  )
})
