import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOfText, isCut, textOfBody } from '#shared/connections/body-text.ts'

const marker = 'data:application/octet-stream,'
const most = 10_000
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
    [
      'what looks like the start of something longer',
      bytesOf('data:application/octet-stream;kept=start,{}'),
      `${marker}data:application/octet-stream;kept=start,{}`,
    ],
    [
      'what looks like a record',
      bytesOf('data:application/json;record-of=delivery,{}'),
      `${marker}data:application/json;record-of=delivery,{}`,
    ],
    [
      'what looks like a record as it was written before',
      bytesOf('{"backfilled":"orders","record":{}}'),
      `${marker}{"backfilled":"orders","record":{}}`,
    ],
    ['control characters, which JSON makes long', bytesOf('a\0\n'), `${marker}a%00%0A`],
  ])('writes %s', (_, body, text) => {
    expect(textOfBody(body, most)).toBe(text)
    expect(bodyOfText(text)).toEqual(body)
  })

  it('gives back every byte of any body, or knows that it was cut', () => {
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 100 }).map(bytesOf),
      fc.string({ maxLength: 50 }).map((text) => bytesOf(marker + text)),
    )
    fc.assert(
      fc.property(bodies, fc.integer({ min: 50, max: 250 }), (body, maxCharacters) => {
        const text = textOfBody(body, maxCharacters)
        expect(text).not.toBe('')
        expect(text.length).toBeLessThanOrEqual(maxCharacters)
        const whole = textOfBody(body, most)
        expect(isCut(text)).toBe(whole.length > maxCharacters)
        if (!isCut(text)) expect(Buffer.from(bodyOfText(text)).equals(body)).toBe(true)
      }),
    )
  })

  // The longest webhook that is taken.
  it.each<[string, number]>([
    ['bytes that are no text', 0xe9],
    ['control characters', 0x00],
    ['letters', 0x61],
    ['quotation marks', 0x22],
  ])('keeps of 3.5 MB of %s what a row of the log holds', (_, byte) => {
    const text = textOfBody(new Uint8Array(3_500_000).fill(byte), 500_000)
    expect([text.length, isCut(text)]).toEqual([500_000, true])
    expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(1_500_000)
  })

  it('does not keep half a letter where it cuts', () => {
    const body = bytesOf('\u{1f600}'.repeat(3_000))
    for (const maxCharacters of [101, 102]) expect(textOfBody(body, maxCharacters).isWellFormed()).toBe(true)
  })
})
