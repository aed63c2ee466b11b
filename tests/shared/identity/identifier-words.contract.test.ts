import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  identifierKey,
  identifierTypes,
  parseIdentifierKey,
  scopedIdentifierTypes,
} from '#shared/identity/identifier.ts'
import {
  identifierPhrase,
  identifierText,
  identifierValue,
  identifierWords,
  parseIdentifier,
  strongestFirst,
} from '#shared/identity/identifier-words.ts'

describe('identifiers, as the directory writes them and the dashboard reads them', () => {
  const text = fc.string({ minLength: 1 })
  const scope = fc.stringMatching(/^[a-z]+\/[a-z]+$/)
  const identifiers = fc
    .tuple(fc.constantFrom(...identifierTypes), scope, text)
    .map(([type, ofScope, value]) =>
      scopedIdentifierTypes.has(type) ? { type, scope: ofScope, value } : { type, value },
    )

  it('are taken apart alike', () => {
    fc.assert(
      fc.property(identifiers, (identifier) => {
        const key = identifierKey(identifier)
        const parsed = parseIdentifierKey(key)
        expect(parseIdentifier(key)).toEqual({ scope: null, ...parsed })
        expect(identifierText(parseIdentifier(key))).toBe(key)
      }),
    )
  })
})

it('puts the strongest identifiers first', () => {
  expect(strongestFirst(['cookie_id:a', 'email:b', 'email:a', 'phone:+441', 'else:1'])).toEqual([
    'phone:+441',
    'email:a',
    'email:b',
    'cookie_id:a',
    'else:1',
  ])
})

describe('identifiers in words', () => {
  it.each([
    ['email:ada@example.com', 'E-mail ada@example.com', 'the e-mail ada@example.com'],
    ['phone:+447700900123', 'Phone +447700900123', 'the phone +447700900123'],
    [
      'external_id:shopify/demo:17',
      'Customer number 17 (shopify/demo)',
      'the customer number 17 (shopify/demo)',
    ],
    ['pos_bill:leeds:2026:11', 'Receipt 2026:11 (leeds)', 'the receipt 2026:11 (leeds)'],
    ['cookie_id:a:b:c', 'Browser a:b:c', 'the browser a:b:c'],
    ['whatsapp_id:44', 'WhatsApp id 44', 'the WhatsApp id 44'],
    ['something_new:7', 'something_new 7', 'the something_new 7'],
  ])('%s is %s', (key, words, phrase) => {
    expect(identifierWords(key)).toBe(words)
    expect(identifierPhrase(key)).toBe(phrase)
    expect(words.endsWith(identifierValue(key))).toBe(true)
  })
})
