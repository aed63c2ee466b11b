import { randomBytes } from 'node:crypto'
import { crc32 as crc32OfNode } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  apiKeyChanceBytes,
  formatApiKey,
  looksLikeApiKey,
  parseApiKey,
} from '#shared/access/api-key-format.ts'
import { crc32 } from '#shared/access/crc32.ts'

describe('crc32', () => {
  it('has the check value of its catalogue entry', () => {
    expect(crc32('123456789')).toBe(0xcbf43926)
  })

  it('agrees with zlib', () => {
    const ascii = fc.string({ unit: 'grapheme-ascii' })
    fc.assert(
      fc.property(ascii, (text) => crc32(text) === crc32OfNode(text)),
      { seed: 20261121, numRuns: 300 },
    )
  })
})

describe('an API key', () => {
  const { key, keyId } = formatApiKey('pk', randomBytes(apiKeyChanceBytes))

  it('has a prefix, an id, a secret of 256 bits and a checksum', () => {
    expect(key).toMatch(/^pk_live_[0-9a-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/)
    expect(62 ** 43).toBeGreaterThan(2 ** 256)
    expect(parseApiKey(key)).toEqual({ prefix: 'pk', keyId })
  })

  it('is known by its prefix', () => {
    expect(looksLikeApiKey(key)).toBe(true)
    expect(looksLikeApiKey('demo-write-key')).toBe(false)
    expect(parseApiKey(formatApiKey('wk', randomBytes(apiKeyChanceBytes)).key)).toMatchObject({
      prefix: 'wk',
    })
  })

  it('with one character changed is refused', () => {
    for (const [index, character] of [...key].entries()) {
      const other = character === 'x' ? 'y' : 'x'
      expect(parseApiKey(key.slice(0, index) + other + key.slice(index + 1))).toBeUndefined()
    }
  })

  it.each(['', 'pk_live_', `${key}x`, ` ${key}`, key.toUpperCase(), key.replace('pk', 'sk')])(
    'is nothing like %j',
    (text) => {
      expect(parseApiKey(text)).toBeUndefined()
    },
  )

  it('uses all its digits about equally', () => {
    const counts = new Map<string, number>()
    const keyCount = 3_000
    for (let made = 0; made < keyCount; made += 1) {
      const [, , , secret = ''] = formatApiKey('pk', randomBytes(apiKeyChanceBytes)).key.split('_')
      for (const digit of secret) counts.set(digit, (counts.get(digit) ?? 0) + 1)
    }
    expect(counts.size).toBe(62)
    const mean = (keyCount * 43) / 62
    // Six standard deviations of a binomial count.
    for (const count of counts.values()) expect(Math.abs(count - mean)).toBeLessThan(6 * Math.sqrt(mean))
  })
})
