import { beforeEach, describe, expect, it } from 'vitest'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { TestDirectory } from '#tests/support/test-directory.ts'

let directory: TestDirectory
beforeEach(() => {
  directory = new TestDirectory()
  return () => directory.sql.close()
})

describe('forgetting a customer', () => {
  it('leaves a shared identifier shared: it is in the events of others, and names none of them', () => {
    directory.events(...[0, 1, 2, 3, 4, 5, 6].map((number) => `phone:shop email:${number}`))
    const [other] = [directory.idOf('email:6')]
    directory.erase('email:0', 'suppress')
    directory.settle()
    expect(directory.idOf('phone:shop')).toBe('nobody')
    directory.events('phone:shop email:6', 'phone:shop')
    expect([directory.idOf('email:6'), directory.idOf('phone:shop')]).toEqual([other, 'nobody'])
    const hashes = new Map([['phone:shop', '#shop']])
    const claim = { eventKey: 'shop:late', occurredAt: 0, keys: ['phone:shop', 'email:6'] }
    const [resolution] = directory.store.resolve([claim], defaultIdentityRules, 1_000, hashes).resolutions
    expect(resolution).toMatchObject({ customerId: other, foreignKeys: ['phone:shop'] })
  })

  it('forgets its identifiers where a split or an undone merge has left them with others', () => {
    directory.events(
      'email:a',
      'phone:b',
      'loyalty_id:d',
      'email:a phone:b',
      'email:a cookie_id:1',
      'loyalty_id:d email:z',
      'email:z cookie_id:1',
    )
    directory.split('email:a', 'phone:b')
    directory.settle()
    directory.erase('phone:b')
    expect(JSON.stringify(directory.dump())).not.toContain('phone:b')
    expect(directory.people('email:a', 'cookie_id:1')).toBe('email:a cookie_id:1')
  })
})
