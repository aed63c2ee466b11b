import { describe, expect, it } from 'vitest'
import { identifiersInText } from '#shared/identity/identifiers-in-text.ts'

const policy = { defaultCountry: 'GB' }
const keysIn = (text: string, scopes: readonly string[] = []) => [
  ...identifiersInText(text, scopes, policy).keys(),
]

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
    const found = identifiersInText('{"email":"ADA@Shop.example"}', [], policy)
    expect(found.get('email:ada@shop.example')).toBe('ada@shop.example')
    expect(identifiersInText('07700 900642', [], policy).get('phone:+447700900642')).toBe('07700 900642')
  })

  it('ends with a text of any length, and finds nothing in none', () => {
    expect(keysIn('')).toEqual([])
    const long = Array.from({ length: 50_000 }, (_, index) => `word-${index}`).join(' ')
    expect(keysIn(long).length).toBeGreaterThan(1_000)
  })
})
