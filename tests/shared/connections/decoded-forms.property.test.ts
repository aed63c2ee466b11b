import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textOfBody } from '#shared/connections/body-text.ts'
import { decodedForms } from '#shared/connections/decoded-forms.ts'

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
        const forms = decodedForms(`before ${kept} ${behind}`)
        expect(forms.some((form) => form.includes(text))).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

it('knows every place of Windows-1252', () => {
  for (let byte = 0x80; byte <= 0xff; byte += 1) {
    const letter = new TextDecoder('windows-1252').decode(Uint8Array.of(byte))
    expect(decodedForms(textOfBody(Uint8Array.of(byte), 1_000))[1]).toContain(letter)
  }
})

it('has nothing to say of a text without such a body', () => {
  expect(decodedForms('{"mail":"ada%40example.com"}')).toEqual([])
})
