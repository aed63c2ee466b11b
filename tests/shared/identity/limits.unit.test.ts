import { describe, expect, it } from 'vitest'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { exceededLimit, limitGroup } from '#shared/identity/limits.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { testTimeMs } from '#tests/support/new-event.ts'

const rules = defaultIdentityRules

/** Links of identifiers written in one line, all of one day. */
function links(keys: string, day = 0) {
  return keys
    .split(' ')
    .filter((key) => key !== '')
    .map((key) => ({ key, occurredAt: testTimeMs + day * dayMs, eventKey: 'shop:1' }))
}

const many = (kind: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `${kind}:${from + index}`).join(' ')

describe('limitGroup', () => {
  it.each([
    ['phone:+491', 'phone'],
    ['external_id:shop/one:7', 'external_id:shop/one'],
    ['external_id:7', 'external_id'],
    ['cookie_id:a:b', 'cookie_id'],
    ['whatsapp_id:x', undefined],
    ['pos_bill:bath:1', undefined],
  ])('counts %s as %s', (key, group) => expect(limitGroup(key, rules)).toBe(group))
})

describe('exceededLimit', () => {
  it.each([
    ['as many as a person has', links(many('phone', 0, 3)), links(many('phone', 3, 5)), undefined],
    ['one more', links(many('phone', 0, 3)), links(many('phone', 3, 6)), 'phone'],
    [
      'the same on both sides counted once',
      links(many('phone', 0, 5)),
      links(many('phone', 1, 5)),
      undefined,
    ],
    [
      'too many on one side already, none on the other',
      links(many('phone', 0, 9)),
      links('email:a'),
      undefined,
    ],
    [
      'too many on one side already, and what it has',
      links(many('phone', 0, 9)),
      links('phone:3'),
      undefined,
    ],
    ['too many on one side already, and another', links(many('phone', 0, 9)), links('phone:new'), 'phone'],
    ['one number of one shop each', links('external_id:s:1'), links('external_id:s:2'), 'external_id:s'],
    ['one number of two shops', links('external_id:s:1'), links('external_id:t:2'), undefined],
    ['kinds without a limit', links(many('whatsapp_id', 0, 50)), links('whatsapp_id:new'), undefined],
    [
      'two kinds: the first by name',
      links('loyalty_id:1 loyalty_id:2 external_id:s:1'),
      links('loyalty_id:3 external_id:s:2'),
      'external_id:s',
    ],
    ['nobody', [], [], undefined],
  ])('%s', (_, left, right, group) => {
    expect(exceededLimit(left, right, testTimeMs, rules)).toBe(group)
    expect(exceededLimit(right, left, testTimeMs, rules)).toBe(group)
  })

  it.each([
    [365, 'device_id'],
    [366, undefined],
    [-365, 'device_id'],
    [-366, undefined],
  ])('counts devices of a year around the event: from %i days away, %s', (day, group) => {
    const atMs = testTimeMs + day * dayMs
    expect(exceededLimit(links(many('device_id', 0, 20)), links('device_id:new', day), atMs, rules)).toBe(
      group,
    )
  })
})
