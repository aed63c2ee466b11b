import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { AuditEntry, AuditEntryList, AuditVerification } from '#shared/contracts/audit.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import { eachOf } from '#tests/support/all-operations.ts'
import { addKey, type SignedIn, signIn } from '#tests/support/callers.ts'
import { sendMergedCustomer } from '#tests/support/identity-shop.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'
import { recordAudit } from '#workers/audit-log.ts'
import { sealAuditDays } from '#workers/scheduled/seal-audit-days.ts'

let platform: TestPlatform
let customerId: string
let support: SignedIn
let analyst: SignedIn

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  customerId = await sendMergedCustomer(platform)
  const people = await signIn(await platform.database(), [
    { tenantId: 'demo', role: 'support', name: 'sue' },
    { tenantId: 'demo', role: 'analyst', name: '=ana' },
  ])
  ;[support, analyst] = people as [SignedIn, SignedIn]
})
afterAll(() => platform?.remove())

const as = (person: SignedIn, path: string, init: RequestInit = {}) =>
  platform.api(path, { ...init, headers: { ...init.headers, authorization: `Bearer ${person.token}` } })

/** What the log has to say, once it has so many; a reading is written down while its answer is on the way. */
async function entries(query: Record<string, string>, count = 1): Promise<AuditEntry[]> {
  const read = async () =>
    (await platform.get<AuditEntryList>(`/v1/audit?${new URLSearchParams(query)}`)).entries
  await expect.poll(async () => (await read()).length).toBeGreaterThanOrEqual(count)
  return read()
}

describe('the audit log', () => {
  it('has a change before it is answered, with who, what and which request', async () => {
    const response = await platform.api('/v1/qr-codes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ label: 'Poster of Ada Lovelace', targetUrl: 'https://shop.example' }),
    })
    expect(response.status).toBe(201)
    const rows = await (await platform.database())
      .prepare("select * from audit_log where operation = 'createQrCode'")
      .all()
    expect(rows.results).toEqual([
      expect.objectContaining({
        tenant_id: 'demo',
        actor_kind: 'api-key',
        actor: 'api-key:Demo API key',
        role: 'admin',
        subject: '{}',
        status: 201,
        request_id: response.headers.get('x-request-id'),
      }),
    ])
  })

  it.each([
    ['getCustomer', ''],
    ['listCustomerTimeline', '/timeline'],
    ['getCustomerIdentity', '/identity'],
    ['getIdentityGraph', '/identity-graph'],
    ['listConsentHistory', '/consents'],
  ])('has the reading of a person: %s', async (operation, path) => {
    expect((await as(support, `/v1/customers/${customerId}${path}`)).status).toBe(200)
    expect(await entries({ operation, actor: `user:${support.email}`, subject: customerId })).toEqual([
      expect.objectContaining({ role: 'support', status: 200, subject: { customerId } }),
    ])
  })

  it('has no lists and figures, which are of nobody', async () => {
    for (const path of ['/v1/customers', '/v1/overview']) expect((await as(support, path)).status).toBe(200)
    await as(support, `/v1/customers/${customerId}`)
    const found = await entries({ actor: `user:${support.email}` }, 6)
    expect(found.map(({ operation }) => operation)).not.toContain('listCustomers')
    expect(found.map(({ operation }) => operation)).not.toContain('getOverview')
  })

  it('has what somebody tried and may not', async () => {
    expect((await as(analyst, '/v1/users')).status).toBe(403)
    expect((await as(analyst, `/v1/customers/${customerId}/splits`, { method: 'POST' })).status).toBe(403)
    const found = await entries({ actor: `user:${analyst.email}` }, 2)
    expect(found.map(({ operation, status }) => [operation, status])).toEqual([
      ['splitCustomer', 403],
      ['listUsers', 403],
    ])
  })

  it('has a search that was refused, and nothing of what was searched for', async () => {
    expect((await as(analyst, '/v1/customers?identifier=email:ada@example.com')).status).toBe(403)
    const [entry] = await entries({ operation: 'listCustomers', actor: `user:${analyst.email}` })
    expect(entry).toMatchObject({ status: 403, subject: {} })
  })

  it('has nothing of a person but ids, whatever the address says', async () => {
    for (const name of ['ada@example.com', '+447700900123', '447700900123', 'Ada%20Lovelace']) {
      expect((await as(support, `/v1/customers/${name}`)).status).toBe(404)
    }
    // The four, and the two readings before.
    const tried = await entries({ operation: 'getCustomer', actor: `user:${support.email}` }, 6)
    expect(tried.filter(({ status }) => status === 404).map(({ subject }) => subject)).toEqual([
      {},
      {},
      {},
      {},
    ])
    const rows = await (await platform.database()).prepare('select * from audit_log').all()
    expect(JSON.stringify(rows.results)).not.toMatch(/ada@|7700 ?900123|lovelace/i)
  })

  it('has where a call came from, without the last part of the address', async () => {
    const from = (address: string) =>
      as(support, `/v1/customers/${customerId}`, { headers: { 'cf-connecting-ip': address } })
    for (const address of ['203.0.113.77', '2001:db8:85a3::8a2e:370:7334']) await from(address)
    const found = await entries({ operation: 'getCustomer', actor: `user:${support.email}` }, 8)
    const networks = found.map(({ callerNetwork }) => callerNetwork)
    expect(networks).toEqual(expect.arrayContaining(['203.0.113.0/24', '2001:db8:85a3::/48']))
    expect(JSON.stringify(found)).not.toMatch(/113\.77|7334/)
  })

  it('has tries at accounts that there are not, and nothing of what was typed', async () => {
    const guess = (body: object) =>
      platform.api('/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'cf-connecting-ip': '198.51.100.9' },
        body: JSON.stringify({ email: 'my secret passw0rd', password: 'guess', ...body }),
      })
    const answers = [await guess({ tenantId: 'demo' }), await guess({ tenantId: 'nowhere' }), await guess({})]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    const found = await entries({ actor: 'user:unknown' })
    expect(found).toEqual([
      expect.objectContaining({
        operation: 'createSession',
        status: 401,
        role: 'none',
        subject: {},
        callerNetwork: '198.51.100.0/24',
      }),
    ])
    expect(JSON.stringify(found)).not.toMatch(/secret|passw0rd/)
  })

  it('has each try with a key that was revoked', async () => {
    const database = await platform.database()
    const key = await addKey(database, { tenantId: 'demo', role: 'analyst', revokedAt: 1 })
    const tryCount = 80
    const answers = await eachOf(Array.from({ length: tryCount }), 8, () =>
      platform.api('/v1/customers', { headers: { authorization: `Bearer ${key}` } }),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
    const found = await entries({ actor: 'api-key:refused', limit: '200' }, tryCount)
    expect(found[0]).toMatchObject({ status: 401, subject: { keyId: key.split('_')[2] } })
  })

  it('has signing in, and failing to', async () => {
    const sign = (password: string) =>
      platform.api('/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: demoCredentials.manager.email, password }),
      })
    expect((await sign('wrong')).status).toBe(401)
    expect((await sign(demoCredentials.manager.password)).status).toBe(201)
    const found = await entries(
      { operation: 'createSession', actor: `user:${demoCredentials.manager.email}` },
      2,
    )
    expect(found.map(({ status }) => status)).toEqual([201, 401])
  })

  it('is listed in pages, by time as well', async () => {
    const all = await entries({ limit: '200' })
    const first = await platform.get<AuditEntryList>('/v1/audit?limit=3')
    const second = await platform.get<AuditEntryList>(`/v1/audit?limit=200&cursor=${first.nextCursor}`)
    // Asking for it is a reading of no person, so the list is the same each time.
    expect([...first.entries, ...second.entries]).toEqual(all)
    const now = new Date().toISOString()
    expect((await platform.get<AuditEntryList>(`/v1/audit?from=${now}`)).entries).toEqual([])
    expect((await platform.get<AuditEntryList>(`/v1/audit?to=${now}&limit=200`)).entries).toEqual(all)
    for (const query of ['limit=0', 'limit=201', 'from=yesterday', 'cursor=x', 'actr=x']) {
      expect((await platform.api(`/v1/audit?${query}`)).status, query).toBe(422)
    }
  })

  it('is exported as a file in which nothing is a formula', async () => {
    const all = await entries({ limit: '200' })
    const response = await platform.api('/v1/audit/export.csv')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"')
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true })
    const exported = rows.filter(({ operation }) => operation !== 'exportAudit')
    expect(exported.map(({ auditId }) => auditId)).toEqual(all.map(({ auditId }) => auditId))
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  })

  it('cannot be changed, nor young rows deleted', async () => {
    const database = await platform.database()
    await expect(database.prepare("update audit_log set actor = 'nobody'").run()).rejects.toThrow(
      'append-only',
    )
    await expect(database.prepare('delete from audit_log').run()).rejects.toThrow('append-only')
  })
})

describe('the seals of its days', () => {
  it('show when a row was changed all the same', async () => {
    const database = await platform.database()
    // The last of them is over for long enough at any hour: a day is closed an hour after it ended.
    const firstDayMs = Math.floor(Date.now() / dayMs - 5) * dayMs
    const record = {
      tenantId: 'demo',
      actorKind: 'system',
      actor: 'test',
      role: 'system',
      operation: 'test',
      subject: {},
      status: 200,
      requestId: 'req',
      callerNetwork: null,
    } as const
    for (const offsetMs of [hourMs, 2 * hourMs, dayMs + hourMs, 2 * dayMs - 1, 3 * dayMs]) {
      await recordAudit({ DB: database }, record, firstDayMs + offsetMs)
    }
    const fullHourMs = Math.floor(Date.now() / hourMs) * hourMs
    await sealAuditDays({ DB: database }, fullHourMs + 5 * 60_000)
    expect(await platform.get('/v1/audit/verification')).toMatchObject({
      checkedDays: 0,
      lastSealedDay: null,
    })
    await sealAuditDays({ DB: database }, fullHourMs)
    await sealAuditDays({ DB: database }, fullHourMs)
    const intact = await platform.get<AuditVerification>('/v1/audit/verification')
    expect(intact).toMatchObject({ isIntact: true, checkedEntries: 5, firstBrokenDay: null })
    expect(intact.checkedDays).toBeGreaterThanOrEqual(3)

    // Who owns the database can take the triggers away.
    await database.prepare('drop trigger audit_log_is_not_changed').run()
    await database
      .prepare("update audit_log set status = 204 where operation = 'test' and occurred_at = ?")
      .bind(firstDayMs + dayMs + hourMs)
      .run()
    const broken = await platform.get<AuditVerification>('/v1/audit/verification')
    expect(broken).toMatchObject({
      isIntact: false,
      firstBrokenDay: new Date(firstDayMs + dayMs).toISOString().slice(0, 10),
    })
  })
})
