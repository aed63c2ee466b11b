import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectionRow } from '#shared/database/tables/tenant.ts'
import { salesforceBackfill } from '#shared/sources/salesforce/backfill/salesforce-backfill.ts'
import { type FakeVendor, startFakeVendor } from '#tests/support/fake-vendor.ts'
import { sealCredentials } from '#workers/credentials/open-credentials.ts'
import type { Env } from '#workers/env.ts'
import { openVendor } from '#workers/open-vendor.ts'

const env = {
  ENVIRONMENT: 'development',
  CONNECTION_SECRETS_KEY: 'a key of at least thirty-two characters',
} as Env
const owner = { tenantId: 'acme', source: 'salesforce', connectionId: 'main' }
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const credentials = {
  consumerKey: '3MVG9.key',
  username: 'patron@acme.example',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}

let vendor: FakeVendor

beforeAll(async () => {
  vendor = await startFakeVendor(({ path, headers }) => {
    if (path === '/services/oauth2/token') return { status: 200, body: { access_token: '00D!token' } }
    if (headers.authorization !== 'Bearer 00D!token')
      return { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: '' }] }
    return { status: 200, body: { done: true, records: [{ Id: '0035g00000XyZ12AAF' }] } }
  })
})
afterAll(() => vendor.stop())
beforeEach(() => {
  vendor.seen.length = 0
})

async function opened(given: Record<string, string> | null = credentials, settings = {}) {
  const sealedCredentials = given === null ? null : await sealCredentials(given, owner, env)
  const row: ConnectionRow = {
    ...owner,
    label: 'Main',
    status: 'active',
    isDemo: false,
    createdAt: 0,
    secrets: [],
    oldSecretUntil: null,
    settings: { instanceUrl: vendor.url, ...settings },
    sealedCredentials,
  }
  return openVendor(row, salesforceBackfill, env)
}

describe('a vendor that has to be signed in to', () => {
  it('is asked for a token first, and read with it', async () => {
    const call = await opened()
    if (!call.ok) throw new Error(call.failure.message)
    const page = await salesforceBackfill.readPage('contacts', null, null, call.value, {})
    expect(page).toMatchObject({ ok: true, value: { records: [{ Id: '0035g00000XyZ12AAF' }] } })
    expect(vendor.seen.map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['POST', undefined],
      ['GET', 'Bearer 00D!token'],
    ])
  })

  it('that does not let the user in is not read', async () => {
    vendor.answerNext({ status: 400, body: { error: 'invalid_grant', error_description: 'expired' } })
    expect(await opened()).toMatchObject({
      ok: false,
      failure: {
        kind: 'invalid-credentials',
        message: 'Salesforce does not let the user in: invalid_grant, expired',
      },
    })
    expect(vendor.seen).toHaveLength(1)
  })

  it('and does not answer throws, so that it is tried again', async () => {
    vendor.answerNext('hang-up')
    await expect(opened()).rejects.toThrow()
  })

  it.each([
    [null, {}, 'invalid-credentials'],
    [credentials, { instanceUrl: 'https://10.0.0.1' }, 'invalid-settings'],
  ])('is not called with %j and %j', async (given, settings, kind) => {
    expect(await opened(given, settings)).toMatchObject({ ok: false, failure: { kind } })
    expect(vendor.seen).toEqual([])
  })
})
