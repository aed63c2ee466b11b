/** Of a body that is no text: a data URL (RFC 2397). */
const marker = 'data:application/octet-stream,'
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()
const percent = 0x25

/**
 * A body as text from which {@link bodyOfText} gives back every byte: as it is where it is UTF-8, else as a data URL in
 * which plain letters can still be read, and searched for when a person is to be forgotten. Never empty: an empty text stands
 * for what was forgotten.
 */
export function textOfBody(body: Uint8Array): string {
  const text = decoded(body)
  return text === undefined || text === '' || text.startsWith(marker) ? marker + percentEncoded(body) : text
}

/** The bytes that {@link textOfBody} wrote down. */
export function bodyOfText(text: string): Uint8Array<ArrayBuffer> {
  if (!text.startsWith(marker)) return Uint8Array.from(encoder.encode(text))
  const bytes: number[] = []
  for (let index = marker.length; index < text.length; index += 1) {
    if (text.charCodeAt(index) === percent) {
      bytes.push(Number.parseInt(text.slice(index + 1, index + 3), 16))
      index += 2
    } else {
      bytes.push(text.charCodeAt(index))
    }
  }
  return Uint8Array.from(bytes)
}

function decoded(body: Uint8Array): string | undefined {
  try {
    return utf8.decode(body)
  } catch {
    return undefined
  }
}

function percentEncoded(body: Uint8Array): string {
  return Array.from(body, (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== percent
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}
