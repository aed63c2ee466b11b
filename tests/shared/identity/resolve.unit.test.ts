import { describe, expect, it } from 'vitest'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { pairKey } from '#shared/identity/kept-apart.ts'
import { resolveClaims } from '#shared/identity/resolve.ts'
import { decide, knownCustomers, numbered, people, type Told } from '#tests/support/decide-claims.ts'
import { newClaim } from '#tests/support/new-claim.ts'
import { nothingKnown } from '#tests/support/nothing-known.ts'

describe('whose an event is', () => {
  it.each([
    ['nobody without an identifier', '', {}, null, 'no-identifier'],
    ['a new customer when none is known', 'email:a cookie_id:a', {}, 'new-1', 'new-customer'],
    ['the one owner', 'email:a cookie_id:a', { cus_1: 'email:a cookie_id:a' }, 'cus_1', 'known-customer'],
    ['the owner who gets a new one', 'email:a cookie_id:b', { cus_1: 'email:a' }, 'cus_1', 'known-customer'],
    [
      'the owner of the stronger one',
      'phone:a cookie_id:a',
      { cus_1: 'cookie_id:a', cus_2: 'phone:a' },
      'cus_2',
      'merged',
    ],
    ['the older on a tie', 'phone:a phone:b', { cus_1: 'phone:b', cus_2: 'phone:a' }, 'cus_1', 'merged'],
    [
      'the owner of the strongest known when a stronger is new',
      'phone:a email:a cookie_id:a',
      { cus_1: 'cookie_id:a', cus_2: 'email:a' },
      'cus_2',
      'merged',
    ],
    [
      'the strongest, unmerged, of more than three',
      'email:a cookie_id:a cookie_id:b cookie_id:c',
      { cus_1: 'cookie_id:a', cus_2: 'cookie_id:b', cus_3: 'cookie_id:c', cus_4: 'email:a' },
      'cus_4',
      'needs-review',
    ],
    [
      'the account, not the phone, when the two stay apart',
      'phone:a external_id:s:2',
      { cus_1: 'phone:a external_id:s:1', cus_2: 'external_id:s:2' },
      'cus_2',
      'kept-apart',
    ],
  ])('is %s', (_, keys, customers, customerId, rule) => {
    expect(decide([keys], { known: knownCustomers(customers as Record<string, string>) }).last).toMatchObject(
      { customerId, rule },
    )
  })

  it('ranks phone, e-mail, customer number, WhatsApp id, card, receipt, device and cookie in this order', () => {
    const kinds = [
      'phone',
      'email',
      'external_id:s',
      'whatsapp_id',
      'loyalty_id',
      'pos_bill:s',
      'device_id',
      'cookie_id',
    ]
    for (const [index, stronger] of kinds.slice(0, -1).entries()) {
      const known = knownCustomers({ cus_1: `${kinds[index + 1]}:x`, cus_2: `${stronger}:x` })
      expect(decide([`${stronger}:x ${kinds[index + 1]}:x`], { known }).last?.customerId).toBe('cus_2')
    }
  })

  it('writes one merge for each customer that is merged away, with what tied them', () => {
    const known = knownCustomers({ cus_1: 'cookie_id:a', cus_2: 'email:a', cus_3: 'phone:a' })
    const common = {
      survivorId: 'cus_3',
      rule: 'shared-identifiers',
      eventKey: 'event-0',
      keys: ['phone:a', 'email:a', 'cookie_id:a'],
    }
    expect(decide(['phone:a email:a cookie_id:a'], { known }).merges).toEqual([
      { ...common, mergedId: 'cus_2' },
      { ...common, mergedId: 'cus_1' },
    ])
  })

  it('gives all events of a batch to the customers as they are at its end', () => {
    const { resolutions, newCustomerIds } = decide([
      'cookie_id:a',
      'email:a',
      'email:a cookie_id:a',
      'cookie_id:a',
    ])
    expect(resolutions.map(({ customerId }) => customerId)).toEqual(Array(4).fill('new-2'))
    expect(resolutions.map(({ homeId }) => homeId)).toEqual(['new-1', 'new-2', 'new-2', 'new-1'])
    expect(newCustomerIds).toEqual(['new-1', 'new-2'])
  })

  it('never makes two people one over a name that every object has', () => {
    expect(people(['cookie_id:constructor', 'cookie_id:__proto__', 'cookie_id:toString'])).toHaveLength(3)
  })
})

describe('more than three customers', () => {
  const four = knownCustomers({ cus_1: 'phone:b', cus_2: 'phone:c', cus_3: 'phone:d', cus_4: 'phone:a' })
  const keys = 'phone:a phone:b phone:c phone:d'

  it("are one question that names them all; what is new goes to the event's customer", () => {
    const { reviews, merges, newOwners } = decide([`${keys} cookie_id:new`], { known: four })
    expect(reviews).toMatchObject([
      {
        customerIds: ['cus_1', 'cus_2', 'cus_3', 'cus_4'],
        reason: 'too-many-customers',
        subject: 'event:event-0',
      },
    ])
    expect(merges).toEqual([])
    expect([...newOwners]).toEqual([['cookie_id:new', 'cus_4']])
  })

  it('a new strongest identifier goes to the owner of the next one', () => {
    const known = knownCustomers({
      cus_1: 'email:a',
      cus_2: 'cookie_id:b',
      cus_3: 'cookie_id:c',
      cus_4: 'cookie_id:d',
    })
    const { newOwners, merges } = decide(['phone:new email:a cookie_id:b cookie_id:c cookie_id:d'], { known })
    expect([[...newOwners], merges]).toEqual([[['phone:new', 'cus_1']], []])
  })

  it.each([
    ['was asked before', { ...four, reviewed: new Set(['event-0']) }, ['phone:a phone:b']],
    ['is asked earlier in the batch', four, [keys, 'phone:b phone:c', keys]],
  ])('an event that %s merges nobody, though they are fewer by now', (_, known, events) => {
    // Each event under the key of the first, as if it came again.
    const claims = events.map((told, index) =>
      newClaim(told === keys || events.length === 1 ? 'event-0' : `event-${index}`, told.split(' ')),
    )
    const batch = resolveClaims(claims, { ...nothingKnown, ...known }, defaultIdentityRules, () => 'new')
    expect(batch.resolutions.at(-1)).toMatchObject({ customerId: 'cus_4', rule: 'needs-review' })
    expect(batch.merges.filter(({ eventKey }) => eventKey === 'event-0')).toEqual([])
  })

  it('does not count the customer that the event itself began, when it comes again', () => {
    const known = knownCustomers({
      cus_1: 'email:b cookie_id:b',
      cus_2: 'email:c cookie_id:c',
      cus_3: 'email:d cookie_id:d',
    })
    const event = newClaim('event-0', ['phone:new', 'cookie_id:b', 'cookie_id:c', 'cookie_id:d'])
    const { reviews, resolutions } = resolveClaims(
      [event, event],
      { ...nothingKnown, ...known },
      defaultIdentityRules,
      () => 'new',
    )
    expect(new Set(reviews.map(({ reason }) => reason))).toEqual(new Set(['shared-device']))
    expect(resolutions.map(({ customerId }) => customerId)).toEqual(['new', 'new'])
  })
})

describe('what a person said', () => {
  const apart = {
    ...knownCustomers({ cus_1: 'email:a', cus_2: 'email:b' }),
    keptApart: new Set([pairKey('cus_2', 'cus_1')]),
  }

  it('keeps two apart whatever ties them, and is not asked again', () => {
    const { merges, reviews, last } = decide(['email:a email:b'], { known: apart })
    expect([merges, reviews]).toEqual([[], []])
    expect(last).toEqual({
      customerId: 'cus_1',
      homeId: 'cus_1',
      rule: 'kept-apart',
      foreignKeys: ['email:b'],
    })
  })

  it('holds for what either was made of', () => {
    const known = {
      ...apart,
      survivors: new Map([['cus_1', 'cus_3']]),
      members: new Map([
        ['cus_3', ['cus_3', 'cus_1']],
        ['cus_2', ['cus_2']],
      ]),
    }
    expect(decide(['email:a email:b'], { known }).merges).toEqual([])
  })

  it('holds against the word of a source, which becomes a question', () => {
    const { merges, reviews } = decide([{ keys: 'email:a email:b', says: ['email:a', 'email:b'] }], {
      known: apart,
    })
    expect(merges).toEqual([])
    expect(reviews).toMatchObject([{ reason: 'source-says-same', subject: 'pair:cus_1|cus_2' }])
  })
})

describe('the word of a source', () => {
  it.each([
    [
      'two accounts of one shop',
      'external_id:s:1 email:a',
      'external_id:s:2 email:b',
      'external_id:s:1',
      'external_id:s:2',
    ],
    [
      'a browser somebody else used',
      'email:a cookie_id:1',
      'email:b cookie_id:2',
      'cookie_id:1',
      'cookie_id:2',
    ],
  ])('ties %s', (_, first, second, from, to) => {
    const events: Told[] = [first, second, { keys: `${from} ${to}`, says: [from, to] }]
    const { merges, reviews, ties } = decide(events)
    expect(merges).toMatchObject([{ survivorId: 'new-1', mergedId: 'new-2', rule: 'source-statement' }])
    expect([reviews, ties]).toEqual([[], []])
  })

  it('is about the two only: a third stays apart', () => {
    const events: Told[] = [
      'email:a cookie_id:1',
      'email:b',
      'email:c',
      { keys: 'email:b email:c cookie_id:1', says: ['email:b', 'email:c'] },
    ]
    expect(people(events)).toEqual(['cookie_id:1 email:a', 'email:b email:c'])
  })

  it('counts although the one it names joins later', () => {
    const three = ['external_id:s:1', 'external_id:s:2 phone:b', 'email:c']
    const told = { keys: 'external_id:s:1 phone:b email:c', says: ['phone:b', 'email:c'] } as const
    expect(people([...three, told])).toEqual(['email:c external_id:s:1 external_id:s:2 phone:b'])
  })

  it('gives an identifier to a customer that has too many of its kind', () => {
    const events: Told[] = [
      ...numbered('phone', 5).map((phone) => `email:a ${phone}`),
      { keys: 'email:a phone:new', says: ['email:a', 'phone:new'] },
    ]
    expect(people(events)).toEqual([`email:a ${numbered('phone', 5).join(' ')} phone:new`])
  })

  it('leaves no event without a customer, though its own name would be one too many', () => {
    const five = numbered('phone', 5).map((phone) => `email:a ${phone}`)
    const { last } = decide([
      ...five,
      { keys: 'phone:new email:a loyalty_id:1', says: ['email:a', 'loyalty_id:1'] },
    ])
    expect(last?.customerId).toBe('new-1')
  })
})
