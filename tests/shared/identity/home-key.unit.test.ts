import { describe, expect, it } from 'vitest'
import { homeKey, homeOfEvent } from '#shared/identity/home-key.ts'

describe('homeKey', () => {
  it.each([
    ['the strongest', ['phone:a', 'email:a', 'cookie_id:a'], 'phone:a'],
    [
      'the customer number, though a phone is stronger',
      ['phone:a', 'external_id:s:1', 'cookie_id:a'],
      'external_id:s:1',
    ],
    ['the first of two customer numbers', ['external_id:t:2', 'external_id:s:1'], 'external_id:t:2'],
    ['nothing', [], undefined],
  ])('is %s', (_, keys, key) => expect(homeKey(keys)).toBe(key))
})

describe('homeOfEvent', () => {
  const homes = new Map([
    ['phone:a', 'cus_1'],
    ['email:a', 'cus_2'],
    ['external_id:s:1', 'cus_3'],
  ])
  const known = (...shared: string[]) => ({
    isShared: (key: string) => shared.includes(key),
    homeOf: (key: string) => homes.get(key),
  })

  it.each([
    ['the customer of its home key', ['phone:a', 'email:a'], known(), 'cus_1'],
    ['the account', ['phone:a', 'external_id:s:1'], known(), 'cus_3'],
    ['the next one when that is shared', ['phone:a', 'email:a'], known('phone:a'), 'cus_2'],
    ['the next one when that is forgotten', ['phone:gone', 'email:a'], known(), 'cus_2'],
    [
      'the customer of its home key when all are shared',
      ['phone:a', 'email:a'],
      known('phone:a', 'email:a'),
      'cus_1',
    ],
    [
      'the customer of a shared one when no other is known',
      ['phone:gone', 'email:a'],
      known('email:a'),
      'cus_2',
    ],
    ['nobody when none is known', ['phone:gone'], known(), null],
    ['nobody without identifiers', [], known(), null],
  ])('is %s', (_, keys, knownHomes, home) => expect(homeOfEvent(keys, knownHomes)).toBe(home))
})
