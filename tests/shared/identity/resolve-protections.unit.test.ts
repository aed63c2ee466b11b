import { describe, expect, it } from 'vitest'
import { asked, decide, knownCustomers, numbered, people, type Told } from '#tests/support/decide-claims.ts'

describe('two people at one device', () => {
  it.each([
    [
      'a tablet where both leave their e-mail',
      ['email:a device_id:t', 'email:b device_id:t'],
      ['device_id:t email:a', 'email:b'],
    ],
    [
      'a browser where both are known',
      ['email:a cookie_id:1', 'phone:b', 'phone:b cookie_id:1'],
      ['cookie_id:1 email:a', 'phone:b'],
    ],
    [
      'a device and a cookie of two people',
      ['email:a device_id:t', 'email:b cookie_id:1', 'device_id:t cookie_id:1'],
      ['device_id:t email:a', 'cookie_id:1 email:b'],
    ],
    [
      "an account whose new e-mail comes with another's browser",
      ['external_id:s:1', 'phone:b cookie_id:1', 'external_id:s:1 email:a cookie_id:1'],
      ['email:a external_id:s:1', 'cookie_id:1 phone:b'],
    ],
    [
      'what each does without the device stays with each',
      ['email:a device_id:t', 'email:b device_id:t', 'email:b phone:b'],
      ['device_id:t email:a', 'email:b phone:b'],
    ],
  ])('stay two: %s', (_, events, expected) => expect(people(events)).toEqual(expected))

  it.each([
    ['who was nobody yet', ['cookie_id:1', 'email:a cookie_id:1'], ['cookie_id:1 email:a']],
    [
      'who has a card but no e-mail',
      ['loyalty_id:1 cookie_id:1', 'email:a cookie_id:1'],
      ['cookie_id:1 email:a loyalty_id:1'],
    ],
    [
      'whom an e-mail ties as well',
      ['email:a cookie_id:1', 'phone:b', 'phone:b email:a cookie_id:1'],
      ['cookie_id:1 email:a phone:b'],
    ],
    [
      'whom a receipt ties',
      ['email:a pos_bill:s:1', 'phone:b', 'phone:b pos_bill:s:1'],
      ['email:a phone:b pos_bill:s:1'],
    ],
  ])('are one: %s', (_, events, expected) => expect(people(events)).toEqual(expected))

  it('are a question, with the device as what the event only carries', () => {
    const events = ['email:a device_id:t', 'email:b device_id:t']
    expect(asked(events)).toEqual(['shared-device pair:new-1|new-2'])
    expect(decide(events).last).toEqual({
      customerId: 'new-2',
      homeId: 'new-2',
      rule: 'new-customer',
      foreignKeys: ['device_id:t'],
    })
  })
})

describe('more identifiers than a person has', () => {
  it.each([
    [
      'two accounts of one shop with one e-mail',
      ['external_id:s:1 email:a', 'external_id:s:2 email:a'],
      ['email:a external_id:s:1', 'external_id:s:2'],
    ],
    [
      'a family phone with an account each',
      ['external_id:s:1 phone:f', 'external_id:s:2 phone:f', 'external_id:s:2 email:b'],
      ['external_id:s:1 phone:f', 'email:b external_id:s:2'],
    ],
    [
      'a sixth phone',
      [...numbered('phone', 5).map((phone) => `email:a ${phone}`), 'email:a phone:new'],
      [`email:a ${numbered('phone', 5).join(' ')}`, 'phone:new'],
    ],
    [
      'a third card',
      ['email:a loyalty_id:1', 'email:a loyalty_id:2', 'email:a loyalty_id:3'],
      ['email:a loyalty_id:1 loyalty_id:2'],
    ],
    [
      'customers who have three phones each',
      [
        ...numbered('phone', 3).map((phone) => `email:a ${phone}`),
        ...[3, 4, 5].map((number) => `email:b phone:${number}`),
        'email:a email:b',
      ],
      ['email:a phone:0 phone:1 phone:2', 'email:b phone:3 phone:4 phone:5'],
    ],
  ])('keep apart: %s', (_, events, expected) =>
    expect(people(events, { rules: { sharedContactAfter: 99 } })).toEqual(expected),
  )

  it.each([
    [
      'one number of each of two shops',
      ['external_id:s:1 email:a', 'external_id:t:2 email:a'],
      ['email:a external_id:s:1 external_id:t:2'],
    ],
    [
      'five phones',
      numbered('phone', 5).map((phone) => `email:a ${phone}`),
      [`email:a ${numbered('phone', 5).join(' ')}`],
    ],
    ['two cards', ['email:a loyalty_id:1', 'email:a loyalty_id:2'], ['email:a loyalty_id:1 loyalty_id:2']],
    [
      'receipts without end',
      [numbered('pos_bill:s', 300).map((bill) => `email:a ${bill}`)].flat(),
      [['email:a', ...numbered('pos_bill:s', 300)].sort().join(' ')],
    ],
    [
      'a customer that has too many already and one that has none',
      ['external_id:s:1', 'email:a', 'external_id:s:1 email:a'],
      ['email:a external_id:s:1'],
    ],
  ])('are one: %s', (_, events, expected) =>
    expect(people(events, { rules: { sharedContactAfter: 99 } })).toEqual(expected),
  )

  it.each([
    [365, 20],
    [366, 21],
  ])('count devices of the last 365 days: the 21st after %i days makes %i', (day, deviceCount) => {
    const twenty = numbered('device_id', 20).map((device): Told => ({ keys: `email:a ${device}` }))
    const [line = ''] = people([...twenty, { keys: 'email:a device_id:new', day }])
    expect(line.split(' ').filter((key) => key.startsWith('device_id'))).toHaveLength(deviceCount)
  })

  it('a device that finds no place stays unknown, and the event where it is', () => {
    const twenty = numbered('device_id', 20).map((device) => `email:a ${device}`)
    const { last, newOwners } = decide([...twenty, 'email:a device_id:new'])
    expect(last).toEqual({
      customerId: 'new-1',
      homeId: 'new-1',
      rule: 'known-customer',
      foreignKeys: ['device_id:new'],
    })
    expect(newOwners.has('device_id:new')).toBe(false)
  })

  it('of several new ones as many as fit are taken, in the order of the event', () => {
    expect(people(['email:a loyalty_id:1', 'email:a loyalty_id:2 loyalty_id:3'])).toEqual([
      'email:a loyalty_id:1 loyalty_id:2',
    ])
  })

  it('the same whichever kind comes first: of two limits the first by name is told', () => {
    const left = knownCustomers({
      cus_1: 'email:a external_id:s:1 loyalty_id:1 loyalty_id:2',
      cus_2: 'loyalty_id:3 external_id:s:2',
    })
    const right = knownCustomers({
      cus_1: 'loyalty_id:2 loyalty_id:1 external_id:s:1 email:a',
      cus_2: 'external_id:s:2 loyalty_id:3',
    })
    const ties = [left, right].map((known) => decide(['email:a external_id:s:2'], { known }).ties)
    expect(ties[0]).toEqual(ties[1])
  })
})
