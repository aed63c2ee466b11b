import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOfText, textOfBody } from '#shared/connections/body-text.ts'

const marker = 'data:application/octet-stream,'
const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text))

describe('textOfBody', () => {
  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['text as it is', bytesOf('{"name":"José %41"}'), '{"name":"José %41"}'],
    ['a byte order mark too', Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b]), '\ufeff{'],
    [
      'Windows-1252 so that its letters can be read',
      Uint8Array.from([...bytesOf('a@b.example 5% '), 0x80, 0x0a]),
      `${marker}a@b.example 5%25 %80%0A`,
    ],
    ['nothing as something, because nothing is what was forgotten', new Uint8Array(), marker],
    ['what looks like its own writing', bytesOf(`${marker}%41`), `${marker}${marker}%2541`],
  ])('writes %s', (_, body, text) => {
    expect(textOfBody(body)).toBe(text)
    expect(bodyOfText(text)).toEqual(body)
  })

  it('gives back every byte of any body', () => {
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 100 }).map(bytesOf),
      fc.string({ maxLength: 50 }).map((text) => bytesOf(marker + text)),
    )
    fc.assert(
      fc.property(bodies, (body) => {
        expect(bodyOfText(textOfBody(body))).toEqual(Uint8Array.from(body))
        expect(textOfBody(body)).not.toBe('')
      }),
    )
  })
})
