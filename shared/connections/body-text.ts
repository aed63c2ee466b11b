/** Of a body that is no text: a data URL (RFC 2397). */
const marker = 'data:application/octet-stream,'
/** What is kept of something longer. */
const cutMarker = 'data:application/octet-stream;kept=start,'
/** What a body must not begin with as it is: it would be taken for a writing of ours, this one's or `kept-record.ts`'s. */
const ownWriting = /^(?:data:application\/|\{"(?:backfilled|delivered)":)/
/** JSON writes each of these as six characters, so that it could grow beyond what a row holds. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const longInJson = /[\u0000-\u0007\u000b\u000e-\u001f]/
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const ascii = new TextDecoder()
const encoder = new TextEncoder()
const percent = 0x25
const hexadecimal = encoder.encode('0123456789ABCDEF')

/**
 * A body as text from which {@link bodyOfText} gives back every byte: as it is where it is UTF-8 without control characters,
 * else as a data URL in which plain letters can still be read, and searched for when a person is to be forgotten. Never empty: an
 * empty text stands for what was forgotten.
 *
 * Of a text of more than `maxCharacters` only the start is kept, and {@link isCut} knows it. As JSON in UTF-8 it takes three
 * bytes a character at the most.
 */
export function textOfBody(body: Uint8Array, maxCharacters: number): string {
  const text = decoded(body)
  if (text !== undefined && text !== '' && !ownWriting.test(text) && !longInJson.test(text))
    return cutTo(maxCharacters, text)
  // With the marker, so many bytes are always too many: what is cut is seen to be.
  return cutTo(maxCharacters, marker + percentEncoded(body, maxCharacters))
}

/** A text of `maxCharacters` at the most: of a longer one its start, marked as that. */
export function cutTo(maxCharacters: number, text: string): string {
  if (text.length <= maxCharacters) return text
  return cutMarker + text.slice(0, maxCharacters - cutMarker.length).toWellFormed()
}

/** Whether a kept text is only the start of what came. */
export function isCut(text: string): boolean {
  return text.startsWith(cutMarker)
}

/** The bytes that {@link textOfBody} wrote down whole. */
export function bodyOfText(text: string): Uint8Array<ArrayBuffer> {
  if (!text.startsWith(marker)) return Uint8Array.from(encoder.encode(text))
  const bytes = new Uint8Array(text.length - marker.length)
  let byteCount = 0
  for (let index = marker.length; index < text.length; index += 1) {
    const isEncoded = text.charCodeAt(index) === percent
    bytes[byteCount] = isEncoded
      ? Number.parseInt(text.slice(index + 1, index + 3), 16)
      : text.charCodeAt(index)
    byteCount += 1
    if (isEncoded) index += 2
  }
  return bytes.slice(0, byteCount)
}

/**
 * Bytes as a data URL tells them: what can be printed as it is, but for the percent sign, all else as `%E9`. Only as many bytes
 * as there may be characters are looked at, so that a long body costs no more memory than what is kept of it.
 */
export function percentEncoded(body: Uint8Array, maxCharacters: number): string {
  const looked = body.subarray(0, maxCharacters)
  const written = new Uint8Array(looked.length * 3)
  let length = 0
  for (const byte of looked) {
    if (byte >= 0x20 && byte < 0x7f && byte !== percent) {
      written[length] = byte
      length += 1
    } else {
      written[length] = percent
      written[length + 1] = hexadecimal[byte >> 4] ?? 0
      written[length + 2] = hexadecimal[byte & 0xf] ?? 0
      length += 3
    }
  }
  return ascii.decode(written.subarray(0, length))
}

function decoded(body: Uint8Array): string | undefined {
  try {
    return utf8.decode(body)
  } catch {
    return undefined
  }
}
