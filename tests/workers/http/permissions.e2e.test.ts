import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantedPermissions, type Permission, permissionsOfRole } from '#shared/access/permissions.ts'
import { userRoles } from '#shared/access/roles.ts'
import { addressOf, allOperations, type DocumentedOperation, eachOf } from '#tests/support/all-operations.ts'
import { addKey, addTenants, type SignedIn, signIn } from '#tests/support/callers.ts'
import { goodClaims, hostileTokens } from '#tests/support/hostile-tokens.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let operations: DocumentedOperation[]

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  operations = await allOperations(platform.apiUrl)
})
afterAll(() => platform?.remove())

const guarded = () => operations.filter(({ permission }) => permission !== undefined)
const nowhere = (name: string) => (name === 'partNumber' ? '1' : 'cus_01aaaaaaaaaaaaaaaaaaaa')

/** Asks for something that is not there, with nothing in the body: enough to be let in or not. */
async function ask(operation: DocumentedOperation, token: string | undefined): Promise<[number, string]> {
  const response = await fetch(platform.apiUrl + addressOf(operation, nowhere), {
    method: operation.method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    redirect: 'manual',
  })
  const text = await response.text()
  const isProblem = response.headers.get('content-type') === 'application/problem+json'
  return [response.status, isProblem ? JSON.parse(text).code : '']
}

/** Whether the answer is that of somebody who may not, who is not known, or neither. */
function verdict([status, code]: [number, string]): string {
  if (status === 403) return code === 'forbidden' ? 'forbidden' : `403 ${code}`
  if (status === 401) return code === 'unauthenticated' ? 'unauthenticated' : `401 ${code}`
  return status >= 500 ? `broken: ${status}` : 'let in'
}

function expected(operation: DocumentedOperation, permissions: ReadonlySet<Permission>): string {
  return operation.permission !== undefined && permissions.has(operation.permission) ? 'let in' : 'forbidden'
}

/** An operation that shuts the shop itself, after which nothing is let in. */
const closesShop = ({ path, method }: DocumentedOperation) =>
  path.startsWith('/v1/tenant') && method !== 'GET'

describe('every operation with a permission', () => {
  it.each(userRoles)('answers %s as the table of permissions says', async (role) => {
    const database = await platform.database()
    const asked = guarded().filter((operation) => !closesShop(operation))
    const closing = guarded().filter(closesShop)
    const tenantIds = [`of-${role}`, ...closing.map((_, index) => `of-${role}-${index}`)]
    await addTenants(database, tenantIds)
    const people = await signIn(
      database,
      // A session of its own for each: some operations end the one they are called with.
      [...asked.map(() => `of-${role}`), ...closing.map((_, index) => `of-${role}-${index}`)].map(
        (tenantId) => ({
          tenantId,
          role,
        }),
      ),
    )
    const all = [...asked, ...closing]
    const answers = await eachOf(
      all.map((operation, index) => ({ operation, person: people[index] as SignedIn })),
      12,
      async ({ operation, person }) => verdict(await ask(operation, person.token)),
    )
    const permissions = new Set(permissionsOfRole[role])
    expect(all.map(({ operationId }, index) => `${operationId}: ${answers[index]}`)).toEqual(
      all.map((operation) => `${operation.operationId}: ${expected(operation, permissions)}`),
    )
  })

  it.each<[string, 'write' | 'admin' | 'auditor', readonly Permission[] | undefined]>([
    ['a write key', 'write', undefined],
    ['a key with scopes', 'admin', ['customers:read', 'imports:read', 'audit:read']],
    ['a key with scopes its role has not', 'auditor', ['customers:read', 'customers:write', 'users:manage']],
  ])('answers %s as the table of permissions says', async (_, role, scopes) => {
    const database = await platform.database()
    const tenantId = `key-${role}`
    await addTenants(database, [tenantId])
    const key = await addKey(database, { tenantId, role, ...(scopes && { scopes }) })
    const permissions = grantedPermissions(role, scopes ?? null)
    const all = guarded()
    const answers = await eachOf(all, 12, async (operation) => verdict(await ask(operation, key)))
    expect(all.map(({ operationId }, index) => `${operationId}: ${answers[index]}`)).toEqual(
      all.map((operation) => `${operation.operationId}: ${expected(operation, permissions)}`),
    )
  })
})

/** Of the tokens that must open nothing, those that tell the most apart; the others are asked one operation each elsewhere. */
const askedEverywhere =
  /nobody signed|another audience|another issuer|stranger signed|another tenant|another account|old signature|PEM|31 s ago/

describe('every operation with a permission', () => {
  it('answers 401 to whoever has no credential that is good', async () => {
    const [person] = await signIn(await platform.database(), [{ tenantId: 'demo', role: 'owner' }])
    const { userId: sub, sessionId: sid, tenantId: tid, role } = person as SignedIn
    const bad = hostileTokens(goodClaims({ sub, sid, tid, role })).filter(([name]) =>
      askedEverywhere.test(name),
    )
    expect(bad).toHaveLength(9)
    const tokens: [string, string | undefined][] = [['no credential', undefined]]
    for (const [name, newToken] of bad) tokens.push([name, await newToken()])
    const asked = tokens.flatMap(([name, token]) =>
      guarded().map((operation) => ({ name, token, operation })),
    )
    const answers = await eachOf(asked, 16, async ({ operation, token }) =>
      verdict(await ask(operation, token)),
    )
    const wrong = asked
      .map(({ name, operation }, index) => `${operation.operationId}, ${name}: ${answers[index]}`)
      .filter((line) => !line.endsWith(': unauthenticated'))
    expect(wrong).toEqual([])
  })

  it('lets in a token that is as the refused ones should be', async () => {
    const [person] = (await signIn(await platform.database(), [{ tenantId: 'demo', role: 'owner' }])) as [
      SignedIn,
    ]
    const headers = { authorization: `Bearer ${person.token}` }
    expect((await fetch(`${platform.apiUrl}/v1/customers`, { headers })).status).toBe(200)
  })

  it.each<[string, Partial<Parameters<typeof addKey>[1]>]>([
    ['revoked', { revokedAt: 1 }],
    ['that has expired', { expiresAt: 1 }],
  ])('answers 401 to a key %s', async (_, settings) => {
    const key = await addKey(await platform.database(), { tenantId: 'demo', role: 'owner', ...settings })
    const answers = await eachOf(guarded(), 16, async (operation) => verdict(await ask(operation, key)))
    expect(new Set(answers)).toEqual(new Set(['unauthenticated']))
  })
})

describe('the doors of events', () => {
  const doors = ['/v1/track', '/v1/batch', '/v1/pos/events']
  const send = (path: string, key: string, headers: Record<string, string> = {}) =>
    fetch(platform.apiUrl + path, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json', ...headers },
      body: '{}',
    })

  it.each<[string, 'write' | 'admin' | 'analyst', readonly Permission[] | undefined, number]>([
    ['a write key', 'write', undefined, 422],
    ['a key of an administrator', 'admin', undefined, 422],
    ['a key whose scopes have events', 'admin', ['events:write'], 422],
    ['a key whose scopes have no events', 'admin', ['customers:read'], 403],
    ['a key of an analyst', 'analyst', undefined, 403],
  ])('answer %s (%s, %j) with %i', async (_, role, scopes, status) => {
    const key = await addKey(await platform.database(), { tenantId: 'demo', role, ...(scopes && { scopes }) })
    const answers = await Promise.all(doors.map(async (path) => (await send(path, key)).status))
    expect(answers.map((found) => (found === 403 ? 403 : 422))).toEqual(doors.map(() => status))
  })

  it('take a write key from pages of its origins alone', async () => {
    const key = await addKey(await platform.database(), {
      tenantId: 'demo',
      role: 'write',
      allowedOrigins: ['https://shop.example'],
    })
    const sent = await platform.get<{ accepted: number }>('/v1/streaming/stream/status')
    const foreign = await send('/v1/track', key, { origin: 'https://evil.example' })
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null])
    const own = await send('/v1/track', key, { origin: 'https://shop.example' })
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([
      422,
      'https://shop.example',
    ])
    const preflight = (origin: string) =>
      fetch(`${platform.apiUrl}/v1/batch?writeKey=${key}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
    expect((await preflight('https://shop.example')).headers.get('access-control-allow-origin')).toBe(
      'https://shop.example',
    )
    expect(await platform.get('/v1/streaming/stream/status')).toMatchObject({ accepted: sent.accepted })
  })
})
