import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textOfBody } from '#shared/connections/body-text.ts'
import { decodedForms } from '#shared/connections/decoded-forms.ts'
import { encodedForms } from '#shared/connections/encoded-forms.ts'

/** By Node's own tables, and not by ours. */
const writers: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(`\u0001${text}`),
  'Latin-1': (text) => Buffer.from(`é${text}`, 'latin1'),
  'UTF-16, little end first': (text) => Buffer.from(`"${text}`, 'utf16le'),
  'UTF-16, big end first': (text) => Buffer.from(`"${text}`, 'utf16le').swap16(),
}
const latin = fc.stringMatching(/^[\u0020-\u007e\u00a1-\u00ff]{1,30}$/)
const anyText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((text) => !/[\0"\\]/.test(text))

it.each(Object.entries(writers))('says again what a kept body in %s says', (encoding, write) => {
  fc.assert(
    fc.property(
      encoding === 'Latin-1' ? latin : anyText,
      fc.boolean(),
      fc.string(),
      (text, isOdd, behind) => {
        const bytes = Buffer.concat([Buffer.from(isOdd ? '\xe9' : '', 'latin1'), write(text)])
        const kept = textOfBody(Uint8Array.from(bytes), 10_000)
        fc.pre(kept.startsWith('data:'))
        const forms = [...decodedForms(`before ${kept} ${behind}`)]
        expect(forms.some((form) => form.includes(text))).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

it('knows every place of Windows-1252', () => {
  for (let byte = 0x80; byte <= 0xff; byte += 1) {
    const letter = new TextDecoder('windows-1252').decode(Uint8Array.of(byte))
    expect([...decodedForms(textOfBody(Uint8Array.of(byte), 1_000))][1]).toContain(letter)
  }
})

it('says a text without such a body as it is', () => {
  expect([...decodedForms('{"mail":"ada%40example.com"}')]).toEqual(['{"mail":"ada%40example.com"}'])
})

it('says what stands before and behind such a body, letters of any kind', () => {
  const [first] = decodedForms('Jürgen data:application/octet-stream,%01ada josé@example.com \u{1f600} 100%')
  expect(first).toBe('Jürgen  \u0001ada josé@example.com \u{1f600} 100%')
})

it('says nothing twice', () => {
  expect([...decodedForms('data:application/octet-stream,ada%01')]).toEqual([' ada\u0001'])
  const utf16 = textOfBody(Uint8Array.from(Buffer.from('ada', 'utf16le')), 1_000)
  expect([...decodedForms(utf16)]).toEqual([' a\0d\0a\0', 'ada', 'da'])
})

/** Windows-1252 by the standard's decoder, turned round. */
const places = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    byte,
  ]),
)
const grapheme = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
const encoders: Readonly<Record<string, { encode: (text: string) => Buffer; letter: fc.Arbitrary<string> }>> =
  {
    'UTF-8': { encode: (text) => Buffer.from(text), letter: grapheme },
    'Windows-1252': {
      encode: (text) => Buffer.from(Array.from(text, (letter) => places.get(letter) ?? 0x3f)),
      letter: fc.constantFrom(...places.keys()),
    },
    'UTF-16, little end first': { encode: (text) => Buffer.from(text, 'utf16le'), letter: grapheme },
    'UTF-16, big end first': { encode: (text) => Buffer.from(text, 'utf16le').swap16(), letter: grapheme },
  }

/** What may name somebody: one word, with a letter or digit of ASCII. */
function names(letter: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const units = fc.oneof(letter, fc.constantFrom(...'abcXYZ019@.-_é'))
  return fc
    .tuple(
      fc.string({ unit: units, maxLength: 20 }),
      fc.constantFrom('a', 'Z', '7'),
      fc.string({ unit: units, maxLength: 20 }),
    )
    .map((parts) => parts.join(''))
    .filter((text) => !/[\s\p{Cc}"\\]/u.test(text))
}

it.each(Object.entries(encoders))(
  'says whatever an erasure would find by its encoded forms in a body in %s',
  (_, { encode, letter }) => {
    let foundCount = 0
    fc.assert(
      fc.property(
        names(letter),
        fc.uint8Array({ maxLength: 20 }),
        fc.uint8Array({ maxLength: 20 }),
        fc.boolean(),
        fc.boolean(),
        (text, before, behind, isLowerCase, isInJson) => {
          const body = Buffer.concat([
            before,
            encode(isLowerCase ? text.toLowerCase() : text),
            behind,
            Buffer.of(0),
          ])
          const kept = textOfBody(Uint8Array.from(body), 10_000)
          const wanted = text.toLowerCase()
          const isFound = encodedForms(wanted).some((form) => kept.toLowerCase().includes(form))
          if (!isFound) return
          foundCount += 1
          const forms = decodedForms(isInJson ? JSON.stringify({ method: 'POST', body: kept }) : kept)
          expect([...forms].some((form) => form.toLowerCase().includes(wanted))).toBe(true)
        },
      ),
      { numRuns: 1_000 },
    )
    expect(foundCount).toBeGreaterThan(300)
  },
)
