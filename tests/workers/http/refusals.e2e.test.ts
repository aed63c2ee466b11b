import { sign } from 'hono/jwt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localVars } from '#scripts/platform.ts'
import { demoCredentials, demoTenantId } from '#scripts/provision-demo-tenant.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import type { Session } from '#shared/contracts/sessions.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

interface Operation {
  readonly name: string
  readonly method: string
  readonly path: string
}

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

const openToAll =
  /^(getHealth|getReadiness|createSession|receiveWebhook|receivePosEvents|getTrackingSettings|getSourceConfig|openQrCode|[a-z]+Call)$/
/** Things anybody with an account may ask. */
const openToCustomers = /^getCurrentSession$/

async function guardedOperations(): Promise<Operation[]> {
  const { paths } = await platform.get<{ paths: Record<string, Record<string, { operationId: string }>> }>(
    '/v1/openapi.json',
  )
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      name: operationId,
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, 'cus_01aaaaaaaaaaaaaaaaaaaa'),
    })),
  )
  const guarded = all.filter(({ name }) => !openToAll.test(name))
  expect(guarded.length).toBeGreaterThan(12)
  return guarded
}

async function refused(response: Response): Promise<[number, string]> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = problemSchema.parse(await response.json())
  expect(problem.status).toBe(response.status)
  expect(problem.requestId).toMatch(/^req_[0-9a-f]{32}$/)
  expect(response.headers.get('x-request-id')).toBe(problem.requestId)
  return [response.status, problem.code]
}

async function answers(
  headers: Record<string, string>,
  leaveOut?: RegExp,
): Promise<[string, number, string][]> {
  const operations = (await guardedOperations()).filter(({ name }) => leaveOut?.test(name) !== true)
  return Promise.all(
    operations.map(async ({ name, method, path }) => [
      name,
      ...(await refused(await fetch(platform.apiUrl + path, { method, headers }))),
    ]),
  )
}

function allAre(status: number, code: string, found: readonly [string, number, string][]): void {
  expect(found).toEqual(found.map(([name]) => [name, status, code]))
}

const nowSeconds = Math.floor(Date.now() / 1000)
const claims = {
  aud: 'patron-session',
  sub: 'usr_demo_manager',
  email: demoCredentials.manager.email,
  tenantId: demoTenantId,
  role: 'manager',
  exp: nowSeconds + 3600,
}
const { exp: _, ...endless } = claims
const productionVars = {
  ENVIRONMENT: 'production',
  SESSION_SECRET: 'a secret of its own, as long as it must be',
}
const { SESSION_SECRET: secret } = localVars

function unsigned(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.`
}

async function sessionOf(who: 'manager' | 'customer'): Promise<Session> {
  const response = await fetch(`${platform.apiUrl}/v1/sessions`, {
    method: 'POST',
    body: JSON.stringify(demoCredentials[who]),
    headers: { 'content-type': 'application/json' },
  })
  expect(response.status).toBe(201)
  return (await response.json()) as Session
}

describe('every guarded operation', () => {
  it('answers 401 to a caller without a credential, and says which kind it wants', async () => {
    allAre(401, 'unauthenticated', await answers({}))
    const response = await platform.api('/v1/customers', { headers: { authorization: 'Basic eDp5' } })
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })

  it('lets in a token that is as the refused ones below should be', async () => {
    const authorization = `Bearer ${await sign(claims, secret, 'HS256')}`
    const response = await fetch(`${platform.apiUrl}/v1/customers`, { headers: { authorization } })
    expect(response.status).toBe(200)
  })

  it.each<[string, () => string | Promise<string>]>([
    ['rubbish', () => 'rubbish'],
    ['an empty token', () => ''],
    ['three parts of rubbish', () => 'a.b.c'],
    ['a key that looks like SQL', () => `'or'1'='1`],
    ['a token that has expired', () => sign({ ...claims, exp: nowSeconds - 10 }, secret, 'HS256')],
    ['a token that somebody else signed', () => sign(claims, 'another-secret', 'HS256')],
    ['a token signed in another way', () => sign(claims, secret, 'HS512')],
    ['a token nobody signed', () => unsigned(claims)],
    ['a token for something else', () => sign({ ...claims, aud: 'other' }, secret, 'HS256')],
    ['a token without an end', () => sign(endless, secret, 'HS256')],
    ['a token with a role there is not', () => sign({ ...claims, role: 'root' }, secret, 'HS256')],
    ['a token of an unknown tenant', () => sign({ ...claims, tenantId: 'none' }, secret, 'HS256')],
    [
      'a good token with changed claims',
      async () => {
        const [head, , signature] = (await sign({ ...claims, role: 'customer' }, secret, 'HS256')).split('.')
        return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
      },
    ],
  ])('answers 401 to %s', async (_, newToken) => {
    allAre(401, 'unauthenticated', await answers({ authorization: `Bearer ${await newToken()}` }))
  })

  it('answers 403 to the write key', async () => {
    allAre(403, 'forbidden', await answers({ authorization: `Bearer ${demoCredentials.writeKey}` }))
  })

  it("answers 403 to a customer's session, who may only ask who they are", async () => {
    const authorization = `Bearer ${(await sessionOf('customer')).token}`
    allAre(403, 'forbidden', await answers({ authorization }, openToCustomers))
    const response = await fetch(`${platform.apiUrl}/v1/sessions/current`, { headers: { authorization } })
    expect(await response.json()).toMatchObject({ user: { role: 'customer' } })
  })
})

describe('signing in', () => {
  it.each([
    ['a wrong password', { ...demoCredentials.manager, password: 'manager-dem0' }, 401],
    ['an unknown account', { email: 'nobody@demo.patron.test', password: 'x' }, 401],
    ['no password', { email: demoCredentials.manager.email }, 422],
    ['an e-mail that is a list', { email: ['a'], password: 'x' }, 422],
    ['a null byte', { email: 'manager@demo.patron.test\0', password: 'manager-demo' }, 401],
  ])('with %s is refused', async (_, body, status) => {
    const response = await fetch(`${platform.apiUrl}/v1/sessions`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    expect((await refused(response))[0]).toBe(status)
  })

  it.each([
    ['that is not JSON', '{"email":', 'application/json', 400, 'malformed-request'],
    ['not said to be JSON', '{}', 'text/plain', 415, 'unsupported-media-type'],
  ])('with a body %s is refused', async (_, body, contentType, status, code) => {
    const init = { method: 'POST', body, headers: { 'content-type': contentType } }
    expect(await refused(await fetch(`${platform.apiUrl}/v1/sessions`, init))).toEqual([status, code])
  })
})

describe('an address', () => {
  it.each([
    '/',
    '/v2/customers',
    '/v1/customer',
    '/v1/customers/',
    '/v1/%00',
    '/webhooks/shopify',
    '/v1/docs/x.js',
  ])('that is not there is answered 404: %s', async (path) =>
    expect(await refused(await platform.api(path))).toEqual([404, 'not-found']),
  )

  it.each([
    ['DELETE', '/v1/customers'],
    ['POST', '/v1/overview'],
    ['GET', '/v1/track'],
    ['PUT', '/webhooks/shopify/demo'],
    ['PATCH', '/healthz'],
  ])('does not take another method: %s %s', async (method, path) => {
    const response = await platform.api(path, { method })
    expect(await refused(response)).toEqual([405, 'method-not-allowed'])
    expect(response.headers.get('allow')).not.toBeNull()
  })
})

it('production refuses everything that is known from the demo', async () => {
  const production = await startTestPlatform({ vars: productionVars })
  try {
    const at = (path: string, init: RequestInit) => fetch(production.apiUrl + path, init)
    const json = { 'content-type': 'application/json' }
    const track = await production.track('track', { event: 'Looked', userId: 'u' })
    const read = await production.api('/v1/customers')
    const session = await at('/v1/sessions', {
      method: 'POST',
      body: JSON.stringify(demoCredentials.manager),
      headers: json,
    })
    const webhook = await at('/webhooks/shopify/demo', { method: 'POST', body: '{}', headers: json })
    expect(await Promise.all([track, read, session, webhook].map(refused))).toEqual([
      [401, 'unauthenticated'],
      [401, 'unauthenticated'],
      [401, 'unauthenticated'],
      [404, 'not-found'],
    ])

    await addTenant(await production.database(), 'real', 'key-of-a-real-shop')
    const headers = { ...json, authorization: 'Bearer key-of-a-real-shop' }
    const listed = await at('/v1/simulations', { headers })
    expect(await listed.json()).toMatchObject({ isAllowed: false })
    const simulated = await at('/v1/connections/shopify/shop/simulations', {
      method: 'POST',
      body: JSON.stringify({ topic: 'orders/create' }),
      headers,
    })
    expect(await refused(simulated)).toEqual([403, 'forbidden'])
  } finally {
    await production.remove()
  }
})
