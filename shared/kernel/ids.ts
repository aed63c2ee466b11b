import type { RandomSource } from './random.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford base 32: no i, l, o, u

function encode(value: number, length: number): string {
  let rest = value
  let text = ''
  for (let index = 0; index < length; index += 1) {
    text = alphabet[rest % 32] + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/**
 * An id that sorts by birth: prefix, 10 characters of time (ms), 4 of a counter within the millisecond, 8 of chance, like
 * `cus_01jd...`. The 40 bits of chance make ids of one millisecond and counter, made in two places, differ.
 */
export function newId(prefix: string, nowMs: number, random: RandomSource, counter = 0): string {
  const chance = encode(Math.floor(random() * 2 ** 20), 4) + encode(Math.floor(random() * 2 ** 20), 4)
  return `${prefix}_${encode(nowMs, 10)}${encode(counter, 4)}${chance}`
}
