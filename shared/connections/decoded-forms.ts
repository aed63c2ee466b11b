import { windows1252 } from './encoded-forms.ts'

/** Stands before the bytes of a body that is kept as a data URL, whole or its start: see `body-text.ts`. */
const marker = /(?:data:application\/octet-stream(?:;kept=start)?,)+/
const percent = 0x25
const utf8 = new TextDecoder()

/**
 * What a text may say that holds a body kept as a data URL, in each encoding that `encodedForms` knows: for looking up what is
 * written there when nobody knows any more what to look for. UTF-16 of both orders is read from the first byte and from the second,
 * since what stands before it may have any length. None where there is no such body.
 */
export function decodedForms(text: string): string[] {
  const found = marker.exec(text)
  if (found === null) return []
  const bytes = bytesOf(text, found.index + found[0].length)
  const forms = [utf8.decode(bytes), inOneByteEach(bytes)]
  // Of two bytes a letter, the punctuation around what is looked for has a zero.
  if (!bytes.includes(0)) return forms
  return [...forms, ...[0, 1].flatMap((start) => [inUtf16(bytes, start, true), inUtf16(bytes, start, false)])]
}

/** What stands behind such a body may be no plain letter: it is no part of it. */
function bytesOf(text: string, from: number): Uint8Array {
  const bytes = new Uint8Array(text.length - from)
  let byteCount = 0
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    const isEncoded = code === percent && index + 2 < text.length
    bytes[byteCount] = isEncoded ? Number.parseInt(text.slice(index + 1, index + 3), 16) : code
    byteCount += 1
    if (isEncoded) index += 2
  }
  return bytes.subarray(0, byteCount)
}

function inOneByteEach(bytes: Uint8Array): string {
  return textOf(bytes.length, (index) => {
    const byte = bytes[index] ?? 0
    return byte >= 0x80 && byte < 0xa0 ? windows1252.charCodeAt(byte - 0x80) : byte
  })
}

function inUtf16(bytes: Uint8Array, start: number, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return textOf((bytes.length - start) >> 1, (index) => view.getUint16(start + index * 2, isLittleEndian))
}

/** Of so many UTF-16 code units. Made in pieces: a function takes only so many arguments. */
function textOf(length: number, unitAt: (index: number) => number): string {
  let text = ''
  for (let from = 0; from < length; from += 4_096) {
    const units = Array.from({ length: Math.min(4_096, length - from) }, (_, index) => unitAt(from + index))
    text += String.fromCharCode(...units)
  }
  return text
}
