import { scryptSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashPassword, isPassword, nobodysHash } from '#workers/credentials/password.ts'

const password = 'four words and a stone'
const cheap = { N: 2 ** 10, r: 8, p: 1 }
/** The hash that Node's own scrypt makes of it. */
const saltAndHash = (cost: { N: number; r: number; p: number }) => {
  const salt = Buffer.from('salt of a test')
  const hash = scryptSync(password, salt, 32, { ...cost, maxmem: 2 ** 26 })
  return `${salt.toString('base64')}$${hash.toString('base64')}`
}

describe('hashPassword', () => {
  it('makes a hash of 32 MiB three times over, in the form that every release reads', async () => {
    const hash = await hashPassword(password)
    const [, salt = '', derived] = /^scrypt\$([A-Za-z0-9+/]{22}==)\$([A-Za-z0-9+/]{43}=)$/.exec(hash) ?? []
    const cost = { N: 32_768, r: 8, p: 3, maxmem: 2 ** 26 }
    const expected = scryptSync(password, Buffer.from(salt, 'base64'), 32, cost)
    expect(derived).toBe(expected.toString('base64'))
    expect(await isPassword(password, hash)).toBe(true)
    expect(await isPassword(`${password} `, hash)).toBe(false)
  })

  it('says what it cost where that is not the usual', async () => {
    const hash = await hashPassword(password, cheap)
    expect(hash).toMatch(/^scrypt\$1024,8,1\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$/)
    expect(await isPassword(password, hash)).toBe(true)
  })

  it('never makes the same hash twice', async () => {
    expect(await hashPassword(password, cheap)).not.toBe(await hashPassword(password, cheap))
  })
})

describe('isPassword', () => {
  it('knows a hash that does not say what it cost', async () => {
    const old = `scrypt$${saltAndHash({ N: 32_768, r: 8, p: 3 })}`
    expect(await isPassword(password, old)).toBe(true)
    expect(await isPassword('another', old)).toBe(false)
  })

  it('knows a hash by what it says it cost, and by nothing else', async () => {
    const salted = saltAndHash(cheap)
    expect(await isPassword(password, `scrypt$1024,8,1$${salted}`)).toBe(true)
    expect(await isPassword(password, `scrypt$2048,8,1$${salted}`)).toBe(false)
  })

  it('takes letters that are written in two ways for the same', async () => {
    const hash = await hashPassword('caf\u00e9', cheap)
    expect(await isPassword('cafe\u0301', hash)).toBe(true)
  })

  it.each(['', 'plain', 'scrypt$', 'scrypt$a$', 'md5$a$b', nobodysHash])('%j is nobody’s', async (stored) => {
    expect(await isPassword(password, stored)).toBe(false)
  })
})
