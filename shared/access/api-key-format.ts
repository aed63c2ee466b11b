import { crc32 } from './crc32.ts'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const idDigits = '0123456789abcdefghjkmnpqrstvwxyz'
const idLength = 8
const secretLength = 43
const checksumLength = 6
const shape = /^((pk|wk)_live_([0-9a-z]{8})_[0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/

/** Bytes of chance a key is made of: one for a character, and some to spare, since not every byte can be used. */
export const apiKeyChanceBytes = idLength + secretLength * 2

/** `pk`: may do what its role may. `wk`: may send events and stands in pages for everybody to see. */
export type ApiKeyPrefix = 'pk' | 'wk'

/**
 * A key made of bytes of chance ({@link apiKeyChanceBytes} of them): `pk_live_<id>_<secret>_<checksum>`. The id is what
 * the key is spoken of by; the secret has 256 bits; the checksum lets a mistyped key be told without looking it up, and
 * scanners for leaked secrets find keys by the prefix.
 */
export function formatApiKey(prefix: ApiKeyPrefix, chance: Uint8Array): { key: string; keyId: string } {
  const keyId = [...chance.subarray(0, idLength)].map((byte) => idDigits[byte % idDigits.length]).join('')
  // 248 is the largest multiple of 62 in a byte: what lies above would make the first digits more frequent.
  const usable = [...chance.subarray(idLength)].filter((byte) => byte < 248).slice(0, secretLength)
  if (usable.length < secretLength) throw new Error('too few bytes of chance')
  const body = `${prefix}_live_${keyId}_${usable.map((byte) => digits[byte % digits.length]).join('')}`
  return { key: `${body}_${checksum(body)}`, keyId }
}

/** Whether a text begins as the keys made here do; other texts are none of ours. */
export function looksLikeApiKey(text: string): boolean {
  return /^(?:pk|wk)_live_/.test(text)
}

/** The parts of a key that can be read without looking it up; undefined when it was mistyped or made up. */
export function parseApiKey(text: string): { prefix: ApiKeyPrefix; keyId: string } | undefined {
  const [, body, prefix, keyId, check] = shape.exec(text) ?? []
  if (body === undefined || keyId === undefined || check !== checksum(body)) return undefined
  return { prefix: prefix === 'wk' ? 'wk' : 'pk', keyId }
}

/** CRC-32 in six digits of base 62. */
function checksum(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let index = 0; index < checksumLength; index += 1) {
    text = digits[rest % digits.length] + text
    rest = Math.floor(rest / digits.length)
  }
  return text
}
