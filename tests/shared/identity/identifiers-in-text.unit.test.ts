import { describe, expect, it } from 'vitest'
import { identifiersInText } from '#shared/identity/identifiers-in-text.ts'

const policy = { defaultCountry: 'GB' }
const keysIn = (text: string, scopes: readonly string[] = []) => keysOfReadings([text], scopes)

function keysOfReadings(readings: readonly string[], scopes: readonly string[] = []): string[] {
  return Array.from(identifiersInText(readings, scopes, policy), ([key]) => key)
}

/** So many words that nobody is named by: with a digit each, or without. */
function manyWords(count: number, sign: string): string {
  const letters = (index: number) =>
    String(index).replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)))
  return Array.from({ length: count }, (_, index) => `word${sign}${letters(index)}`).join(' ')
}

describe('identifiersInText', () => {
  it.each([
    ['{"email":"Ada@Shop.example"}', 'email:ada@shop.example'],
    ['KF1,2026-01-05,ada@shop.example,mug', 'email:ada@shop.example'],
    ['["x\\nada@shop.example"]', 'email:ada@shop.example'],
    ['"{\\\\\\"email\\\\\\":\\\\\\"ada\\\\\\\\u0040shop.example\\\\\\"}"', 'email:ada@shop.example'],
    ['mail=ada%40shop.example&x=1', 'email:ada@shop.example'],
    ['Call <ada@shop.example>.', 'email:ada@shop.example'],
    ['{"phone":"07700 900642"}', 'phone:+447700900642'],
    ['phone=+44 (7700) 900-642;', 'phone:+447700900642'],
    ['whatsapp:447700900642', 'phone:+447700900642'],
    ['{"anonymousId":"cookie-88-x"}', 'cookie_id:cookie-88-x'],
    ['{"anonymousId":"cookie-88-x"}', 'device_id:cookie-88-x'],
    ['card CARD-0007', 'loyalty_id:CARD0007'],
  ])('finds in %s %s', (text, key) => {
    expect(keysIn(text)).toContain(key)
  })

  it('takes numbers for those of the source of the text, too', () => {
    const keys = keysIn('{"customer":{"id":4711642}}', ['shopify/demo', 'shopify'])
    expect(keys).toEqual(
      expect.arrayContaining(['external_id:shopify/demo:4711642', 'external_id:shopify:4711642']),
    )
  })

  it('says how it is written, in lower case, so that the text can be found by it', () => {
    const text = '{"email":"ADA@Shop.example","tel":"07700 900642"}'
    const found = new Map(identifiersInText([text], [], policy))
    expect(found.get('email:ada@shop.example')).toBe('ada@shop.example')
    expect(found.get('phone:+447700900642')).toBe('07700 900642')
  })

  it('ends with a text of any length, and finds nothing in none', () => {
    expect(keysIn('')).toEqual([])
    const keyCount = keysIn(`${manyWords(50_000, '-')} ${manyWords(50_000, '1')}`).length
    expect(keyCount).toBeGreaterThan(10_000)
    expect(keyCount).toBeLessThan(110_000)
  })

  it.each([
    ['email:ada@shop.example', `${manyWords(50_000, '1')} ada@shop.example`],
    ['phone:+447700900642', `${manyWords(50_000, '1')} 07700 900642`],
    ['phone:+4930901820', `${manyWords(50_000, '1')} \uff0b49 30 901820`],
    ['loyalty_id:CARD0007', `${manyWords(50_000, '-')} CARD-0007`],
    ['external_id:annabel', `${manyWords(50_000, '1')} annabel`],
    ['external_id:annabel', `${Array.from({ length: 20_000 }, (_, index) => `@${index}`).join(' ')} annabel`],
  ])('finds %s behind words that leave room for it', (key, text) => {
    expect(keysIn(text)).toContain(key)
  })

  it('tries no more words where a second reading says the same', () => {
    const text = manyWords(50_000, '1')
    expect(keysOfReadings([text, `${text} é`])).toEqual(keysOfReadings([text]))
  })

  it('reads a text in several encodings, and takes noise for no id', () => {
    const readings = [
      '{"card":"карта"} n',
      '{"card":"慡慤"} CARD-0007 ada@shop.example',
      'карта-7 ada@shop.example',
    ]
    const keys = keysOfReadings(readings)
    expect(keys).toEqual(
      expect.arrayContaining(['external_id:карта', 'loyalty_id:CARD0007', 'external_id:карта-7']),
    )
    expect(keys).not.toContain('external_id:慡慤')
    expect(keys.filter((key) => key === 'email:ada@shop.example')).toHaveLength(1)
  })
})
