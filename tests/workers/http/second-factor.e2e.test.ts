import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoTenantId } from '#scripts/provision-demo-tenant.ts'
import type { Account, RecoveryCodes, SecondFactorSetUp } from '#shared/contracts/accounts.ts'
import type { CurrentSession } from '#shared/contracts/sessions.ts'
import type { TenantView } from '#shared/contracts/tenant.ts'
import { allOperations } from '#tests/support/all-operations.ts'
import { codeAt } from '#tests/support/authenticator-code.ts'
import { addTenants, type SignedIn, signIn } from '#tests/support/callers.ts'
import { cheapHash } from '#tests/support/cheap-hash.ts'
import { type SignInCalls, signInCalls } from '#tests/support/sign-in-calls.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let calls: SignInCalls
let database: D1Database

const password = 'tall ships on blue water'
const weekMs = 604_800_000
const stepMs = 30_000

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  calls = signInCalls(platform.apiUrl)
  database = await platform.database()
})
afterAll(() => platform?.remove())

/** An account with the password of all, and its address. */
async function newPerson(
  name: string,
  role: string,
  tenantId = demoTenantId,
  createdAt = 0,
): Promise<string> {
  const email = `${name}@shop.example`
  await database
    .prepare(
      `insert into user_account (user_id, tenant_id, email, display_name, role, password_hash, is_demo, created_at)
       values (?, ?, ?, 'Some', ?, ?, 0, ?)`,
    )
    .bind(`usr_${name}`, tenantId, email, role, await cheapHash(password), createdAt)
    .run()
  return email
}

const account = (token: string) => ({
  at: <Body>(method: string, path: string, body?: unknown) =>
    calls.call<Body>(method, `/v1/account${path}`, body, token),
})

/** Sets one up as a person does, and tells its secret and recovery codes. */
async function setUpFactor(token: string, proof: object = {}, atMs = Date.now()) {
  const { at } = account(token)
  const started = await at<SecondFactorSetUp>('POST', '/second-factor', { password, ...proof })
  const confirmed = await at<RecoveryCodes>('POST', '/second-factor/confirm', {
    code: codeAt(started.body.secret, atMs),
  })
  return { started, confirmed, secret: started.body.secret, recoveryCodes: confirmed.body.recoveryCodes }
}

describe('a second factor', () => {
  it('is set up, asked for, good once a code, and turned off with password and code', async () => {
    const email = await newPerson('factor', 'analyst')
    const { token } = await calls.session(email, password)
    const { at } = account(token)
    expect((await at('POST', '/second-factor', { password: 'wrong' })).status).toBe(422)
    const { body: setUp } = await at<SecondFactorSetUp>('POST', '/second-factor', { password })
    expect(setUp.qrCodeSvg).toMatch(/^<svg/)
    expect(new URL(setUp.uri).searchParams.get('secret')).toBe(setUp.secret)
    const stored = await database
      .prepare('select sealed_next_totp_secret as sealed from user_account where email = ?')
      .bind(email)
      .first<{ sealed: string }>()
    expect(stored?.sealed).toMatch(/^sealed:1:/)
    expect(await calls.signIn(email, password)).toMatchObject({ status: 201 })
    expect((await at('POST', '/second-factor/confirm', { code: '000000' })).status).toBe(422)

    const code = codeAt(setUp.secret, Date.now())
    const { body: recovery } = await at<RecoveryCodes>('POST', '/second-factor/confirm', { code })
    expect(recovery.recoveryCodes).toHaveLength(10)
    expect((await at('POST', '/second-factor/confirm', { code })).status).toBe(409)
    expect(await calls.signIn(email, password)).toMatchObject({
      status: 401,
      body: { code: 'second-factor-needed' },
    })
    expect((await calls.signIn(email, 'wrong', { code })).body.code).toBe('unauthenticated')
    expect((await calls.signIn(email, password, { code })).status).toBe(401)
    const next = codeAt(setUp.secret, Date.now() + stepMs)
    const both = await Promise.all([1, 2].map(() => calls.signIn(email, password, { code: next })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401])

    const [recoveryCode = '', secondCode = ''] = recovery.recoveryCodes
    expect((await calls.signIn(email, password, { code: recoveryCode.toUpperCase() })).status).toBe(201)
    expect((await calls.signIn(email, password, { code: recoveryCode })).status).toBe(401)
    const { body: shown } = await at<Account>('GET', '')
    expect(shown.secondFactor).toEqual({ isOn: true, recoveryCodesLeft: 9 })

    const wrong = [
      { password: 'wrong', code: secondCode },
      { password, code: recoveryCode },
      { password, code: '000000' },
      { password },
    ]
    for (const proof of wrong) expect((await at('DELETE', '/second-factor', proof)).status).toBe(422)
    expect((await at('DELETE', '/second-factor', { password, code: secondCode })).status).toBe(204)
    expect((await at('DELETE', '/second-factor', { password, code: secondCode })).status).toBe(409)
    expect((await calls.signIn(email, password)).status).toBe(201)
  })

  it('is replaced with password and code, and the old one is good until then', async () => {
    const email = await newPerson('replace', 'analyst')
    const { token } = await calls.session(email, password)
    const { at } = account(token)
    const first = await setUpFactor(token)
    expect((await at('POST', '/second-factor', { password })).status).toBe(422)
    expect((await at('POST', '/second-factor', { password, code: '000000' })).status).toBe(422)
    const [recoveryCode = '', another = ''] = first.recoveryCodes
    const { body: next } = await at<SecondFactorSetUp>('POST', '/second-factor', {
      password,
      code: recoveryCode,
    })
    expect(next.secret).not.toBe(first.secret)
    const nowMs = Date.now()
    const oldCode = codeAt(first.secret, nowMs + stepMs)
    expect((await at('POST', '/second-factor/confirm', { code: oldCode })).status).toBe(422)
    expect((await calls.signIn(email, password, { code: oldCode })).status).toBe(201)
    const confirmed = await at('POST', '/second-factor/confirm', { code: codeAt(next.secret, nowMs) })
    expect(confirmed.status).toBe(200)
    // Neither codes nor recovery codes of the old one are good any more.
    expect((await calls.signIn(email, password, { code: another })).status).toBe(401)
    const newCode = codeAt(next.secret, nowMs + stepMs)
    expect((await calls.signIn(email, password, { code: newCode })).status).toBe(201)
  })

  it('ends all other sessions when it is turned on, replaced or turned off', async () => {
    const email = await newPerson('sessions', 'analyst')
    const here = await calls.session(email, password)
    const there = await calls.session(email, password)
    const first = await setUpFactor(here.token)
    expect([await calls.statusOf(here.token), await calls.statusOf(there.token)]).toEqual([200, 401])
    const [one = '', two = '', three = '', four = ''] = first.recoveryCodes
    const second = await calls.session(email, password, { code: one })
    const replaced = await setUpFactor(here.token, { code: two })
    expect(replaced.confirmed.status).toBe(200)
    expect(await calls.statusOf(second.token)).toBe(401)
    const [five = '', six = ''] = replaced.recoveryCodes
    const third = await calls.session(email, password, { code: five })
    const off = { password, code: six }
    expect((await account(here.token).at('DELETE', '/second-factor', off)).status).toBe(204)
    expect([await calls.statusOf(here.token), await calls.statusOf(third.token)]).toEqual([200, 401])
    expect([three, four]).not.toContain('')
  })

  it('cannot be turned off by guessing codes with a password that is known', async () => {
    const email = await newPerson('guess', 'analyst')
    const { token } = await calls.session(email, password)
    const { recoveryCodes } = await setUpFactor(token)
    const { at } = account(token)
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await at('DELETE', '/second-factor', { password, code: '000000' })).status).toBe(422)
    }
    // Locked: the right ones are refused as well.
    const right = { password, code: recoveryCodes[0] ?? '' }
    expect((await at('DELETE', '/second-factor', right)).status).toBe(422)
  })
})

describe('a shop that demands a second factor', () => {
  let owner: SignedIn
  const tenantId = 'strict'
  const asOwner = <Body>(method: string, path: string, body?: unknown) =>
    calls.call<Body>(method, path, body, owner.token)
  const since = (ms: number) =>
    database.prepare('update tenant set second_factor_since = ? where tenant_id = ?').bind(ms, tenantId).run()
  /** The Worker keeps settings of a shop for some seconds; a change by the API is seen at once. */
  const forgetSettings = () => asOwner('PATCH', '/v1/tenant', { name: 'Strict shop' })

  beforeAll(async () => {
    await addTenants(database, [tenantId])
    ;[owner] = (await signIn(database, [{ tenantId, role: 'owner' }])) as [SignedIn]
    const roles = { secondFactorRoles: ['admin', 'support'] }
    const { status, body } = await asOwner<TenantView>('PATCH', '/v1/tenant', roles)
    expect([status, body.secondFactorRoles]).toEqual([200, ['admin', 'support']])
  })

  it('gives a week of grace, in which everything goes on', async () => {
    const email = await newPerson('grace', 'admin', tenantId)
    const { token, secondFactor } = await calls.session(email, password)
    const left = Date.parse(secondFactor.dueAt ?? '') - Date.now()
    expect(left).toBeGreaterThan(weekMs - 120_000)
    expect(left).toBeLessThanOrEqual(weekMs)
    expect(secondFactor.isMissing).toBe(false)
    expect(await calls.statusOf(token, '/v1/customers')).toBe(200)
  })

  it('leaves to whoever has none after it nothing but to set it up, and then everything', async () => {
    const email = await newPerson('late', 'admin', tenantId)
    await since(Date.now() - weekMs - 1)
    await forgetSettings()
    const { token, secondFactor } = await calls.session(email, password)
    expect(secondFactor.isMissing).toBe(true)
    const { body: session } = await calls.call<CurrentSession>(
      'GET',
      '/v1/sessions/current',
      undefined,
      token,
    )
    expect([session.permissions, session.secondFactor]).toEqual([['account:use'], secondFactor])

    const operations = (await allOperations(platform.apiUrl)).filter(
      ({ permission }) => permission !== undefined,
    )
    const answered: string[] = []
    for (const { operationId, method, path } of operations) {
      if (operationId === 'endSession') continue
      const address = path.replaceAll(/\{\w+\}/g, 'x')
      const { body } = await calls.call(method, address, undefined, token)
      if (body.code !== 'second-factor-missing') answered.push(operationId)
    }
    expect(answered.sort()).toEqual([
      'confirmSecondFactor',
      'getAccount',
      'getCurrentSession',
      'startSecondFactor',
    ])
    const { confirmed, recoveryCodes } = await setUpFactor(token)
    expect(confirmed.status).toBe(200)
    expect(await calls.statusOf(token, '/v1/customers')).toBe(200)
    // It can be replaced, not turned off.
    const off = await calls.call(
      'DELETE',
      '/v1/account/second-factor',
      { password, code: recoveryCodes[0] },
      token,
    )
    expect([off.status, off.body.detail]).toEqual([409, expect.stringContaining('wants you to have one')])
  })

  it('asks nobody of another role, no key, and nobody whom its provider signed in', async () => {
    const analyst = await newPerson('other-role', 'analyst', tenantId)
    expect((await calls.session(analyst, password)).secondFactor).toEqual({ dueAt: null, isMissing: false })
    const [provided] = (await signIn(database, [{ tenantId, role: 'admin' }])) as [SignedIn]
    await database
      .prepare('update user_account set created_at = 0 where user_id = ?')
      .bind(provided.userId)
      .run()
    await database
      .prepare("update user_session set method = 'provider' where session_id = ?")
      .bind(provided.sessionId)
      .run()
    expect(await calls.statusOf(provided.token, '/v1/customers')).toBe(200)
  })

  it('gives a new week when more people must, and none when fewer must', async () => {
    const email = await newPerson('later', 'support', tenantId)
    const missing = async () => (await calls.session(email, password)).secondFactor.isMissing
    expect(await missing()).toBe(true)
    await asOwner('PATCH', '/v1/tenant', { secondFactorRoles: ['support'] })
    expect(await missing()).toBe(true)
    await asOwner('PATCH', '/v1/tenant', { secondFactorRoles: ['support', 'manager'] })
    expect(await missing()).toBe(false)
    await asOwner('PATCH', '/v1/tenant', { secondFactorRoles: [] })
    expect((await calls.session(email, password)).secondFactor.dueAt).toBeNull()
  })

  it('is refused a role that is none, and customers', async () => {
    for (const role of ['customer', 'x', 'write']) {
      expect((await asOwner('PATCH', '/v1/tenant', { secondFactorRoles: [role] })).status).toBe(422)
    }
  })
})
