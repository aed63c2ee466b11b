import { describe, expect, it } from 'vitest'
import { readKeyForm } from '#app/api-keys/read-key-form.ts'
import type { ApiKeyList } from '#shared/contracts/api-keys.ts'
import { createApiKeySchema } from '#shared/contracts/api-keys.ts'

const grantable: Pick<ApiKeyList, 'grantableRoles' | 'grantableScopes'> = {
  grantableRoles: ['write', 'analyst', 'auditor'],
  grantableScopes: ['customers:read', 'events:read'],
}

function read(answers: Readonly<Record<string, string | readonly string[]>>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(answers))
    for (const each of [value].flat()) form.append(name, each)
  return readKeyForm(form, grantable)
}

describe('the form of a new key', () => {
  it('makes a key for a page of what belongs to one, one origin a line', () => {
    const key = read({
      label: ' Web shop ',
      kind: 'write',
      role: 'analyst',
      scope: 'customers:read',
      connectionId: 'web',
      allowedOrigins: 'https://shop.example\r\n\r\nhttps://www.shop.example\n',
      expiresInDays: '90',
    })
    expect(key).toEqual({
      label: 'Web shop',
      role: 'write',
      connectionId: 'web',
      allowedOrigins: ['https://shop.example', 'https://www.shop.example'],
      expiresInDays: 90,
    })
    expect(createApiKeySchema.safeParse(key).success).toBe(true)
  })

  it('makes a key for a program with all of its role when nothing is ticked', () => {
    expect(read({ label: 'Report', kind: 'program', role: 'analyst', expiresInDays: '' })).toEqual({
      label: 'Report',
      role: 'analyst',
      scopes: null,
      expiresInDays: null,
    })
  })

  it('never gives all of a role because what was ticked is not to be given', () => {
    const key = read({ label: 'Report', kind: 'program', role: 'analyst', scope: ['users:manage'] })
    expect(key?.scopes).toEqual([])
    expect(createApiKeySchema.safeParse(key).success).toBe(false)
  })

  it('is no key without a role that may be given', () => {
    expect(read({ label: 'Report', kind: 'program', role: 'owner' })).toBeUndefined()
    expect(read({ label: 'Report', kind: 'program', role: 'write' })).toBeUndefined()
  })
})
