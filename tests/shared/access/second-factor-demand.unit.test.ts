import { describe, expect, it } from 'vitest'
import { userRoles } from '#shared/access/roles.ts'
import { demandedSince, secondFactorDueAt } from '#shared/access/second-factor-demand.ts'

const weekMs = 604_800_000
const demand = { secondFactorRoles: ['owner', 'admin'] as const, secondFactorSince: 1_000 }
const account = { role: 'admin' as const, createdAt: 5_000, totpConfirmedAt: null }

describe('secondFactorDueAt', () => {
  it('gives a week from the younger of the demand and the account', () => {
    expect(secondFactorDueAt(demand, account, 'password')).toBe(5_000 + weekMs)
    expect(secondFactorDueAt(demand, { ...account, createdAt: 1 }, 'password')).toBe(1_000 + weekMs)
  })

  it('asks nobody who has one, came by a provider or has another role', () => {
    expect(secondFactorDueAt(demand, { ...account, totpConfirmedAt: 1 }, 'password')).toBeNull()
    expect(secondFactorDueAt(demand, account, 'provider')).toBeNull()
    const asked = userRoles.filter(
      (role) => secondFactorDueAt(demand, { ...account, role }, 'password') !== null,
    )
    expect(asked).toEqual(['owner', 'admin'])
  })

  it('asks no customer, whatever the shop says, and nobody where there is no demand', () => {
    const all = { secondFactorRoles: userRoles, secondFactorSince: 0 }
    expect(secondFactorDueAt(all, { ...account, role: 'customer' }, 'password')).toBeNull()
    expect(
      secondFactorDueAt({ secondFactorRoles: [], secondFactorSince: null }, account, 'password'),
    ).toBeNull()
  })
})

describe('demandedSince', () => {
  it.each([
    ['more must', ['owner', 'admin', 'support'], 9_000],
    ['fewer must', ['owner'], 1_000],
    ['as many must', ['admin', 'owner'], 1_000],
    ['others must', ['support'], 9_000],
    ['nobody must', [], null],
  ] as const)('when %s', (_, roles, since) => {
    expect(demandedSince(demand, roles, 9_000)).toBe(since)
  })

  it('begins now where nobody had to', () => {
    expect(demandedSince({ secondFactorRoles: [], secondFactorSince: null }, ['owner'], 9_000)).toBe(9_000)
  })
})
