import { expect, it } from 'vitest'
import { partCountOf, partSize, uploadPartBytes } from '#shared/imports/upload-parts.ts'

it.each([
  [1, [1]],
  [uploadPartBytes, [uploadPartBytes]],
  [uploadPartBytes + 1, [uploadPartBytes, 1]],
  [3 * uploadPartBytes, [uploadPartBytes, uploadPartBytes, uploadPartBytes]],
])('cuts %i bytes into parts of %j', (byteCount, sizes) => {
  expect(partCountOf(byteCount)).toBe(sizes.length)
  expect(sizes.map((_, index) => partSize(byteCount, index + 1))).toEqual(sizes)
  for (const none of [0, -1, 1.5, Number.NaN, sizes.length + 1]) {
    expect(partSize(byteCount, none)).toBeUndefined()
  }
})
