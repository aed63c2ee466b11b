import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  identifierKey,
  identifierPriority,
  identifierTypes,
  isIdentifierType,
  parseIdentifierKey,
  scopedIdentifierTypes,
} from '#shared/identity/identifier.ts'

describe('identifiers', () => {
  it('rank as the identity rules say', () => {
    const shuffled = ['cookie_id', 'loyalty_id', 'email', 'device_id', 'phone', 'external_id'] as const
    expect([...shuffled].sort((left, right) => identifierPriority(left) - identifierPriority(right))).toEqual(
      [...['phone', 'email', 'external_id', 'loyalty_id', 'device_id', 'cookie_id']],
    )
    expect(identifierPriority('email:ada@example.com')).toBe(identifierPriority('email'))
    expect(identifierPriority('shoe_size')).toBeGreaterThan(identifierPriority('cookie_id'))
  })

  it('are written as keys', () => {
    expect(identifierKey({ type: 'email', value: 'ada@example.com' })).toBe('email:ada@example.com')
    expect(identifierKey({ type: 'external_id', scope: 'shopify/demo', value: '7' })).toBe(
      'external_id:shopify/demo:7',
    )
  })

  const seed = 20261121
  it(`come back from their keys (seed ${seed})`, () => {
    const text = fc.string({ minLength: 1 })
    const identifier = fc.constantFrom(...identifierTypes).chain((type) =>
      scopedIdentifierTypes.has(type)
        ? fc.record({
            type: fc.constant(type),
            scope: text.filter((scope) => !scope.includes(':')),
            value: text,
          })
        : fc.record({ type: fc.constant(type), value: text }),
    )
    fc.assert(
      fc.property(identifier, (given) => {
        expect(parseIdentifierKey(identifierKey(given))).toEqual(given)
      }),
      { seed },
    )
  })

  it.each(['', 'email', 'email:', ':ada', 'shoe_size:7', 'external_id:'])('%j is not a key', (key) => {
    expect(parseIdentifierKey(key)).toBeUndefined()
  })

  it('have a closed list of types', () => {
    expect(isIdentifierType('pos_bill')).toBe(true)
    expect(isIdentifierType('toString')).toBe(false)
  })
})
