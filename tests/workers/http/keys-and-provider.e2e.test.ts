import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials, demoTenantId, provisionDemoTenant } from '#scripts/provision-demo-tenant.ts'
import type { ApiKeyList, CreatedApiKey } from '#shared/contracts/api-keys.ts'
import type { IdentityProviderView } from '#shared/contracts/identity-provider.ts'
import type { ProviderSignIn, Session } from '#shared/contracts/sessions.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { addKey, addTenants, type SignedIn, signIn } from '#tests/support/callers.ts'
import { type IssuerMisbehaviour, type LocalIssuer, startLocalIssuer } from '#tests/support/local-issuer.ts'
import { type Answered, type SignInCalls, signInCalls } from '#tests/support/sign-in-calls.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const hourMs = 3_600_000
let platform: TestPlatform
let issuer: LocalIssuer
let calls: SignInCalls
let database: D1Database
let owner: SignedIn
let admin: SignedIn

beforeAll(async () => {
  issuer = await startLocalIssuer()
  platform = await startTestPlatform({ customerCellCount: 4 })
  calls = signInCalls(platform.apiUrl)
  database = await platform.database()
  const people = (['owner', 'admin'] as const).map((role) => ({ tenantId: demoTenantId, role }))
  ;[owner, admin] = (await signIn(database, people)) as [SignedIn, SignedIn]
})
afterAll(async () => {
  await platform?.remove()
  await issuer?.stop()
})

const as = <Body>(who: { token: string }, method: string, path: string, body?: unknown) =>
  calls.call<Body>(method, path, body, who.token)

describe('an API key', () => {
  it('is shown once, may do what its role may, and is refused at once when it is revoked', async () => {
    const usedFromMs = Date.now()
    const { status, body } = await as<CreatedApiKey>(admin, 'POST', '/v1/api-keys', {
      label: 'Reports',
      role: 'analyst',
    })
    expect([status, body.apiKey.status, body.apiKey.createdBy]).toEqual([201, 'active', admin.email])
    expect(body.key).toContain(`pk_live_${body.apiKey.keyId}_`)
    const paths = ['/v1/customers', '/v1/users', '/v1/account', '/v1/sessions/current']
    expect(await Promise.all(paths.map((path) => calls.statusOf(body.key, path)))).toEqual([
      200, 403, 403, 403,
    ])

    const listed = await as<ApiKeyList>(admin, 'GET', '/v1/api-keys')
    const text = JSON.stringify(listed.body)
    expect(text).not.toContain(body.key)
    expect(text).not.toContain('hash')
    // The calls above may have fallen in the hour before.
    const hours = [usedFromMs, Date.now()].map((atMs) => new Date(atMs - (atMs % hourMs)).toISOString())
    const { lastUsedAt } = listed.body.apiKeys.find(({ keyId }) => keyId === body.apiKey.keyId) ?? {}
    expect([...hours, null]).toContain(lastUsedAt)
    const stored = JSON.stringify((await database.prepare('select * from api_key').all()).results)
    expect(stored).not.toContain(body.key.split('_')[3])

    expect((await as(admin, 'DELETE', `/v1/api-keys/${body.apiKey.keyId}`)).status).toBe(204)
    expect(await calls.statusOf(body.key, '/v1/customers')).toBe(401)
  })

  it('that a write key of a page sends with stops at once too', async () => {
    const { body } = await as<CreatedApiKey>(admin, 'POST', '/v1/api-keys', {
      label: 'Web shop',
      role: 'write',
      allowedOrigins: ['https://shop.example'],
    })
    expect(body.key).toMatch(/^wk_live_/)
    const send = () =>
      fetch(`${platform.apiUrl}/v1/track`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${body.key}:`)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ event: 'Looked', userId: 'u1' }),
      })
    expect([(await send()).status, await calls.statusOf(body.key, '/v1/customers')]).toEqual([200, 403])
    await as(admin, 'DELETE', `/v1/api-keys/${body.apiKey.keyId}`)
    expect((await send()).status).toBe(401)
  })

  it('is not made by who may less, nor touched from another shop', async () => {
    const make = (who: { token: string }, body: object) =>
      as<CreatedApiKey>(who, 'POST', '/v1/api-keys', { label: 'Key', ...body })
    const cases: [number, { token: string }, object][] = [
      [403, admin, { role: 'owner' }],
      [201, owner, { role: 'owner', expiresInDays: 1 }],
      [201, admin, { role: 'admin', scopes: ['customers:read', 'api-keys:manage'] }],
      [422, admin, { role: 'analyst', scopes: ['users:read'] }],
      [422, admin, { role: 'analyst', allowedOrigins: ['https://shop.example'] }],
      [422, admin, { role: 'write', allowedOrigins: ['https://shop.example/path'] }],
      [422, admin, { role: 'customer' }],
    ]
    for (const [status, who, body] of cases) {
      expect([body, (await make(who, body)).status]).toEqual([body, status])
    }
    const { body: scoped } = await make(admin, {
      role: 'admin',
      scopes: ['customers:read', 'api-keys:manage'],
    })
    const limited = { token: scoped.key }
    expect((await make(limited, { role: 'analyst' })).status).toBe(403)
    expect((await make(limited, { role: 'admin', scopes: ['customers:read'] })).status).toBe(201)

    await addTenant(database, 'neighbour', 'key-of-neighbour')
    const path = `/v1/api-keys/${scoped.apiKey.keyId}`
    expect((await as({ token: 'key-of-neighbour' }, 'DELETE', path)).status).toBe(404)
    expect(await calls.statusOf(scoped.key, '/v1/customers')).toBe(200)
  })

  it('that looks after people alone lets nobody in who may do more', async () => {
    const limited = {
      token: await addKey(database, { tenantId: demoTenantId, role: 'admin', scopes: ['users:manage'] }),
    }
    const invitation = { email: 'victim@example.com', displayName: 'Victim', role: 'customer' }
    expect((await as(limited, 'POST', '/v1/users', invitation)).status).toBe(403)
    expect((await as(admin, 'POST', '/v1/users', invitation)).status).toBe(201)
  })

  it('is refused when it has expired or was mistyped', async () => {
    const expired = await addKey(database, { tenantId: demoTenantId, role: 'admin', expiresAt: 1 })
    const good = await addKey(database, { tenantId: demoTenantId, role: 'admin' })
    const mistyped = `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`
    const all = [expired, good, mistyped, `${good} `, good.toLowerCase()]
    expect(await Promise.all(all.map((key) => calls.statusOf(key.trim(), '/v1/customers')))).toEqual([
      401, 200, 401, 200, 401,
    ])
  })

  it("of the demo goes on working with an older build's state", async () => {
    await database.prepare("update api_key set key_hash = key_hash || '-old' where is_demo = 1").run()
    await provisionDemoTenant(database, Date.now())
    const rows = await database.prepare('select key_id from api_key where is_demo = 1 order by key_id').all()
    expect(rows.results).toEqual([{ key_id: 'demo-api' }, { key_id: 'demo-web' }])
    expect(await calls.statusOf(demoCredentials.apiKey, '/v1/customers')).toBe(200)
  })
})

describe('a shop that is suspended', () => {
  it('refuses its people, its keys and its events; its owner can still sign in', async () => {
    const tenantId = 'closed'
    await addTenants(database, [tenantId])
    const key = await addKey(database, { tenantId, role: 'admin' })
    const writeKey = await addKey(database, { tenantId, role: 'write' })
    const people = (['owner', 'analyst'] as const).map((role) => ({ tenantId, role }))
    const [boss, analyst] = (await signIn(database, people)) as [SignedIn, SignedIn]
    await database.prepare("update tenant set status = 'suspended' where tenant_id = 'closed'").run()
    const track = await fetch(`${platform.apiUrl}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'Looked', userId: 'u1' }),
    })
    expect(track.status).toBe(403)
    const statuses = () =>
      Promise.all([
        calls.statusOf(key, '/v1/customers'),
        calls.statusOf(analyst.token, '/v1/customers'),
        calls.statusOf(boss.token, '/v1/customers'),
        calls.statusOf(boss.token),
      ])
    expect(await statuses()).toEqual([403, 403, 403, 200])
    expect((await as(boss, 'GET', '/v1/customers')).body.detail).toContain('suspended')
  })
})

describe('an identity provider', () => {
  const person = { email: 'Ann@acme.example', email_verified: true, name: 'Ann' }
  const settings = () => ({
    issuer: issuer.url,
    clientId: issuer.clientId,
    clientSecret: issuer.clientSecret,
    emailDomains: ['acme.example'],
    newUserRole: 'analyst',
  })
  const put = (changes: object, who: { token: string } = admin) =>
    as<IdentityProviderView>(who, 'PUT', '/v1/tenant/identity-provider', { ...settings(), ...changes })
  const begin = () => calls.call<ProviderSignIn>('POST', '/v1/sessions/oidc', { tenantId: demoTenantId })
  const signInAs = async (
    claims: object,
    misbehaviour: IssuerMisbehaviour = {},
    changes: object = {},
  ): Promise<Answered<Session>> => {
    const { body } = await begin()
    const { code, state } = await issuer.authorize(body.authorizationUrl, { ...claims }, misbehaviour)
    return calls.call<Session>('POST', '/v1/sessions/oidc/callback', {
      code,
      state,
      flow: body.flow,
      ...changes,
    })
  }

  it('is set up without showing its secret, and only where Patron may call', async () => {
    expect((await begin()).status).toBe(404)
    const { status, body } = await put({})
    expect([status, body.redirectUri]).toEqual([200, 'http://127.0.0.1:8788/login/provider'])
    const shown = await as<IdentityProviderView>(admin, 'GET', '/v1/tenant/identity-provider')
    expect(JSON.stringify(shown.body)).not.toContain(issuer.clientSecret)
    const row = await database.prepare('select sealed_client_secret as secret from identity_provider').first()
    expect(row?.secret).toMatch(/^sealed:1:/)
    const wrong: [object, string][] = [
      [{ issuer: 'https://10.0.0.1' }, 'private network'],
      [{ issuer: 'http://issuer.example' }, 'https://'],
      [{ issuer: `${issuer.url}/nothing`, clientSecret: 'x' }, 'does not answer'],
      [{ issuer: `${issuer.url}/`, clientSecret: undefined }, 'is needed'],
    ]
    for (const [changes, reason] of wrong) {
      const answer = await put(changes)
      expect([answer.status, answer.body.errors?.[0]?.detail]).toEqual([422, expect.stringContaining(reason)])
    }
    issuer.discovery.jwks_uri = 'https://169.254.169.254/keys'
    expect((await put({})).status).toBe(422)
    issuer.discovery.jwks_uri = `${issuer.url}/keys`
    expect((await put({ newUserRole: 'owner' })).status).toBe(403)
    expect((await put({ newUserRole: 'owner' }, owner)).status).toBe(403)
    // Its provider could say that it is anybody, an admin too.
    const scopes = ['tenant:manage', 'tenant:read'] as const
    const limited = { token: await addKey(database, { tenantId: demoTenantId, role: 'admin', scopes }) }
    expect((await put({ newUserRole: null }, limited)).status).toBe(403)
    expect((await put({ clientSecret: undefined })).status).toBe(200)
  })

  it('signs in who has a verified address of a domain that is let in', async () => {
    const { status, body } = await signInAs(person)
    expect([status, body.user]).toMatchObject([201, { email: 'ann@acme.example', role: 'analyst' }])
    expect(await calls.statusOf(body.token, '/v1/customers')).toBe(200)
    const again = await signInAs(person)
    expect(again.body.user.userId).toBe(body.user.userId)
    await as(admin, 'PATCH', `/v1/users/${body.user.userId}`, { status: 'disabled' })
    expect((await signInAs(person)).status).toBe(403)
  })

  it('knows a person by issuer and sub from the first time on, whatever the address is by then', async () => {
    const dora = { sub: 'dora-1', email: 'dora@acme.example', email_verified: true, name: 'Dora' }
    const first = await signInAs(dora)
    const { userId, email } = first.body.user
    expect([first.status, email]).toEqual([201, 'dora@acme.example'])
    const later: object[] = [
      { ...dora, email: 'dora.married@acme.example' },
      { ...dora, email: 'dora@elsewhere.example' },
      { ...dora, email_verified: false },
      { sub: 'dora-1' },
    ]
    for (const claims of later) {
      const { status, body } = await signInAs(claims)
      expect([status, body.user]).toMatchObject([201, { userId, email: 'dora@acme.example' }])
    }
    // Her address was given to somebody else.
    const other = await signInAs({ ...dora, sub: 'dora-2' })
    expect([other.status, other.body.detail]).toEqual([403, expect.stringContaining('Another person')])
    const bound = await database
      .prepare('select provider_issuer, provider_subject from user_account where user_id = ?')
      .bind(userId)
      .first()
    expect(bound).toEqual({ provider_issuer: issuer.url, provider_subject: 'dora-1' })
    // Once her account is gone, the address is free.
    await as(admin, 'DELETE', `/v1/users/${userId}`)
    const freed = await signInAs({ ...dora, sub: 'dora-2' })
    expect(freed.status).toBe(201)
    expect(freed.body.user.userId).not.toBe(userId)
    // A provider that takes the place of another knows its people anew.
    await database
      .prepare("update user_account set provider_issuer = 'https://former.example' where email = ?")
      .bind('dora@acme.example')
      .run()
    expect((await signInAs({ ...dora, sub: 'dora-3' })).body.user.userId).toBe(freed.body.user.userId)
  })

  it('gives an account to one of two people with one address who come at the same moment', async () => {
    const twin = (sub: string) => signInAs({ ...person, sub, email: 'twin@acme.example' })
    const both = await Promise.all([twin('twin-1'), twin('twin-2')])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 403])
  })

  it('is held to the domains by the address of the account', async () => {
    const eve = { ...person, sub: 'eve', email: 'eve@acme.example' }
    expect((await signInAs(eve)).status).toBe(201)
    await put({ emailDomains: ['other.example'] })
    expect((await signInAs(eve)).status).toBe(403)
    expect((await signInAs({ ...eve, email: 'eve@other.example' })).status).toBe(403)
    await put({})
  })

  it('is asked for more, and must say so, where the shop wants it', async () => {
    const fay = { ...person, sub: 'fay', email: 'fay@acme.example' }
    const wanted = { requiredAcr: 'https://acme.example/strong', requiredAmr: ['pwd', 'mfa'] }
    expect((await put(wanted)).body).toMatchObject(wanted)
    const { body } = await begin()
    expect(new URL(body.authorizationUrl).searchParams.get('acr_values')).toBe(wanted.requiredAcr)
    const acr = wanted.requiredAcr
    const cases: [object, number][] = [
      [{}, 403],
      [{ acr }, 403],
      [{ acr, amr: ['pwd'] }, 403],
      [{ acr: 'weak', amr: ['pwd', 'mfa'] }, 403],
      [{ acr, amr: ['mfa', 'otp', 'pwd'] }, 201],
    ]
    for (const [claims, status] of cases) {
      expect([claims, (await signInAs({ ...fay, ...claims })).status]).toEqual([claims, status])
    }
    expect((await put({})).body).toMatchObject({ requiredAcr: null, requiredAmr: [] })
  })

  it('is heard as who it says it is (RFC 9207)', async () => {
    const gus = { ...person, sub: 'gus', email: 'gus@acme.example' }
    const answered = (iss?: string) => signInAs(gus, {}, iss === undefined ? {} : { iss })
    expect((await answered('https://evil.example')).status).toBe(401)
    expect((await answered(issuer.url)).status).toBe(201)
    issuer.discovery.authorization_response_iss_parameter_supported = true
    expect([(await answered()).status, (await answered(issuer.url)).status]).toEqual([401, 201])
    delete issuer.discovery.authorization_response_iss_parameter_supported
  })

  const nowSeconds = Math.floor(Date.now() / 1000)
  it.each<[string, number, object, IssuerMisbehaviour]>([
    ['an address that was not verified', 403, { ...person, sub: 'new', email_verified: false }, {}],
    ['an address of which it is not said', 403, { sub: 'new', email: 'x@acme.example' }, {}],
    ['an address of another domain', 403, { ...person, sub: 'new', email: 'x@evil.example' }, {}],
    ['an address that only ends alike', 403, { ...person, sub: 'new', email: 'x@not-acme.example' }, {}],
    ['no name of its own for the person', 401, { ...person, sub: '' }, {}],
    ['no address', 403, { sub: 'x' }, {}],
    ['another audience', 401, person, { claims: { aud: 'other' } }],
    [
      'another audience as well, and another party',
      401,
      person,
      { claims: { aud: ['patron', 'o'], azp: 'o' } },
    ],
    ['another nonce', 401, person, { claims: { nonce: 'other' } }],
    ['another issuer', 401, person, { claims: { iss: 'https://evil.example' } }],
    ['a token that has ended', 401, person, { claims: { exp: nowSeconds - 3_600 } }],
    ['the key of a stranger', 401, person, { signedBy: 'stranger' }],
    ['the client secret as key', 401, person, { signedBy: 'client-secret' }],
    ['no signature', 401, person, { signedBy: 'nobody' }],
  ])('refuses %s', async (_, status, claims, misbehaviour) => {
    expect((await signInAs(claims, misbehaviour)).status).toBe(status)
  })

  it('refuses what another browser began, and a code that was used', async () => {
    const { body: other } = await begin()
    const invited = { ...person, sub: 'bob', email: 'bob@acme.example' }
    expect((await signInAs(invited, {}, { flow: other.flow })).status).toBe(401)
    expect((await signInAs(invited, {}, { state: 'x' })).status).toBe(401)
    expect((await signInAs(invited, {}, { flow: 'sealed:1:AAAA' })).status).toBe(401)
    const { body } = await begin()
    const { code, state } = await issuer.authorize(body.authorizationUrl, invited)
    const come = () => calls.call('POST', '/v1/sessions/oidc/callback', { code, state, flow: body.flow })
    expect([(await come()).status, (await come()).status]).toEqual([201, 401])
  })

  it('lets only invited people in when nobody new is to come', async () => {
    await put({ newUserRole: null })
    const carl = { ...person, sub: 'carl', email: 'carl@acme.example' }
    expect((await signInAs(carl)).status).toBe(403)
    await as(admin, 'POST', '/v1/users', { email: 'carl@acme.example', displayName: 'Carl', role: 'support' })
    expect(await signInAs(carl)).toMatchObject({ status: 201, body: { user: { role: 'support' } } })
    // Whoever set the provider up would become the owner by it.
    await database.prepare("update user_account set role = 'owner' where email = 'carl@acme.example'").run()
    expect((await signInAs(carl)).status).toBe(403)
    expect((await as(admin, 'DELETE', '/v1/tenant/identity-provider')).status).toBe(204)
    expect((await begin()).status).toBe(404)
  })
})
