import { decodeJwt, importJWK, type JWK, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials, demoTenantId } from '#scripts/provision-demo-tenant.ts'
import type { AccountSessionList, LinkedAccount, PasswordResetRequested } from '#shared/contracts/accounts.ts'
import type { Session } from '#shared/contracts/sessions.ts'
import type { InvitedUser, UserList, UserView } from '#shared/contracts/users.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { cheapHash } from '#tests/support/cheap-hash.ts'
import { openedSession } from '#tests/support/opened-session.ts'
import { type Answered, type SignInCalls, signInCalls } from '#tests/support/sign-in-calls.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let calls: SignInCalls
let database: D1Database
let ownerToken: string

const password = 'tall ships on blue water'
const { manager } = demoCredentials

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  calls = signInCalls(platform.apiUrl)
  database = await platform.database()
  const passwordHash = await cheapHash(password)
  const people = ['owner', 'admin', 'lock', 'reset', 'analyst'].map((name) => ({
    name,
    role: name === 'owner' || name === 'admin' ? name : 'analyst',
  }))
  await database.batch(
    people.map(({ name, role }) =>
      database
        .prepare(
          `insert into user_account (user_id, tenant_id, email, display_name, role, password_hash, is_demo, created_at)
           values (?, ?, ?, ?, ?, ?, 0, 0)`,
        )
        .bind(`usr_${name}`, demoTenantId, `${name}@shop.example`, `Some ${name}`, role, passwordHash),
    ),
  )
  ownerToken = (await calls.session('owner@shop.example', password)).token
})
afterAll(() => platform?.remove())

const asOwner = <Body>(method: string, path: string, body?: unknown) =>
  calls.call<Body>(method, path, body, ownerToken)

const opened = (userId?: string) => openedSession(database, userId)

/** The token at the end of a link. */
const tokenOf = (url = '') => new URL(url).pathname.split('/').at(-1)

describe('an access token', () => {
  it('is as RFC 9068 says, and anybody can check it with the published key', async () => {
    const { token, user, tenant, sessionId } = await calls.session(manager.email, manager.password)
    const { body: keys } = await calls.call<{ keys: JWK[] }>('GET', '/.well-known/jwks.json')
    expect(keys.keys.map((key) => Object.keys(key).sort())).toEqual([
      ['alg', 'crv', 'kid', 'kty', 'use', 'x'],
    ])
    const key = await importJWK(keys.keys[0] as JWK)
    const { payload, protectedHeader } = await jwtVerify(token, key, {
      typ: 'at+jwt',
      audience: 'patron-api',
    })
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: keys.keys[0]?.kid })
    expect(payload).toMatchObject({
      iss: 'http://127.0.0.1:8787',
      sub: user.userId,
      tid: tenant.tenantId,
      sid: sessionId,
      role: 'manager',
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(15 * 60)
  })
})

describe('refreshing', () => {
  it('exchanges a token once, and gives parallel tabs the same one', async () => {
    const first = await opened()
    const answers = await Promise.all([1, 2, 3].map(() => calls.refresh(first.refreshToken)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const [second = '', ...others] = answers.map(({ body }) => body.refreshToken)
    expect(others).toEqual([second, second])
    expect(second).not.toBe(first.refreshToken)
    expect(decodeJwt(answers[0]?.body.token ?? '').sid).toBe(first.sessionId)
    expect((await calls.refresh(second)).status).toBe(200)
    expect(await calls.statusOf(answers[0]?.body.token ?? '')).toBe(200)
  })

  it('ends the session when an old token comes back', async () => {
    const first = await opened()
    const { body: second } = await calls.refresh(first.refreshToken)
    const { body: third } = await calls.refresh(second.refreshToken)
    expect((await calls.refresh(first.refreshToken)).status).toBe(401)
    expect((await calls.refresh(third.refreshToken)).status).toBe(401)
    expect(await calls.statusOf(third.token)).toBe(401)
    const row = await database
      .prepare('select revoked_because from user_session where session_id = ?')
      .bind(first.sessionId)
      .first()
    expect(row).toEqual({ revoked_because: 'token-reused' })
  })

  it('takes the one before for 30 s, and not longer', async () => {
    const first = await opened()
    await calls.refresh(first.refreshToken)
    await database
      .prepare('update user_session set refreshed_at = refreshed_at - 31000 where session_id = ?')
      .bind(first.sessionId)
      .run()
    expect((await calls.refresh(first.refreshToken)).status).toBe(401)
  })

  it('refuses what was not made here', async () => {
    const { refreshToken, sessionId, token } = await opened()
    const [, , mac = ''] = refreshToken.split('.')
    const bad = [`${sessionId}.1.${mac}`, `${sessionId}.0.${'0'.repeat(64)}`, `x.0.${mac}`, 'x', token]
    for (const each of bad) expect((await calls.refresh(each)).status).toBe(401)
    expect((await calls.refresh(refreshToken)).status).toBe(200)
  })
})

describe('a session', () => {
  it('is over when its owner signs out or ends it elsewhere, at once', async () => {
    const here = await opened()
    const there = await opened(here.userId)
    const { body: list } = await calls.call<AccountSessionList>(
      'GET',
      '/v1/account/sessions',
      undefined,
      here.token,
    )
    const ids = list.sessions.map(({ sessionId }) => sessionId)
    expect(ids).toContain(there.sessionId)
    expect(list.sessions.filter(({ isCurrent }) => isCurrent).map((each) => each.sessionId)).toEqual([
      here.sessionId,
    ])
    const end = (id: string) => calls.call('DELETE', `/v1/account/sessions/${id}`, undefined, here.token)
    expect((await end(there.sessionId)).status).toBe(204)
    expect((await end(there.sessionId)).status).toBe(404)
    expect(await calls.statusOf(there.token)).toBe(401)
    expect((await calls.refresh(there.refreshToken)).status).toBe(401)
    expect((await calls.call('DELETE', '/v1/sessions/current', undefined, here.token)).status).toBe(204)
    expect(await calls.statusOf(here.token)).toBe(401)
  })

  it('of somebody else cannot be ended', async () => {
    const mine = await opened()
    const theirs = await opened()
    const path = `/v1/account/sessions/${theirs.sessionId}`
    expect((await calls.call('DELETE', path, undefined, mine.token)).status).toBe(404)
    expect(await calls.statusOf(theirs.token)).toBe(200)
  })
})

describe('wrong passwords', () => {
  it('lock the account, also for the right one, and are not told from an unknown account', async () => {
    const email = 'lock@shop.example'
    const row = () =>
      database
        .prepare(
          'select failed_attempt_count as count, locked_until as until from user_account where email = ?',
        )
        .bind(email)
        .first<{ count: number; until: number | null }>()
    const wrong = await Promise.all([1, 2, 3, 4, 5].map(() => calls.signIn(email, 'wrong')))
    // Of those that came at once, some were refused without being looked at.
    while (((await row())?.count ?? 5) < 5) wrong.push(await calls.signIn(email, 'wrong'))
    const unknown = await calls.signIn('nobody@shop.example', 'wrong')
    const right = await calls.signIn(email, password)
    const told = ({ status, body }: Answered<Session>) => [status, body.code, body.detail]
    expect([...wrong, right].map(told)).toEqual([...wrong, right].map(() => told(unknown)))
    expect((await row())?.count).toBe(5)
    await database.prepare('update user_account set locked_until = 1 where email = ?').bind(email).run()
    expect((await calls.signIn(email, password)).status).toBe(201)
    expect(await row()).toEqual({ count: 0, until: null })
  })
})

describe('accounts of one address in two shops', () => {
  it('are asked which, when the password fits both', async () => {
    await addTenant(database, 'second', 'key-of-second')
    await database
      .prepare(
        `insert into user_account (user_id, tenant_id, email, display_name, role, password_hash, is_demo, created_at)
           select 'usr_second', 'second', email, display_name, role, password_hash, 0, 0
           from user_account where user_id = 'usr_analyst'`,
      )
      .run()
    const email = 'analyst@shop.example'
    const { status, body } = await calls.signIn(email, password)
    expect([status, body.code]).toEqual([409, 'tenant-choice-needed'])
    expect(body.tenants?.map(({ tenantId }) => tenantId).sort()).toEqual([demoTenantId, 'second'])
    const chosen = await calls.session(email, password, { tenantId: 'second' })
    expect(chosen.tenant.tenantId).toBe('second')
    expect((await calls.signIn(email, password, { tenantId: 'third' })).status).toBe(401)
    await database.prepare("delete from user_account where user_id = 'usr_second'").run()
    expect(await calls.statusOf((await calls.session(email, password)).token)).toBe(200)
  })
})

describe('people', () => {
  it('come by an invitation that is good once, and only the newest', async () => {
    const invite = { email: 'New@Shop.example', displayName: 'New', role: 'analyst' }
    const { status, body: first } = await asOwner<InvitedUser>('POST', '/v1/users', invite)
    expect([status, first.user.status, first.user.email]).toEqual([201, 'invited', 'new@shop.example'])
    expect((await asOwner('POST', '/v1/users', invite)).status).toBe(409)
    const { body: renewed } = await asOwner<InvitedUser>('POST', `/v1/users/${first.user.userId}/invitation`)
    const accept = (url: string, chosen: string) =>
      calls.call<LinkedAccount>('PUT', `/v1/invitations/${tokenOf(url)}`, { password: chosen })
    expect((await accept(first.invitationUrl, password)).status).toBe(404)
    expect((await accept(renewed.invitationUrl, 'password1234')).status).toBe(422)
    expect((await accept(renewed.invitationUrl, 'short')).status).toBe(422)
    const both = await Promise.all([1, 2].map(() => accept(renewed.invitationUrl, password)))
    expect(both.map((each) => each.status).sort()).toEqual([200, 404])
    const session = await calls.session('new@shop.example', password)
    expect(session.user.role).toBe('analyst')
  })

  it('cannot be let in by others before they accepted, not even after having been disabled', async () => {
    const invite = { email: 'late@shop.example', displayName: 'Late', role: 'analyst' }
    const { body } = await asOwner<InvitedUser>('POST', '/v1/users', invite)
    const change = (status: string) => asOwner('PATCH', `/v1/users/${body.user.userId}`, { status })
    expect((await change('active')).status).toBe(409)
    expect((await change('disabled')).status).toBe(200)
    expect((await change('active')).status).toBe(409)
  })

  it('lose at once what is taken from them', async () => {
    const { token, user } = await calls.session('new@shop.example', password)
    const change = (body: object) => asOwner<UserView>('PATCH', `/v1/users/${user.userId}`, body)
    expect(await calls.statusOf(token, '/v1/users')).toBe(403)
    expect((await change({ role: 'auditor' })).body).toMatchObject({ role: 'auditor' })
    expect(await calls.statusOf(token, '/v1/users')).toBe(200)
    expect((await change({ status: 'disabled' })).status).toBe(200)
    expect(await calls.statusOf(token)).toBe(401)
    expect((await calls.signIn('new@shop.example', password)).status).toBe(401)
    expect((await change({ status: 'active' })).status).toBe(200)
    expect(await calls.statusOf(token)).toBe(401)
    const again = await calls.session('new@shop.example', password)
    expect((await asOwner('DELETE', `/v1/users/${user.userId}/sessions`)).status).toBe(204)
    expect(await calls.statusOf(again.token)).toBe(401)
    expect((await asOwner('DELETE', `/v1/users/${user.userId}`)).status).toBe(204)
    expect((await asOwner('DELETE', `/v1/users/${user.userId}`)).status).toBe(404)
  })

  it('cannot be raised above whoever raises them, and a shop keeps its last owner', async () => {
    const { token: adminToken } = await calls.session('admin@shop.example', password)
    const asAdmin = <Body>(method: string, path: string, body?: unknown) =>
      calls.call<Body>(method, path, body, adminToken)
    const { body: list } = await asAdmin<UserList>('GET', '/v1/users')
    expect(list.grantableRoles).not.toContain('owner')
    expect(list.users.find(({ role }) => role === 'owner')?.mayBeChanged).toBe(false)
    const refused = await Promise.all([
      asAdmin('PATCH', '/v1/users/usr_owner', { role: 'analyst' }),
      asAdmin('DELETE', '/v1/users/usr_owner'),
      asAdmin('PATCH', '/v1/users/usr_analyst', { role: 'owner' }),
      asAdmin('POST', '/v1/users', { email: 'x@shop.example', displayName: 'X', role: 'owner' }),
      asAdmin('PATCH', '/v1/users/usr_admin', { role: 'analyst' }),
      asOwner('PATCH', '/v1/users/usr_owner', { role: 'admin' }),
      asOwner('DELETE', '/v1/users/usr_owner'),
    ])
    expect(refused.map(({ status }) => status)).toEqual(Array(7).fill(403))
    await database.prepare("delete from user_account where user_id = 'usr_demo_owner'").run()
    // Two owners who take the role from each other at the same moment.
    await asOwner('PATCH', '/v1/users/usr_admin', { role: 'owner' })
    const race = await Promise.all([
      asAdmin('PATCH', '/v1/users/usr_owner', { role: 'admin' }),
      asOwner('PATCH', '/v1/users/usr_admin', { role: 'admin' }),
    ])
    expect(race.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
    const owners = await database
      .prepare("select user_id from user_account where tenant_id = ? and role = 'owner'")
      .bind(demoTenantId)
      .all()
    expect(owners.results).toHaveLength(1)
    await database.prepare("update user_account set role = 'owner' where user_id = 'usr_owner'").run()
  })
})

describe('a password', () => {
  it('is changed with the old one, and other sessions end', async () => {
    const email = 'reset@shop.example'
    const here = await calls.session(email, password)
    const there = await calls.session(email, password)
    const change = (currentPassword: string, newPassword: string) =>
      calls.call('PUT', '/v1/account/password', { currentPassword, newPassword }, here.token)
    expect((await change('wrong', 'another good password')).status).toBe(422)
    expect((await change(password, 'reset@shop.example')).status).toBe(422)
    const asked = await calls.call<PasswordResetRequested>('POST', '/v1/password-resets', { email })
    expect((await change(password, 'another good password')).status).toBe(204)
    const newPassword = 'set by somebody else'
    const [link] = asked.body.links ?? []
    expect((await calls.call('PUT', `/v1/password-resets/${tokenOf(link)}`, { newPassword })).status).toBe(
      404,
    )
    expect([await calls.statusOf(here.token), await calls.statusOf(there.token)]).toEqual([200, 401])
    expect((await calls.signIn(email, password)).status).toBe(401)
    expect((await calls.signIn(email, 'another good password')).status).toBe(201)
  })

  it('is chosen anew by a link that is good once and for an hour', async () => {
    const email = 'reset@shop.example'
    const ask = (to: string) =>
      calls.call<PasswordResetRequested>('POST', '/v1/password-resets', { email: to })
    const unknown = await ask('nobody@shop.example')
    const { status, body } = await ask(email)
    expect([status, body.message, unknown.status, unknown.body.links]).toEqual([
      202,
      unknown.body.message,
      202,
      [],
    ])
    const [url = ''] = body.links ?? []
    const { token } = await calls.session(email, 'another good password')
    const choose = (link: string) =>
      calls.call('PUT', `/v1/password-resets/${tokenOf(link)}`, { newPassword: 'a third good password' })
    expect((await choose(`${url.slice(0, -1)}x`)).status).toBe(404)
    expect((await choose(url)).status).toBe(200)
    expect((await choose(url)).status).toBe(404)
    expect(await calls.statusOf(token)).toBe(401)
    expect((await calls.signIn(email, 'a third good password')).status).toBe(201)
    const late = (await ask(email)).body.links?.[0] ?? ''
    await database.prepare('update account_link set expires_at = 1 where used_at is null').run()
    expect((await choose(late)).status).toBe(404)
    const stored = JSON.stringify((await database.prepare('select * from account_link').all()).results)
    expect(stored).not.toContain(tokenOf(url))
    for (let asked = 0; asked < 3; asked += 1) await ask(email)
    expect((await ask(email)).body.links).toEqual([])
  })
})
