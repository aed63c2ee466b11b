const chunkBytes = 0x8000

/** Bytes as text for JSON, RFC 4648. */
export function toBase64(bytes: ArrayBuffer): string {
  const all = new Uint8Array(bytes)
  let binary = ''
  // A call takes only so many arguments.
  for (let from = 0; from < all.length; from += chunkBytes) {
    binary += String.fromCharCode(...all.subarray(from, from + chunkBytes))
  }
  return btoa(binary)
}

/** What {@link toBase64} wrote; throws when it is something else. */
export function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer
}
