import { describe, expect, it } from 'vitest'
import { type IdentityClaim, resolveClaims } from '#shared/identity/resolve.ts'

/** Resolves events, each written as the names of its identifiers, against known owners. */
function resolve(
  events: readonly string[],
  owners: Readonly<Record<string, string>> = {},
  reviewed: string[] = [],
) {
  let bornCount = 0
  const claims = events.map(
    (keys, index): IdentityClaim => ({
      eventKey: `event-${index}`,
      keys: keys === '' ? [] : keys.split(' '),
    }),
  )
  const newCustomerId = () => {
    bornCount += 1
    return `new-${bornCount}`
  }
  return resolveClaims(claims, new Map(Object.entries(owners)), newCustomerId, new Set(reviewed))
}

describe('resolveClaims', () => {
  it.each([
    ['nobody when there is no usable identifier', '', {}, null, 'no-identifier'],
    ['a new customer when no identifier is known', 'email:a cookie_id:a', {}, 'new-1', 'new-customer'],
    [
      'the one owner of its identifiers',
      'email:a cookie_id:a',
      { 'cookie_id:a': 'old' },
      'old',
      'known-customer',
    ],
    [
      'the owner of the stronger identifier',
      'phone:a cookie_id:a',
      { 'phone:a': 'younger', 'cookie_id:a': 'older' },
      'younger',
      'merged',
    ],
    [
      'the older customer on a tie',
      'phone:a phone:b',
      { 'phone:a': 'cus_2', 'phone:b': 'cus_1' },
      'cus_1',
      'merged',
    ],
    [
      'the owner of the strongest known identifier when a stronger one is new',
      'phone:a email:a cookie_id:a',
      { 'email:a': 'cus_2', 'cookie_id:a': 'cus_1' },
      'cus_2',
      'merged',
    ],
    [
      'the owner of the strongest identifier, unmerged, when there are more than three',
      'email:a cookie_id:a cookie_id:b cookie_id:c',
      { 'email:a': 'cus_4', 'cookie_id:a': 'cus_1', 'cookie_id:b': 'cus_2', 'cookie_id:c': 'cus_3' },
      'cus_4',
      'needs-review',
    ],
  ])('gives an event to %s', (_, keys, owners, customerId, rule) => {
    expect(resolve([keys], owners as Record<string, string>).resolutions).toEqual([{ customerId, rule }])
  })

  it('ranks phone, e-mail, external id, WhatsApp id, loyalty id, bill, device and cookie in this order', () => {
    const types = [
      'phone',
      'email',
      'external_id',
      'whatsapp_id',
      'loyalty_id',
      'pos_bill',
      'device_id',
      'cookie_id',
    ]
    for (const [index, stronger] of types.slice(0, -1).entries()) {
      const weaker = types[index + 1]
      const owners = { [`${stronger}:x`]: 'cus_2', [`${weaker}:x`]: 'cus_1' }
      expect(resolve([`${stronger}:x ${weaker}:x`], owners).resolutions[0]?.customerId).toBe('cus_2')
    }
  })

  it('merges two and three customers, with one record for each that is merged away', () => {
    const owners = { 'phone:a': 'cus_3', 'email:a': 'cus_2', 'cookie_id:a': 'cus_1' }
    const keys = 'phone:a email:a cookie_id:a'
    expect(resolve([keys], owners).merges).toEqual([
      { survivorId: 'cus_3', mergedId: 'cus_2', eventKey: 'event-0', keys: keys.split(' ') },
      { survivorId: 'cus_3', mergedId: 'cus_1', eventKey: 'event-0', keys: keys.split(' ') },
    ])
  })

  it('opens a review that names all customers and merges none of them', () => {
    const owners = { 'phone:a': 'cus_4', 'phone:b': 'cus_1', 'phone:c': 'cus_2', 'phone:d': 'cus_3' }
    const batch = resolve(['phone:a phone:b phone:c phone:d cookie_id:new'], owners)
    expect(batch.reviews).toMatchObject([
      { customerIds: ['cus_1', 'cus_2', 'cus_3', 'cus_4'], reason: 'too-many-customers' },
    ])
    expect(batch.merges).toEqual([])
    expect([...batch.newOwners]).toEqual([['cookie_id:new', 'cus_4']])
  })

  it('does not merge by an event that went to review before, though its owners are fewer by now', () => {
    const owners = { 'phone:a': 'cus_4', 'phone:b': 'cus_1', 'phone:c': 'cus_1', 'phone:d': 'cus_1' }
    const batch = resolve(['phone:a phone:b phone:c phone:d'], owners, ['event-0'])
    expect(batch.merges).toEqual([])
    expect(batch.resolutions).toEqual([{ customerId: 'cus_4', rule: 'needs-review' }])
  })

  it('gives all events of a batch to the customers as they are at its end', () => {
    const batch = resolve(['cookie_id:a', 'email:a', 'email:a cookie_id:a', 'cookie_id:a'])
    expect(batch.resolutions.map(({ customerId }) => customerId)).toEqual([
      'new-2',
      'new-2',
      'new-2',
      'new-2',
    ])
    expect(new Set(batch.newOwners.values())).toEqual(new Set(['new-2']))
    expect(batch.newCustomerIds).toEqual(['new-1', 'new-2'])
  })

  it('never makes two people one over a name that every object has', () => {
    const batch = resolve(['cookie_id:constructor', 'cookie_id:__proto__', 'cookie_id:toString'])
    expect(new Set(batch.resolutions.map(({ customerId }) => customerId)).size).toBe(3)
  })
})
