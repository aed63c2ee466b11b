/** The table of CRC-32 (ISO 3309, reflected polynomial EDB88320), one entry a byte. */
const table = Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

/** CRC-32 of a text of ASCII characters, 0 to 2^32 - 1. Finds slips of the hand; no protection against anybody. */
export function crc32(text: string): number {
  let value = 0xffffffff
  for (let index = 0; index < text.length; index += 1) {
    value = (value >>> 8) ^ (table[(value ^ text.charCodeAt(index)) & 0xff] ?? 0)
  }
  return (value ^ 0xffffffff) >>> 0
}
