/**
 * A 32-bit checksum that any single changed byte changes. For noticing damage, not for secrets. (FNV-1a, public domain, by
 * Fowler, Noll and Vo.)
 */
export function byteChecksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5
  for (let place = 0; place < bytes.length; place += 1)
    sum = Math.imul(sum ^ (bytes[place] as number), 0x01000193)
  return sum >>> 0
}
