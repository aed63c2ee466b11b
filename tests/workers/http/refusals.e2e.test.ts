import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { apiKeyChanceBytes, formatApiKey } from '#shared/access/api-key-format.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import type { Session } from '#shared/contracts/sessions.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { goodClaims, hostileTokens, ownToken } from '#tests/support/hostile-tokens.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

interface Operation {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly permission: string | undefined
}

interface OperationObject {
  readonly operationId: string
  readonly 'x-permission'?: string
}

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

/** Things anybody with an account may ask. */
const ofOneself = new Set(['account:use', 'portal:use'])

async function guardedOperations(): Promise<Operation[]> {
  const { paths } = await platform.get<{ paths: Record<string, Record<string, OperationObject>> }>(
    '/v1/openapi.json',
  )
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, 'x-permission': permission }]) => ({
      name: operationId,
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, 'cus_01aaaaaaaaaaaaaaaaaaaa'),
      permission,
    })),
  )
  const guarded = all.filter(({ permission }) => permission !== undefined)
  expect(guarded.length).toBeGreaterThan(60)
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
  isAsked: (operation: Operation) => boolean = () => true,
): Promise<[string, number, string][]> {
  const operations = (await guardedOperations()).filter(isAsked)
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

const productionVars = {
  ENVIRONMENT: 'production',
  KEY_HASH_SECRET: 'a secret of its own, as long as it must be',
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

  it('answers 401 to every token that is not as it should be, and not to one that is', async () => {
    const { sessionId: sid, user, tenant } = await sessionOf('manager')
    const claims = goodClaims({ sub: user.userId, tid: tenant.tenantId, sid, role: user.role })
    const ask = (token: string, path: string) =>
      fetch(`${platform.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } })
    expect((await ask(await ownToken(claims), '/v1/customers')).status).toBe(200)
    const found = await Promise.all(
      hostileTokens(claims).map(async ([name, newToken]) => {
        const response = await ask(await newToken(), '/v1/customers')
        return [name, ...(await refused(response))]
      }),
    )
    expect(found).toEqual(found.map(([name]) => [name, 401, 'unauthenticated']))
    expect(found.length).toBeGreaterThan(30)
  })

  it('answers 401 to an expired token, wherever it comes', async () => {
    const { sessionId: sid, user, tenant } = await sessionOf('manager')
    const claims = goodClaims({ sub: user.userId, tid: tenant.tenantId, sid, role: user.role })
    const token = await ownToken({ ...claims, exp: (claims.iat ?? 0) - 31 })
    allAre(401, 'unauthenticated', await answers({ authorization: `Bearer ${token}` }))
  })

  it('answers 403 to the write key', async () => {
    allAre(403, 'forbidden', await answers({ authorization: `Bearer ${demoCredentials.writeKey}` }))
  })

  it("answers 403 to a customer's session, who may only ask about themselves", async () => {
    const authorization = `Bearer ${(await sessionOf('customer')).token}`
    const isOfStaff = ({ permission = '' }: Operation) => !ofOneself.has(permission)
    allAre(403, 'forbidden', await answers({ authorization }, isOfStaff))
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

    const { key } = formatApiKey('pk', randomBytes(apiKeyChanceBytes))
    await addTenant(await production.database(), 'real', key, productionVars.KEY_HASH_SECRET)
    const headers = { ...json, authorization: `Bearer ${key}` }
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
