import { createVerify, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { VendorRequest, VendorResponse } from '#shared/sources/backfill.ts'
import { signIn } from '#shared/sources/salesforce/backfill/sign-in.ts'

const nowMs = Date.parse('2026-11-21T10:00:00.900Z')
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const credentials = {
  consumerKey: '3MVG9.key',
  username: 'patron@acme.example',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}

async function signingIn(
  response: Partial<VendorResponse> = {},
  changes: Record<string, string> = {},
  settings = {},
) {
  const requests: VendorRequest[] = []
  const result = await signIn(
    settings,
    { ...credentials, ...changes },
    async (request) => {
      requests.push(request)
      return { status: 200, headers: new Map(), body: '{"access_token":"00D!token"}', ...response }
    },
    nowMs,
  )
  return { result, requests }
}

const assertionOf = (requests: readonly VendorRequest[]) =>
  new URLSearchParams(requests[0]?.body ?? '').get('assertion')?.split('.') ?? []
const decoded = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString())

describe('signing in', () => {
  it('sends a token that another RSA implementation takes, and gives the headers to read with', async () => {
    const { result, requests } = await signingIn()
    expect(result).toEqual({ ok: true, value: { authorization: 'Bearer 00D!token' } })
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/services/oauth2/token' })
    const [header, claims, signature = ''] = assertionOf(requests)
    expect(decoded(header)).toEqual({ alg: 'RS256', typ: 'JWT' })
    expect(decoded(claims)).toEqual({
      iss: '3MVG9.key',
      sub: 'patron@acme.example',
      aud: 'https://login.salesforce.com',
      exp: Date.parse('2026-11-21T10:03:00Z') / 1000,
    })
    const verify = createVerify('RSA-SHA256').update(`${header}.${claims}`)
    expect(verify.verify(publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
  })

  it('to a sandbox is for another audience', async () => {
    const { requests } = await signingIn({}, {}, { environment: 'sandbox' })
    expect(decoded(assertionOf(requests)[1]).aud).toBe('https://test.salesforce.com')
  })

  it('takes a key that lost its line ends', async () => {
    const oneLine = credentials.privateKey.replaceAll('\n', ' ')
    expect((await signingIn({}, { privateKey: oneLine })).result.ok).toBe(true)
  })

  it.each([
    { consumerKey: '' },
    { username: ' ' },
    { privateKey: '' },
    { privateKey: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----' },
    { privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() },
  ])('with %j is not tried', async (changes: Record<string, string>) => {
    const { result, requests } = await signingIn({}, changes)
    expect(requests).toEqual([])
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid-credentials', retryable: false } })
  })

  it.each([
    [
      {
        status: 400,
        body: '{"error":"invalid_grant","error_description":"user hasn\'t approved this consumer"}',
      },
      'invalid-credentials',
      "Salesforce does not let the user in: invalid_grant, user hasn't approved this consumer",
    ],
    [{ status: 400, body: '<html>' }, 'invalid-credentials', 'Salesforce does not let the user in'],
    [{ status: 503 }, 'vendor-unavailable', 'the vendor answered 503'],
    [{ body: '{}' }, 'unreadable-answer', 'signing in gave no token'],
  ])('answered with %j fails', async (response, kind, message) => {
    expect((await signingIn(response)).result).toMatchObject({ ok: false, failure: { kind, message } })
  })
})
