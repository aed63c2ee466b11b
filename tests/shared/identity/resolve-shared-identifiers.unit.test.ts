import { describe, expect, it } from 'vitest'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { resolveClaims } from '#shared/identity/resolve.ts'
import { decide, knownCustomers, numbered, people, type Told } from '#tests/support/decide-claims.ts'
import { nothingKnown } from '#tests/support/nothing-known.ts'

describe('identifiers that bring different people together', () => {
  const shopPhone = numbered('email', 7).map((email) => `phone:shop ${email}`)

  it('name nobody after the fifth, ask once, and leave who comes from then on to what else there is', () => {
    const { demotions, reviews, resolutions } = decide(shopPhone)
    expect(demotions).toEqual([{ key: 'phone:shop', customerId: 'new-1', eventKey: 'event-5' }])
    expect(reviews.filter(({ reason }) => reason === 'shared-identifier')).toMatchObject([
      { subject: 'identifier:phone:shop', customerIds: ['new-1'], keys: ['phone:shop'] },
    ])
    const fresh = { rule: 'new-customer', foreignKeys: ['phone:shop'] }
    // Already the event that showed it is decided without it.
    expect(resolutions.slice(-2)).toEqual([
      { customerId: 'new-2', homeId: 'new-2', ...fresh },
      { customerId: 'new-3', homeId: 'new-3', ...fresh },
    ])
  })

  it('a device after the third', () => {
    const kiosk = numbered('email', 5).map((email) => `${email} device_id:kiosk`)
    const { demotions } = decide(kiosk)
    expect(demotions).toEqual([{ key: 'device_id:kiosk', customerId: 'new-1', eventKey: 'event-3' }])
    expect(people(kiosk)).toEqual(['device_id:kiosk email:0', 'email:1', 'email:2', 'email:3', 'email:4'])
  })

  it("an event with nothing else is nobody's from then on; one that was somebody's stays", () => {
    const { resolutions } = decide(['phone:shop', ...shopPhone, 'phone:shop'])
    expect(resolutions[0]).toMatchObject({ customerId: 'new-1', homeId: 'new-1' })
    expect(resolutions.at(-1)).toEqual({ customerId: null, homeId: null, rule: 'shared-identifiers' })
  })

  it('an earlier event of the same batch is at home with whom the rest names by the end', () => {
    const { resolutions } = decide(['cookie_id:c', 'phone:shop', 'phone:shop cookie_id:c', ...shopPhone])
    expect(resolutions.slice(1, 3)).toMatchObject([
      { customerId: 'new-2', homeId: 'new-2' },
      { customerId: 'new-2', homeId: 'new-1' },
    ])
  })

  it.each([
    ['the same two people again and again', Array(9).fill('email:b device_id:t')],
    [
      'one person, however often merged',
      [
        ...numbered('loyalty_id', 5).flatMap((card) => [card, `${card} email:b`]),
        ...Array(3).fill('email:b device_id:t'),
      ],
    ],
  ])("stay somebody's with %s", (_, events) => {
    expect(decide(['email:a device_id:t', 'email:b device_id:t', ...events]).demotions).toEqual([])
  })

  it('a partner who was merged since is no further one', () => {
    const events = [
      'phone:z',
      'phone:b',
      'email:a device_id:t',
      'phone:b device_id:t',
      'phone:y',
      'phone:z phone:b',
      'phone:b device_id:t',
      'phone:y device_id:t',
    ]
    expect(decide(events, { rules: { sharedDeviceAfter: 3 } }).demotions).toEqual([])
  })

  it('the word of a source is no tie', () => {
    const events = numbered('email', 8).map(
      (email): Told => ({ keys: `phone:p ${email}`, says: ['phone:p', email] }),
    )
    expect(decide(events, { rules: { limits: {} } }).demotions).toEqual([])
  })

  it('an event that comes again ties nobody', () => {
    const first = decide(['phone:a', 'phone:b', 'email:x phone:a cookie_id:new'])
    const claims = [...first.claims, ...first.claims]
    const again = resolveClaims(claims, nothingKnown, defaultIdentityRules, () => 'new')
    const once = resolveClaims(first.claims, nothingKnown, defaultIdentityRules, () => 'new')
    expect(again.ties).toEqual(once.ties)
  })

  it('is told whose events a shared one came with', () => {
    const known = {
      ...knownCustomers({ cus_1: 'phone:shop', cus_2: 'email:b' }),
      shared: new Set(['phone:shop']),
    }
    expect(decide(['phone:shop email:b'], { known }).ties).toEqual([{ key: 'phone:shop', partner: 'cus_2' }])
  })
})
