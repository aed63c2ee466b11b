import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { AuditEntryList } from '#shared/contracts/audit.ts'
import type { CreatedTenant, PlatformTenant } from '#shared/contracts/tenant.ts'
import { addressOf, allOperations } from '#tests/support/all-operations.ts'
import { type SignedIn, signIn } from '#tests/support/callers.ts'
import { type SignInCalls, signInCalls } from '#tests/support/sign-in-calls.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let calls: SignInCalls
let database: D1Database

const operatorKey = randomBytes(32).toString('hex')
const wish = {
  tenantId: 'acme',
  name: 'Acme',
  country: 'DE',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  owner: { email: 'Olga@Acme.example', displayName: 'Olga' },
}

beforeAll(async () => {
  platform = await startTestPlatform({
    customerCellCount: 4,
    vars: { PLATFORM_OPERATOR_KEY: operatorKey },
  })
  calls = signInCalls(platform.apiUrl)
  database = await platform.database()
})
afterAll(() => platform?.remove())

const asOperator = <Body>(method: string, path: string, body?: unknown) =>
  calls.call<Body>(method, `/v1/platform/tenants${path}`, body, operatorKey)
const ofPlatform = async () =>
  (await allOperations(platform.apiUrl)).filter(({ credential }) => credential === 'operator-key')

describe('a shop that the operator makes', () => {
  let made: CreatedTenant

  it('is there with two keys and an invited owner, who must soon have a second factor', async () => {
    const { status, body } = await asOperator<CreatedTenant>('POST', '', wish)
    expect(status).toBe(201)
    made = body
    expect(body.tenant).toMatchObject({
      tenantId: 'acme',
      name: 'Acme',
      status: 'active',
      residency: 'anywhere',
      placement: { logShardCount: 4, customerCellCount: 0 },
      secondFactorRoles: ['owner', 'admin'],
    })
    expect(await calls.statusOf(body.apiKey, '/v1/customers')).toBe(200)
    const track = await fetch(`${platform.apiUrl}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${body.writeKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'Looked', userId: 'u1' }),
    })
    expect(track.status).toBe(200)

    const token = new URL(body.invitationUrl).pathname.split('/').at(-1)
    const password = 'tall ships on blue water'
    expect((await calls.call('PUT', `/v1/invitations/${token}`, { password })).status).toBe(200)
    const { user, tenant, secondFactor } = await calls.session('olga@acme.example', password)
    expect([user.role, user.displayName, tenant.tenantId]).toEqual(['owner', 'Olga', 'acme'])
    expect(Date.parse(secondFactor.dueAt ?? '')).toBeGreaterThan(Date.now())
  })

  it('cannot be made twice, not even at the same moment', async () => {
    expect((await asOperator('POST', '', wish)).status).toBe(409)
    const twice = await Promise.all([1, 2].map(() => asOperator('POST', '', { ...wish, tenantId: 'twice' })))
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409])
    const counts = await database
      .prepare(
        `select (select count(*) from api_key where tenant_id = 'twice') as keys,
           (select count(*) from user_account where tenant_id = 'twice') as people`,
      )
      .first()
    expect(counts).toEqual({ keys: 2, people: 1 })
  })

  it.each<[string, object, string]>([
    ['an id with capitals', { tenantId: 'Acme' }, '/tenantId'],
    ['an id that could name an object of another', { tenantId: 'acme:event-log:0' }, '/tenantId'],
    ['a country that is none', { country: 'XX' }, '/country'],
    ['a currency that is none', { currency: 'XXQ' }, '/currency'],
    ['a time zone that is none', { timeZone: 'Mars/Base' }, '/timeZone'],
    ['no log', { placement: { logShardCount: 0 } }, '/placement/logShardCount'],
    ['too many cells', { placement: { customerCellCount: 5_000 } }, '/placement/customerCellCount'],
    ['a promise that the data stays in the EU', { residency: 'eu' }, '/residency'],
    ['a field it does not know', { status: 'active' }, '/status'],
  ])('is refused %s', async (_, changes, pointer) => {
    const { status, body } = await asOperator('POST', '', { ...wish, tenantId: 'other', ...changes })
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, pointer])
    expect((await asOperator('GET', '/other')).status).toBe(404)
  })

  it('is placed as it was wished, for ever', async () => {
    const placement = { logShardCount: 2, customerCellCount: 8 }
    const placed = await asOperator<CreatedTenant>('POST', '', { ...wish, tenantId: 'placed', placement })
    expect(placed.body.tenant.placement).toEqual(placement)
    for (const changes of [{ placement }, { residency: 'anywhere' }, { tenantId: 'x' }]) {
      expect((await asOperator('PATCH', '/placed', changes)).status).toBe(422)
    }
  })

  it('is changed, suspended, resumed, and told so in its audit log', async () => {
    const changed = await asOperator<PlatformTenant>('PATCH', '/acme', { name: 'Acme & Co' })
    expect([changed.status, changed.body.name]).toEqual([200, 'Acme & Co'])
    expect((await asOperator('PATCH', '/acme', { country: 'XX' })).status).toBe(422)
    const set = (status: string) => asOperator<PlatformTenant>('PUT', '/acme/status', { status })
    expect((await set('suspended')).body.status).toBe('suspended')
    expect(await calls.statusOf(made.apiKey, '/v1/customers')).toBe(403)
    expect((await set('active')).body.status).toBe('active')
    expect(await calls.statusOf(made.apiKey, '/v1/customers')).toBe(200)
    const log = await calls.call<AuditEntryList>('GET', '/v1/audit', undefined, made.apiKey)
    const theirs = log.body.entries.filter(({ actor }) => actor === 'platform-operator')
    expect(theirs.map(({ operation }) => operation)).toEqual([
      'updatePlatformTenantStatus',
      'updatePlatformTenantStatus',
      'updatePlatformTenant',
      'createPlatformTenant',
    ])
  })

  it('is deleted with its name as confirmation, and its id is not given again', async () => {
    expect((await asOperator('DELETE', '/twice?confirmation=twice')).status).toBe(409)
    const { status, body } = await asOperator<PlatformTenant>('DELETE', '/twice?confirmation=Acme')
    expect([status, body.status]).toEqual([202, 'deleting'])
    expect((await asOperator('DELETE', '/twice?confirmation=Acme')).status).toBe(409)
    expect((await asOperator('PUT', '/twice/status', { status: 'active' })).status).toBe(409)
    expect((await asOperator('PATCH', '/twice', { name: 'Not any more' })).status).toBe(409)
    // Every Worker must have heard of it first.
    await database.prepare('update privacy_request set requested_at = 0').run()
    const left = () =>
      database.prepare("select count(*) as count from user_account where tenant_id = 'twice'").first('count')
    for (let tries = 0; tries < 20 && (await left()) !== 0; tries += 1) await platform.runSchedule()
    expect(await left()).toBe(0)
    expect((await asOperator('POST', '', { ...wish, tenantId: 'twice' })).status).toBe(409)
    const { body: list } = await asOperator<{ tenants: PlatformTenant[] }>('GET', '')
    expect(list.tenants.map(({ tenantId }) => tenantId)).toEqual(['acme', 'demo', 'placed', 'twice'])
  })
})

describe('operations of the platform', () => {
  const nowhere = () => 'demo'
  const ask = async (key: string | undefined) => {
    const statuses: number[] = []
    for (const operation of await ofPlatform()) {
      const { status } = await calls.call(operation.method, addressOf(operation, nowhere), undefined, key)
      statuses.push(status)
    }
    return statuses
  }

  it('are six, and open to no credential of a shop', async () => {
    const [owner] = (await signIn(database, [{ tenantId: 'demo', role: 'owner' }])) as [SignedIn]
    const credentials = [
      undefined,
      owner.token,
      demoCredentials.apiKey,
      demoCredentials.writeKey,
      operatorKey.slice(0, -1),
      `${operatorKey}0`,
    ]
    for (const credential of credentials) expect(await ask(credential)).toEqual(Array(6).fill(401))
  })

  it('open no shop', async () => {
    for (const path of ['/v1/customers', '/v1/tenant', '/v1/users']) {
      expect(await calls.statusOf(operatorKey, path)).toBe(401)
    }
  })

  it('are not there without an operator', async () => {
    const without = await startTestPlatform({ customerCellCount: 4 })
    const { call } = signInCalls(without.apiUrl)
    for (const key of [undefined, '', operatorKey]) {
      expect((await call('GET', '/v1/platform/tenants', undefined, key)).status).toBe(404)
    }
    await without.remove()
  })
})
