import { describe, expect, it } from 'vitest'
import { isProvenOwn, provenIdentifiers } from '#shared/privacy/proven-identifiers.ts'

const own = 'email:vera@people.example'
const phone = 'phone:+442079460001'
const other = 'email:wim@people.example'

const shop = (...keys: string[]) => ({ event: { source: 'shopify/main' }, keys })
const page = (...keys: string[]) => ({
  event: { source: 'tracking/web', hasPublicSender: true as const },
  keys,
})
const till = (...keys: string[]) => ({ event: { source: 'pos/tills', hasPublicSender: true as const }, keys })
const note = (...keys: string[]) => ({ event: { source: 'patron/privacy' }, keys })

describe('isProvenOwn', () => {
  it.each([
    ['nothing is known', [], true],
    ['a shop told the address and the number together', [shop(own, phone), shop(phone)], true],
    ['a shop told two addresses of one number', [shop(own, phone), shop(phone, other)], true],
    ['only pages told anything', [page(own, 'cookie_id:a'), page('cookie_id:a')], true],
    ['a page ties a number nobody else knows', [page(own, phone), page(phone)], true],
    [
      'a till sends with the key of a page, of a number that the shop tied',
      [shop(own, phone), till(phone)],
      true,
    ],
    ['an event names nobody', [shop(own), shop()], true],
    ['a page ties a number that a shop knows', [page(own, phone), shop(phone)], false],
    ['a page ties a number that a till sold to', [page(own, phone), till(phone)], false],
    ['a till that sends with the key of a page ties them', [till(own, phone), till(phone)], false],
    [
      'a page ties another address',
      [page(own, 'external_id:tracking/web:x'), page(other, 'external_id:tracking/web:x')],
      false,
    ],
    ['a note about rights carries both', [page(own, phone), shop(phone), note(own, phone)], false],
  ])('when %s', (_, events, isProven) => {
    expect(isProvenOwn(own, events)).toBe(isProven)
  })
})

it('follows ties of senders with a secret as far as they lead, in whatever order they were told', () => {
  const chain = ['a', 'b', 'c', 'd'].map((name) => `loyalty_id:${name}`)
  const ties = [
    shop(chain[2] ?? '', chain[3] ?? ''),
    shop(chain[1] ?? '', chain[2] ?? ''),
    shop(own, chain[1] ?? ''),
  ]
  expect([...provenIdentifiers(own, ties)].sort()).toEqual([own, ...chain.slice(1)].sort())
})
