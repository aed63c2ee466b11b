import { hash53 } from '../kernel/hash.ts'

/** `length` hexadecimal digits that look like chance and are always the same for a name. */
export function namedHex(name: string, length: number): string {
  let digits = ''
  for (let part = 0; digits.length < length; part += 1) {
    // The last twelve of a hash's digits: the first are not evenly spread.
    digits += hash53(name, part).toString(16).padStart(13, '0').slice(-12)
  }
  return digits.slice(0, length)
}

/** A version 4 UUID that is always the same for a name. */
export function namedUuid(name: string): string {
  const digits = namedHex(name, 32)
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
  ]
  return [...parts, digits.slice(20)].join('-')
}

/** Capital letters and digits, as some vendors write ids. */
export function namedCode(name: string, length: number): string {
  return BigInt(`0x${namedHex(name, length * 2)}`)
    .toString(36)
    .toUpperCase()
    .slice(-length)
    .padStart(length, '0')
}
