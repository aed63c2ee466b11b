import { describe, expect, it } from 'vitest'
import { grantableRoles, mayMakeKey } from '#shared/access/may-grant.ts'
import { permissionsOfRole } from '#shared/access/permissions.ts'
import { userRoles } from '#shared/access/roles.ts'

const of = (role: keyof typeof permissionsOfRole) => new Set(permissionsOfRole[role])

describe('grantableRoles', () => {
  it('lets an owner make anybody anything', () => {
    expect(grantableRoles(of('owner'))).toEqual([...userRoles])
  })

  it('lets an admin make anybody anything but an owner', () => {
    expect(grantableRoles(of('admin'))).toEqual(userRoles.filter((role) => role !== 'owner'))
  })

  it('lets nobody give more than they have', () => {
    expect(grantableRoles(new Set(['users:manage', 'users:read']))).toEqual([])
    expect(grantableRoles(of('auditor'))).not.toContain('analyst')
  })
})

it('lets nobody make a customer whose data they may not see and forget themselves', () => {
  const needed = ['customers:read', 'personal-data:read', 'customers:write', 'privacy:manage'] as const
  expect(grantableRoles(new Set(needed))).toEqual(['customer'])
  for (const missing of needed) {
    expect(grantableRoles(new Set(needed.filter((each) => each !== missing)))).toEqual([])
  }
})

describe('mayMakeKey', () => {
  it('counts what the scopes leave of the role', () => {
    const held = new Set(['api-keys:manage', 'customers:read'] as const)
    expect(mayMakeKey(held, 'admin', null)).toBe(false)
    expect(mayMakeKey(held, 'admin', ['customers:read'])).toBe(true)
    expect(mayMakeKey(held, 'admin', ['customers:read', 'personal-data:read'])).toBe(false)
  })

  it('lets an admin make a write key and an admin key, and no owner key', () => {
    expect(mayMakeKey(of('admin'), 'write', null)).toBe(true)
    expect(mayMakeKey(of('admin'), 'admin', null)).toBe(true)
    expect(mayMakeKey(of('admin'), 'owner', null)).toBe(false)
  })
})
