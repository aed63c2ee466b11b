import { expect, it } from 'vitest'
import { sha256Hex } from '#shared/kernel/sha256-hex.ts'

/** Examples of FIPS 180-4, as NIST publishes them. */
it.each([
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
])('the SHA-256 of "%s"', async (text, expected) => {
  expect(await sha256Hex(text)).toBe(expected)
  expect(await sha256Hex(new Uint8Array(new TextEncoder().encode(text)))).toBe(expected)
})
