import { describe, expect, it } from 'vitest'
import { IdentityDecisions } from '#durable-objects/identity-directory/identity-decisions.ts'
import { DocumentedShop } from '#tests/support/documented-shop.ts'
import { testTimeMs } from '#tests/support/new-event.ts'

/**
 * Stories that other platforms' documents and issue trackers tell about identity, each named after its source. Where
 * Patron decides otherwise on purpose, the name says so.
 */
const user = (id: string) => `external_id:tracking:${id}`
const phone = (value: string) => ({ type: 'phone' as const, value })
const email = (value: string) => ({ type: 'email' as const, value })
const card = (value: string) => ({ type: 'loyalty_id' as const, value })

describe('Segment Unify', () => {
  it('flat matching: no match makes a profile, one match adds to it', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'page', anonymousId: 'anon-1' })
    shop.call({
      type: 'identify',
      anonymousId: 'anon-1',
      userId: 'abc123',
      traits: { email: 'jane@example1.com' },
    })
    expect(shop.people()).toEqual([['cookie_id:anon-1', 'email:jane@example1.com', user('abc123')]])
  })

  it('user id limit 1: a second user id with the same e-mail is a profile of its own', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'identify', userId: 'abc123', traits: { email: 'jane@example1.com' } })
    const second = shop.call({ type: 'identify', userId: 'abc456', traits: { email: 'jane@example1.com' } })
    expect(shop.people()).toEqual([['email:jane@example1.com', user('abc123')], [user('abc456')]])
    expect(shop.directory.find([user('abc456')]).get(user('abc456'))).toBe(second.customerId)
    expect(shop.questions()).toEqual(['identifier-limit'])
  })

  it('several matches: two profiles become one when an event carries identifiers of both', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'identify', anonymousId: 'phone-1', traits: { phone: '+44 7700 900123' } })
    shop.call({ type: 'identify', anonymousId: 'laptop', traits: { email: 'jane@example.com' } })
    shop.call({
      type: 'identify',
      anonymousId: 'laptop',
      traits: { email: 'jane@example.com', phone: '07700 900123' },
    })
    expect(shop.people()).toHaveLength(1)
  })

  it('e-mail limit 5: a sixth address does not join', () => {
    const shop = new DocumentedShop()
    for (let number = 1; number <= 6; number += 1) {
      shop.call({ type: 'identify', userId: 'abc123', traits: { email: `jane-${number}@example.com` } })
    }
    expect(shop.people()).toEqual([
      [...[1, 2, 3, 4, 5].map((number) => `email:jane-${number}@example.com`), user('abc123')],
    ])
    // An account may have had many addresses; that does not make its number a shared one.
    expect(shop.sharedKeys()).toEqual([])
  })

  it.each(['0000-0000', '-1', 'null', 'anonymous', 'undefined', 'test@test.com'])(
    'blocked value %s ties nobody',
    (junk) => {
      const shop = new DocumentedShop()
      const traits = junk.includes('@') ? { email: junk } : {}
      const userId = junk.includes('@') ? undefined : junk
      shop.call({ type: 'identify', userId, anonymousId: 'anon-1', traits })
      shop.call({ type: 'identify', userId, anonymousId: 'anon-2', traits })
      expect(shop.people()).toEqual([['cookie_id:anon-1'], ['cookie_id:anon-2']])
    },
  )

  it('alias: the id before and the id after registration are one user', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'track', event: 'Product Viewed', userId: 'old-number' })
    shop.call({ type: 'track', event: 'Product Viewed', userId: 'new-number' })
    shop.call({ type: 'alias', previousId: 'old-number', userId: 'new-number' })
    expect(shop.people().filter((keys) => keys.includes(user('new-number')))).toEqual([
      expect.arrayContaining([user('new-number'), user('old-number')]),
    ])
  })
})

describe('PostHog', () => {
  it('identify: what was done before signing in belongs to who signed in, on two devices', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'page', anonymousId: 'phone-1' })
    shop.call({ type: 'page', anonymousId: 'laptop-1' })
    shop.call({ type: 'identify', anonymousId: 'phone-1', userId: 'max' })
    shop.call({ type: 'identify', anonymousId: 'laptop-1', userId: 'max' })
    expect(shop.people()).toEqual([['cookie_id:laptop-1', 'cookie_id:phone-1', user('max')]])
  })

  it('issue "a later sign-in in the same tab merges two users": the second user stays the second user', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'page', anonymousId: 'tab-1' })
    shop.call({ type: 'identify', anonymousId: 'tab-1', userId: 'first' })
    shop.call({ type: 'identify', anonymousId: 'tab-1', userId: 'second' })
    const order = shop.call({ type: 'track', event: 'Product Added', anonymousId: 'tab-1', userId: 'second' })
    expect(shop.people()).toEqual([['cookie_id:tab-1', user('first')], [user('second')]])
    expect(shop.directory.find([user('second')]).get(user('second'))).toBe(order.customerId)
  })

  it.each(['anonymous', 'guest', 'null', 'undefined', '0', 'NaN', '[object Object]', '"undefined"'])(
    'illegal id %s is no user',
    (junk) => {
      const shop = new DocumentedShop()
      shop.call({ type: 'identify', anonymousId: 'anon-1', userId: junk })
      shop.call({ type: 'identify', anonymousId: 'anon-2', userId: junk })
      expect(shop.people()).toEqual([['cookie_id:anon-1'], ['cookie_id:anon-2']])
    },
  )

  it('issue "split persons": some ids are taken out of a person, the rest stays', () => {
    const shop = new DocumentedShop()
    const { customerId } = shop.event(phone('+447700900123'), card('4711-0001'))
    shop.event(phone('+447700900123'), email('ada@example.com'))
    const split = new IdentityDecisions(shop.directory).splitCustomer(
      { customerId: customerId ?? '', keys: ['email:ada@example.com'], by: 'ada' },
      testTimeMs,
    )
    expect(split.ok).toBe(true)
    expect(shop.people()).toEqual([
      ['email:ada@example.com'],
      [expect.stringMatching(/^loyalty_id:/), 'phone:+447700900123'],
    ])
    // The next event with both does not put them together again.
    shop.event(phone('+447700900123'), email('ada@example.com'))
    expect(shop.people()).toHaveLength(2)
  })
})

describe('Adobe Identity Service', () => {
  it('shared device: two people who sign in one after the other do not collapse into one graph', () => {
    const shop = new DocumentedShop()
    shop.call({
      type: 'identify',
      anonymousId: 'ecid-1',
      userId: 'John',
      traits: { email: 'john@example.com' },
    })
    shop.call({
      type: 'identify',
      anonymousId: 'ecid-1',
      userId: 'Jane',
      traits: { email: 'jane@example.com' },
    })
    expect(shop.people()).toEqual([
      ['cookie_id:ecid-1', 'email:john@example.com', user('John')],
      ['email:jane@example.com', user('Jane')],
    ])
  })

  it('otherwise than "the last authenticated user owns the device": the first one keeps it, until it is shared by many', () => {
    const shop = new DocumentedShop()
    for (const name of ['John', 'Jane', 'Jim', 'Jo', 'Jill']) {
      shop.call({
        type: 'identify',
        anonymousId: 'kiosk',
        userId: name,
        traits: { email: `${name}@example.com` },
      })
    }
    expect(shop.people()).toHaveLength(5)
    expect(shop.sharedKeys()).toEqual(['cookie_id:kiosk'])
    expect(shop.questions()).toContain('shared-identifier')
    // From now on somebody unknown at the kiosk is nobody known.
    expect(shop.call({ type: 'page', anonymousId: 'kiosk' }).customerId).toBeNull()
  })

  it('invalid e-mail and phone shared by several people: the accounts stay apart', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'identify', userId: 'Tom', traits: { email: 'undefined', phone: '0000000000' } })
    shop.call({ type: 'identify', userId: 'Summer', traits: { email: 'undefined', phone: '0000000000' } })
    expect(shop.people()).toEqual([[user('Summer')], [user('Tom')]])
  })

  it('shared phone of a family with accounts of their own: one phone, two people', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'identify', userId: 'Tom', traits: { phone: '+447700900123' } })
    shop.call({ type: 'identify', userId: 'Summer', traits: { phone: '+447700900123' } })
    expect(shop.people()).toEqual([['phone:+447700900123', user('Tom')].sort(), [user('Summer')]].sort())
  })

  it('dangling logged-out events go to the person who signs in', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'track', event: 'Product Viewed', anonymousId: 'ecid-2' })
    shop.call({ type: 'identify', anonymousId: 'ecid-2', userId: 'John' })
    expect(shop.people()).toEqual([['cookie_id:ecid-2', user('John')]])
  })
})

describe('mParticle IDSync', () => {
  it('identity priority: customer id before e-mail, so an account with a known e-mail and a new id is new', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'identify', userId: 'h.jekyll.md', traits: { email: 'h.jekyll.md@example.com' } })
    const hyde = shop.call({
      type: 'identify',
      userId: 'edward.hyde',
      traits: { email: 'h.jekyll.md@example.com' },
    })
    expect(shop.people()).toContainEqual([user('edward.hyde')])
    expect(hyde.rule).toBe('new-customer')
  })

  it('a household device: a purchase goes to who is signed in, not to who had the device first', () => {
    const shop = new DocumentedShop()
    const first = shop.call({ type: 'identify', anonymousId: 'tv', userId: 'parent' })
    shop.call({ type: 'identify', anonymousId: 'tv', userId: 'child' })
    const bought = shop.call({ type: 'track', event: 'Product Added', anonymousId: 'tv', userId: 'child' })
    expect(bought.customerId).not.toBe(first.customerId)
  })
})

describe('Unomi', () => {
  it('profile with another merge value: the second e-mail on a browser is another profile', () => {
    const shop = new DocumentedShop()
    shop.call({ type: 'identify', anonymousId: 'session-1', traits: { email: 'one@example.com' } })
    shop.call({ type: 'identify', anonymousId: 'session-1', traits: { email: 'two@example.com' } })
    expect(shop.people()).toEqual([
      ['cookie_id:session-1', 'email:one@example.com'],
      ['email:two@example.com'],
    ])
    expect(shop.questions()).toEqual(['shared-device'])
  })
})

describe('reports of shops', () => {
  it('a tablet in a shop where many people leave their e-mail: everybody stays who they are', () => {
    const shop = new DocumentedShop()
    for (let person = 1; person <= 12; person += 1) {
      shop.call({
        type: 'identify',
        anonymousId: 'tablet',
        traits: { email: `person-${person}@example.com` },
      })
      shop.call({ type: 'track', event: 'Product Viewed', anonymousId: 'tablet' })
    }
    const people = shop.people()
    expect(people).toHaveLength(12)
    expect(people.every((keys) => keys.filter((key) => key.startsWith('email:')).length === 1)).toBe(true)
    expect(shop.sharedKeys()).toEqual(['cookie_id:tablet'])
  })

  it("staff type in the shop's own phone: after a few different people it names nobody", () => {
    const shop = new DocumentedShop()
    for (let person = 1; person <= 12; person += 1) {
      shop.event(phone('+447700900999'), email(`buyer-${person}@example.com`))
    }
    expect(shop.sharedKeys()).toEqual(['phone:+447700900999'])
    expect(shop.questions()).toContain('shared-identifier')
    expect(shop.event(phone('+447700900999')).customerId).toBeNull()
    expect(shop.people().length).toBeGreaterThan(5)
  })

  it("a child gives the mother's number: one customer by the rules, and nobody is asked yet", () => {
    const shop = new DocumentedShop()
    shop.event(phone('+447700900123'), email('mother@example.com'))
    shop.event(phone('+447700900123'), email('child@example.com'))
    expect(shop.people()).toEqual([
      ['email:child@example.com', 'email:mother@example.com', 'phone:+447700900123'],
    ])
  })

  it('one event that ties more than three people ties nobody', () => {
    const shop = new DocumentedShop()
    const identifiers = [
      phone('+447700900123'),
      email('a@example.com'),
      card('card-1'),
      { type: 'device_id' as const, value: 'dev-1' },
    ]
    for (const identifier of identifiers) shop.event(identifier)
    const tie = shop.event(...identifiers)
    expect(shop.people()).toHaveLength(4)
    expect(tie.rule).toBe('needs-review')
    expect(shop.directory.find(['phone:+447700900123']).get('phone:+447700900123')).toBe(tie.customerId)
    expect(shop.questions()).toEqual(['too-many-customers'])
  })
})
