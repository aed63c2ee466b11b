import { execFileSync } from 'node:child_process'
import { decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { localVars } from '#scripts/local-vars.ts'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { readAccessToken, signAccessToken } from '#workers/credentials/access-token.ts'
import { accessTokenKeys } from '#workers/credentials/access-token-keys.ts'
import { keyedHash } from '#workers/credentials/keyed-hash.ts'

const production = { ...localVars, ENVIRONMENT: 'production', PUBLIC_BASE_URL: 'https://api.test' } as const
const claims = { sub: 'usr_1', tid: 'acme', sid: 'ses_1', role: 'analyst' } as const
const nowMs = 1_800_000_000_000

/** A value for ACCESS_TOKEN_KEYS, as the script makes it, perhaps in front of a present one. */
function newKeys(present = ''): string {
  return execFileSync(process.execPath, ['--no-warnings', 'scripts/new-access-token-key.ts'], {
    cwd: repositoryRoot,
    env: { ...process.env, ACCESS_TOKEN_KEYS: present },
    encoding: 'utf8',
  })
}

describe('production', () => {
  it('refuses the published secrets, and none', async () => {
    await expect(accessTokenKeys(production)).rejects.toThrow('keys of your own')
    await expect(signAccessToken(claims, production, nowMs)).rejects.toThrow('keys of your own')
    await expect(accessTokenKeys({ ...production, ACCESS_TOKEN_KEYS: '' })).rejects.toThrow('JWK set')
    await expect(keyedHash('api-key', 'x', production)).rejects.toThrow('KEY_HASH_SECRET')
    await expect(keyedHash('api-key', 'x', { ...production, KEY_HASH_SECRET: 'short' })).rejects.toThrow()
  })

  it('takes keys of its own, and the one before while it is replaced', async () => {
    const first = { ...production, ACCESS_TOKEN_KEYS: newKeys() }
    const second = { ...production, ACCESS_TOKEN_KEYS: newKeys(first.ACCESS_TOKEN_KEYS) }
    const third = { ...production, ACCESS_TOKEN_KEYS: newKeys(second.ACCESS_TOKEN_KEYS) }
    const token = await signAccessToken(claims, first, nowMs)
    expect(await readAccessToken(token, first, nowMs)).toEqual(claims)
    expect(await readAccessToken(token, second, nowMs)).toEqual(claims)
    expect(await readAccessToken(token, third, nowMs)).toBeUndefined()
    const renewed = decodeProtectedHeader(await signAccessToken(claims, second, nowMs))
    expect(renewed.kid).not.toBe(decodeProtectedHeader(token).kid)
  })
})

it('publishes no private part', async () => {
  const { published } = await accessTokenKeys({ ...production, ENVIRONMENT: 'development' })
  expect(published.keys.flatMap((key) => Object.keys(key)).sort()).toEqual(
    ['alg', 'crv', 'kid', 'kty', 'use', 'x'].sort(),
  )
})

it('gives one text another hash for another purpose and under another secret', async () => {
  const env = { ENVIRONMENT: 'development', KEY_HASH_SECRET: localVars.KEY_HASH_SECRET } as const
  const other = { ...env, KEY_HASH_SECRET: 'another secret, as long as it has to be' }
  const hashes = await Promise.all([
    keyedHash('api-key', 'x', env),
    keyedHash('account-link', 'x', env),
    keyedHash('api-key', 'x', other),
  ])
  expect(new Set(hashes).size).toBe(3)
})
