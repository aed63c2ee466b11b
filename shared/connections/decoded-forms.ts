import { windows1252 } from './encoded-forms.ts'

/** Stands before the bytes of a body that is kept as a data URL, whole or its start: see `body-text.ts`. */
const marker = /(?:data:application\/octet-stream(?:;kept=start)?,)+/
const percent = 0x25
const unitsTogether = 4_096
const encoder = new TextEncoder()
const utf8 = new TextDecoder()

/**
 * What a text says, for looking up what is written there when nobody knows any more what to look for. One that holds a body kept
 * as a data URL is told in each encoding that `encodedForms` knows, all of it in UTF-8 first. Each is made when it is asked for,
 * and none twice. UTF-16 of both orders is read from the first byte and from the second, since what stands before it may have any
 * length.
 */
export function* decodedForms(text: string): Generator<string> {
  const found = marker.exec(text)
  if (found === null) {
    yield text
    return
  }
  const bytes = bytesOf(bodyAt(text, found.index + found[0].length, text[found.index - 1] === '"'))
  yield `${text.slice(0, found.index)} ${utf8.decode(bytes)}`
  if (bytes.some((byte) => byte >= 0x80)) yield inOneByteEach(bytes)
  for (const start of [0, 1]) {
    // Of two bytes a letter, the one of an ASCII letter that comes first or second is a zero: without any it is no such text.
    if (bytes.some((byte, index) => byte === 0 && index % 2 !== start))
      yield inUtf16(bytes.subarray(start), true)
    if (bytes.some((byte, index) => byte === 0 && index % 2 === start))
      yield inUtf16(bytes.subarray(start), false)
  }
}

/** The body with what stands behind it. Where it is a string of JSON, it is told without what JSON writes before a quotation mark. */
function bodyAt(text: string, from: number, isJson: boolean): string {
  const end = isJson ? endOfString(text, from) : -1
  if (end === -1) return text.slice(from)
  return text.slice(from, end).replace(/\\(["\\])/g, '$1') + text.slice(end)
}

/** The index of the quotation mark that ends a string of JSON; -1 when none does. */
function endOfString(text: string, from: number): number {
  let index = from
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1
  return index < text.length ? index : -1
}

/** What stands behind such a body is taken for a part of it, in UTF-8. */
function bytesOf(body: string): Uint8Array {
  const written = encoder.encode(body)
  let byteCount = 0
  for (let index = 0; index < written.length; index += 1) {
    const value = written[index] === percent ? hexadecimalAt(written, index + 1) : undefined
    written[byteCount] = value ?? written[index] ?? 0
    byteCount += 1
    if (value !== undefined) index += 2
  }
  return written.subarray(0, byteCount)
}

/** The byte that two digits write; undefined where there are none. */
function hexadecimalAt(written: Uint8Array, index: number): number | undefined {
  const high = hexadecimalDigit(written[index])
  const low = hexadecimalDigit(written[index + 1])
  return high === undefined || low === undefined ? undefined : high * 16 + low
}

function hexadecimalDigit(code = 0): number | undefined {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined
}

function inOneByteEach(bytes: Uint8Array): string {
  return textOf(
    Uint16Array.from(bytes, (byte) =>
      byte >= 0x80 && byte < 0xa0 ? windows1252.charCodeAt(byte - 0x80) : byte,
    ),
  )
}

function inUtf16(bytes: Uint8Array, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const units = new Uint16Array(bytes.length >> 1)
  for (let index = 0; index < units.length; index += 1)
    units[index] = view.getUint16(index * 2, isLittleEndian)
  return textOf(units)
}

/** Of UTF-16 code units. Made in pieces: a function takes only so many arguments. */
function textOf(units: Uint16Array): string {
  let text = ''
  for (let from = 0; from < units.length; from += unitsTogether)
    text += String.fromCharCode(...units.subarray(from, from + unitsTogether))
  return text
}
