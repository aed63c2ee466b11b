let count = 0

/** A name that nobody else has, and that sorts by when it was made: the time, a number within it, 64 bits of chance. */
export function newName(): string {
  count = (count + 1) % 10_000
  const chance = crypto.getRandomValues(new Uint8Array(8))
  const hex = Array.from(chance, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${Date.now().toString(36)}-${String(count).padStart(4, '0')}-${hex}`
}
