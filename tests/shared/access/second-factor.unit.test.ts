import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { plainRecoveryCode, recoveryCodeBytes, recoveryCodes } from '#shared/access/recovery-codes.ts'
import { totpSecret, totpStepOf, totpUri } from '#shared/access/second-factor.ts'

// RFC 6238, appendix B: the SHA-1 rows; the secret is the ASCII of 12345678901234567890. A code of six digits is the end
// of the one of eight, since both are the same number modulo a power of ten.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const vectors: readonly (readonly [seconds: number, code: string])[] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
]

describe('totpStepOf', () => {
  it.each(vectors)('takes the code of RFC 6238 at %i s', (seconds, code) => {
    expect(totpStepOf(secret, code.slice(-6), seconds * 1000, null)).toBe(Math.floor(seconds / 30))
  })

  it('takes the code of the step before and after, and no other', () => {
    const [seconds, code] = vectors[2] ?? [0, '']
    const step = Math.floor(seconds / 30)
    const at = (steps: number) => totpStepOf(secret, code.slice(-6), (step + steps) * 30_000, null)
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([undefined, step, step, step, undefined])
  })

  it('takes no code twice, and none before one that was taken', () => {
    const [seconds, code] = vectors[2] ?? [0, '']
    const step = Math.floor(seconds / 30)
    expect(totpStepOf(secret, code.slice(-6), seconds * 1000, step)).toBeUndefined()
    expect(totpStepOf(secret, code.slice(-6), seconds * 1000, step + 1)).toBeUndefined()
    expect(totpStepOf(secret, code.slice(-6), seconds * 1000, step - 1)).toBe(step)
  })

  it.each(['', '000000', '28708', '2870820', 'abcdef', ' 287082'])('does not take %j', (code) => {
    expect(totpStepOf(secret, code, 59_000, null)).toBeUndefined()
  })
})

it('a secret is 160 bits in base 32', () => {
  expect(totpSecret(Uint8Array.from(Buffer.from('12345678901234567890')))).toBe(secret)
})

it('the address has what authenticators ask for', () => {
  const url = new URL(totpUri(secret, 'ann@acme.example', 'Patron'))
  expect(url.protocol).toBe('otpauth:')
  expect(decodeURIComponent(url.pathname)).toContain('Patron:ann@acme.example')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    issuer: 'Patron',
    secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})

describe('recovery codes', () => {
  const codes = recoveryCodes(randomBytes(recoveryCodeBytes))

  it('are ten, all different, and easy to copy', () => {
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/)
  })

  it('are the same however they are typed', () => {
    expect(plainRecoveryCode(' 7D3KQ 0XM4Z ')).toBe('7d3kq0xm4z')
    expect(plainRecoveryCode('lOi1o-00000')).toBe('1011000000')
  })
})
