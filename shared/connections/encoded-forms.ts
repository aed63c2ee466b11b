import { percentEncoded } from './body-text.ts'

/** What Windows-1252 has in 0x80 to 0x9F (https://encoding.spec.whatwg.org/index-windows-1252.txt). */
export const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/**
 * How a text stands in a body that is kept as a data URL (`body-text.ts`), in UTF-8, Latin-1 or Windows-1252, and UTF-16 of
 * either order: in lower case, and only where it differs from the text itself.
 */
export function encodedForms(text: string): string[] {
  const forms = [
    new TextEncoder().encode(text),
    inOneByteEach(text),
    inUtf16(text, true),
    inUtf16(text, false),
  ]
  const written = forms.flatMap((bytes) =>
    bytes === undefined ? [] : [percentEncoded(bytes, bytes.length).toLowerCase()],
  )
  return [...new Set(written)].filter((form) => form !== text)
}

/** Undefined when a letter has no place in it. */
function inOneByteEach(text: string): Uint8Array | undefined {
  const bytes = Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0
    const place = windows1252.indexOf(letter)
    if (place !== -1) return 0x80 + place
    return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : undefined
  })
  return bytes.includes(undefined) ? undefined : Uint8Array.from(bytes, (byte) => byte ?? 0)
}

function inUtf16(text: string, isLittleEndian: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2))
  for (let index = 0; index < text.length; index += 1)
    bytes.setUint16(index * 2, text.charCodeAt(index), isLittleEndian)
  return new Uint8Array(bytes.buffer)
}
