/**
 * A 53-bit hash of a string, for placing things in shards and noticing changed content. Not for secrets: anyone can
 * find two strings with the same value. (cyrb53, public domain, by bryc: two interleaved multiply-xorshift lanes.)
 *
 * Returns a whole number in 0 .. 2^53 - 1.
 */
export function hash53(text: string, seed = 0): number {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}

/** Which of `count` equal shards a key belongs to: a whole number in 0 .. count - 1, the same for ever. */
export function shardOf(key: string, count: number): number {
  return hash53(key) % count
}
