import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { scrubState } from '#scripts/scrub-state.ts'
import { type PatronClient, patronClient } from '#shared/contracts/client.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import type { ExportSection } from '#shared/contracts/person-export.ts'
import { dayMs, minuteMs } from '#shared/kernel/time.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { answered } from '#tests/support/answered.ts'
import { cheapHash } from '#tests/support/cheap-hash.ts'
import { good } from '#tests/support/good.ts'
import { importFile } from '#tests/support/import-file.ts'
import { placesWith } from '#tests/support/places-with.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let staff: PatronClient

const client = (token: string) =>
  patronClient({ fetch: (request) => fetch(request), baseUrl: platform.apiUrl, token })

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4, isAlone: true })
  staff = client(demoCredentials.apiKey)
  await addTenant(await platform.database(), 'other', 'other-tenants-key')
})
afterAll(async () => {
  await platform?.remove()
})

async function send(...calls: object[]): Promise<void> {
  expect((await platform.track('batch', { batch: calls })).status).toBe(200)
  await platform.settled()
}

function known(name: string, more: object = {}) {
  const email = `${name}@people.example`
  return { type: 'identify', userId: name, traits: { email, firstName: `First-${name}`, ...more } }
}

async function idOf(email: string): Promise<string> {
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(`email:${email}`)}`,
  )
  return customers[0]?.id ?? ''
}
const customer = (name: string) => idOf(`${name}@people.example`)

async function signIn(email: string, password: string): Promise<PatronClient> {
  const session = await good(client('').createSession({ email, password }))
  return client(session.token)
}

const section = (sections: readonly ExportSection[], name: string) =>
  sections.find((each) => each.name === name)?.rows ?? []

describe('what a person allows', () => {
  it('is noted with its proof, holds at once, and keeps its history', async () => {
    await send(known('ada'))
    const ada = await customer('ada')
    const refusal = { purpose: 'marketing' as const, channel: 'email' as const, isGranted: false }
    const noted = await good(
      staff.updateConsents(ada, { statements: [refusal], method: 'phone', textVersion: 'v2' }),
    )
    expect(noted.inForce).toMatchObject([{ ...refusal, source: 'patron/privacy' }])
    expect(noted.history).toMatchObject([
      { ...refusal, proof: { method: 'phone', textVersion: 'v2', recordedBy: 'api-key:Demo API key' } },
    ])
    await good(
      staff.updateConsents(ada, { statements: [{ ...refusal, isGranted: true }], method: 'web-form' }),
    )
    const { inForce, history } = await good(staff.listConsentHistory(ada, {}))
    expect(inForce).toMatchObject([{ isGranted: true }])
    expect(history.map(({ isGranted }) => isGranted)).toEqual([true, false])
    // What is noted about a person is nothing the person did.
    expect((await good(staff.getCustomer(ada))).features.eventCount).toBe(1)
  })

  it("holds in a merge for the strictest side, and is each one's own again after the undo", async () => {
    await send(known('mia'), known('max'))
    const [mia, max] = [await customer('mia'), await customer('max')]
    expect(await good(staff.restrictProcessing(max))).toMatchObject({
      mayBeUsed: false,
      reason: 'restricted',
    })
    const merge = await good(staff.mergeCustomers({ customerIds: [mia, max], survivorId: mia }))
    expect((await good(staff.getCustomer(mia))).privacy).toMatchObject({ mayBeUsed: false })
    const database = await platform.database()
    const row = await database
      .prepare('select restricted_at, is_profiling_allowed from customer_profile where customer_id = ?')
      .bind(mia)
      .first()
    expect(row?.restricted_at).toBeGreaterThan(0)

    // Said about the whole, it is said about both.
    expect(await good(staff.liftRestriction(mia))).toMatchObject({ mayBeUsed: true, restrictedAt: null })
    expect(await good(staff.objectToProfiling(mia))).toMatchObject({
      mayBeProfiled: false,
      reason: 'objected',
    })
    await good(staff.restrictProcessing(mia))
    await good(staff.undoMerge(merge.mergeId))
    for (const id of [mia, max]) {
      const { privacy } = await good(staff.getCustomer(id))
      expect(privacy).toMatchObject({ mayBeUsed: false, isProfilingAllowed: false })
    }
    await good(staff.liftRestriction(mia))
    expect((await good(staff.getCustomer(mia))).privacy.mayBeUsed).toBe(true)
    expect((await good(staff.getCustomer(max))).privacy.mayBeUsed).toBe(false)
    const { requests } = await good(staff.listPrivacyRequests({ kind: 'restriction' }))
    expect(requests.map(({ status }) => status)).toEqual(['done', 'done'])
  })
})

describe('the export of one person', () => {
  it('has everything of the person and nothing of others, is read by people, and goes with the person', async () => {
    await send(
      known('eve', { plan: '<script>alert(1)</script>' }),
      { type: 'track', event: 'Wish Made', userId: 'eve', properties: { wish: 'a red bicycle' } },
      { type: 'track', event: 'Wish Made', userId: 'zoe', properties: { wish: 'a secret garden' } },
    )
    const eve = await customer('eve')
    const created = await good(staff.createExport({ identifier: 'email:EVE@people.example' }))
    expect(Date.parse(created.dueAt)).toBeGreaterThan(Date.now() + 27 * dayMs)
    const request = await answered(staff, created.requestId)
    expect(Date.parse(request.resultUntil ?? '')).toBeGreaterThan(Date.now() + 6 * dayMs)

    const { sections, customerId } = await good(staff.getExport(created.requestId))
    expect(customerId).toBe(eve)
    expect(
      section(sections, 'events')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Wish Made', 'identify'])
    expect(section(sections, 'traits')).toContainEqual(
      expect.objectContaining({ name: 'firstName', value: 'First-eve', source: 'tracking/web' }),
    )
    expect(section(sections, 'features')).toContainEqual(
      expect.objectContaining({ name: 'eventCount', value: 2 }),
    )
    expect(JSON.stringify(sections)).not.toMatch(/secret garden|zoe/)

    const page = await platform.api(`/v1/privacy/requests/${created.requestId}/result.html`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const html = await page.text()
    expect(html).toContain('a red bicycle')
    expect(html).not.toMatch(/<script|secret garden/)

    const { requestId } = await good(staff.createErasure({ customerId: eve }))
    const { receipt } = await answered(staff, requestId)
    expect(receipt).toContainEqual({ store: 'exports', forgotten: 1, unit: 'exports' })
    expect(await staff.getExport(created.requestId)).toMatchObject({ failure: { status: 404 } })
    const uploads = await platform.miniflare.getR2Bucket('UPLOADS', 'patron-api')
    expect((await uploads.list({ prefix: 'exports/' })).objects).toEqual([])
  })

  it('is made by itself for a request that came through a connection and names a customer', async () => {
    await send(known('gus'))
    const database = await platform.database()
    await database
      .prepare(
        `insert into privacy_request (tenant_id, request_id, kind, mode, customer_id, status, requested_at, requested_by,
           receipt) values ('demo', 'prq_from_shopify', 'export', 'delete', ?, 'open', ?, 'shopify/demo', '[]')`,
      )
      .bind(await customer('gus'), Date.now())
      .run()
    await platform.runSchedule()
    expect((await answered(staff, 'prq_from_shopify')).resultUntil).not.toBeNull()
    await database
      .prepare("update privacy_request set result_until = 1 where request_id = 'prq_from_shopify'")
      .run()
    await platform.runSchedule()
    const uploads = await platform.miniflare.getR2Bucket('UPLOADS', 'patron-api')
    expect((await uploads.list({ prefix: 'exports/demo/prq_from_shopify' })).objects).toEqual([])
  })
})

describe('the portal', () => {
  async function addAccount(email: string): Promise<void> {
    const database = await platform.database()
    await database
      .prepare(
        `insert into user_account (user_id, email, tenant_id, display_name, role, password_hash, is_demo, created_at)
         values (?, ?, 'demo', 'Somebody', 'customer', ?, 0, 0)`,
      )
      .bind(`usr_${email.slice(0, 3)}`, email, await cheapHash('open-sesame-1'))
      .run()
  }

  it('shows a customer of the shop their own data and lets them decide about it', async () => {
    await send(known('pia', { city: 'Leeds' }), known('rob'))
    await addAccount('pia@people.example')
    await addAccount('rob@people.example')
    const [pia, rob] = [
      await signIn('pia@people.example', 'open-sesame-1'),
      await signIn('rob@people.example', 'open-sesame-1'),
    ]
    const own = await good(pia.getOwnData())
    expect(own.customer?.id).toBe(await customer('pia'))
    expect(own.identifiers.map(({ value }) => value)).toContain('pia@people.example')
    expect(JSON.stringify(own)).not.toContain('rob@')

    const { inForce } = await good(
      pia.updateOwnConsents({ statements: [{ purpose: 'profiling', isGranted: false }] }),
    )
    expect(inForce).toMatchObject([{ purpose: 'profiling', isGranted: false }])
    expect((await good(pia.getOwnData())).privacy).toMatchObject({ reason: 'objected' })

    const wish = { traits: { city: 'York', firstName: null }, note: 'I have moved' }
    const correction = await good(pia.requestOwnCorrection(wish))
    expect((await good(staff.getPrivacyRequest(correction.requestId))).wish).toEqual(wish)
    await good(staff.completePrivacyRequest(correction.requestId))
    const { traits } = await good(staff.getCustomer(await customer('pia')))
    expect(traits.find(({ name }) => name === 'city')).toMatchObject({
      value: 'York',
      source: 'patron/privacy',
    })
    expect(traits.find(({ name }) => name === 'firstName')).toMatchObject({ value: null })

    const { requestId } = await good(pia.requestOwnExport())
    await answered(staff, requestId)
    const { sections } = await good(pia.getOwnExport(requestId))
    expect(section(sections, 'events').map(({ name }) => name)).toContain('Correction Requested')
    expect(await rob.getOwnExport(requestId)).toMatchObject({ failure: { status: 404 } })
    expect((await good(pia.listOwnRequests())).requests.map(({ kind }) => kind).sort()).toEqual([
      'correction',
      'export',
      'objection',
    ])
    // What is staff's is not theirs.
    expect(await pia.getCustomer(await customer('rob'))).toMatchObject({ failure: { status: 403 } })
    expect(await staff.getOwnData()).toMatchObject({ failure: { status: 403 } })

    const erased = await good(pia.requestOwnErasure())
    expect(erased.receipt).toContainEqual({ store: 'accounts', forgotten: 1, unit: 'accounts' })
    expect(await customer('pia')).toBe('')
    expect(await pia.getOwnData()).toMatchObject({ ok: false })
    expect(await signIn('pia@people.example', 'open-sesame-1').catch(() => 'refused')).toBe('refused')
    expect((await good(rob.getOwnData())).customer).not.toBeNull()
  })

  it('tells somebody of whom nothing is known that nothing is known', async () => {
    const { email, password } = demoCredentials.customer
    const nobody = await signIn(email, password)
    expect(await good(nobody.getOwnData())).toMatchObject({ customer: null, identifiers: [], privacy: null })
    expect(await nobody.requestOwnExport()).toMatchObject({ failure: { status: 404 } })
    expect(await good(nobody.listOwnRequests())).toEqual({ requests: [] })
  })
})

describe('the shop', () => {
  it('has settings, and a currency that orders fix', async () => {
    const before = await good(staff.getTenant())
    expect(before).toMatchObject({ currency: 'GBP', isCurrencyFixed: false, status: 'active' })
    const changed = await good(
      staff.updateTenant({ name: 'The shop', isProfilingOptOut: false, retention: { quarantine: 5 } }),
    )
    expect(changed).toMatchObject({ name: 'The shop', retention: { quarantine: 5, audit: 730 } })
    const refusals = [
      { currency: 'XXQ' },
      { country: 'ZZ' },
      { timeZone: 'Mars' },
      { retention: { audit: 5 } },
    ]
    for (const changes of refusals) {
      expect(await staff.updateTenant(changes as never)).toMatchObject({ failure: { status: 422 } })
    }
    await send({
      type: 'track',
      event: 'Order Completed',
      userId: 'buyer',
      properties: { order_id: 'o-1', total: 25, currency: 'GBP' },
    })
    expect(await staff.updateTenant({ currency: 'EUR' })).toMatchObject({ failure: { status: 409 } })
    expect(await staff.updateTenantStatus('suspended')).toMatchObject({ failure: { status: 403 } })
  })

  it('keeps each kind of data as long as it says, and proves it', async () => {
    const database = await platform.database()
    const old = Date.now() - 10 * dayMs
    await database
      .prepare(
        `insert into quarantined_event (tenant_id, quarantine_id, source, reason, detail, received_at, bytes)
         values ('demo', 'old', 'tracking/web', 'invalid-call', '', ?, '{}'), ('demo', 'new', 'tracking/web',
         'invalid-call', '', ?, '{}'), ('other', 'old', 'tracking/web', 'invalid-call', '', ?, '{}')`,
      )
      .bind(old, Date.now(), old)
      .run()
    await send({ ...known('dan'), timestamp: '2020-01-01T00:00:00.000Z' })
    const dan = await customer('dan')
    // As if known for long: the id tells since when.
    const archive = await platform.miniflare.getR2Bucket('ARCHIVE', 'patron-api')
    await archive.put('events/demo/2020-01-01/0/000000000001-000000000001-a.ndjson', '{}')
    await archive.put('events/other/2025-01-01/0/000000000001-000000000001-a.ndjson', '{}')
    await database.prepare('delete from retention_run').run()
    await platform.runSchedule()
    const { results } = await database
      .prepare("select tenant_id, quarantine_id from quarantined_event where quarantine_id in ('old', 'new')")
      .all()
    expect(results).toHaveLength(2)
    expect(results).toContainEqual({ tenant_id: 'other', quarantine_id: 'old' })
    expect((await archive.list({ prefix: 'events/demo/2020' })).objects).toEqual([])
    expect((await archive.list({ prefix: 'events/other/' })).objects).toHaveLength(1)
    // Who came in a moment ago with an old file is not forgotten at once.
    expect(await customer('dan')).toBe(dan)
    const { runs, overdue } = await good(staff.listRetentionRuns())
    expect(runs.every(({ completedAt }) => completedAt !== null)).toBe(true)
    expect(runs.find(({ kind }) => kind === 'quarantine')?.deletedCount).toBe(1)
    expect(overdue.map(({ count }) => count)).toEqual(overdue.map(() => 0))
  })

  it('gives out figures in which nobody stands alone, and says what it does with data', async () => {
    await send(...Array.from({ length: 12 }, (_, index) => known(`crowd-${index}`)))
    const csv = await (await platform.api('/v1/exports/customers.csv')).text()
    const [heading, ...lines] = csv.trim().split('\r\n')
    expect(heading).toBe('channels,firstSeen,revenue,orders,country,customers')
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(Number(line.split(',').at(-1))).toBeGreaterThanOrEqual(10)
    expect(csv).not.toMatch(/crowd|people\.example/)
    const record = await good(staff.getProcessingRecord())
    expect(record.controller).toEqual({ name: 'The shop', country: 'GB' })
    expect(record.recipients.map(({ name }) => name)).toContain('shopify/demo')
  })

  it('is deleted with everything in it, and another one is not touched', async () => {
    const database = await platform.database()
    await database.prepare("update api_key set role = 'owner' where tenant_id = 'other'").run()
    const owner = client('other-tenants-key')
    expect(await owner.deleteTenant('something')).toMatchObject({ failure: { status: 409 } })
    const { name } = await good(owner.getTenant())
    expect(await good(owner.deleteTenant(name))).toMatchObject({ status: 'deleting' })
    expect(await owner.getTenant()).toMatchObject({ failure: { status: 403 } })
    await database
      .prepare("update privacy_request set requested_at = requested_at - ? where tenant_id = 'other'")
      .bind(5 * minuteMs)
      .run()
    await platform.runSchedule()
    const request = await database
      .prepare("select status, receipt from privacy_request where tenant_id = 'other'")
      .first<{ status: string; receipt: string }>()
    expect(request?.status).toBe('done')
    expect(request?.receipt).toContain('archive')
    const keys = await database.prepare("select 1 from api_key where tenant_id = 'other'").all()
    expect(keys.results).toEqual([])
    const archive = await platform.miniflare.getR2Bucket('ARCHIVE', 'patron-api')
    expect((await archive.list({ prefix: 'events/other/' })).objects).toEqual([])
    expect(await good(staff.getTenant())).toMatchObject({ name: 'The shop' })
  })
})

describe('a forgotten person', () => {
  it('is in no row and no file, and in no byte of the state on disk once free space is given up', async () => {
    const phone = '+447700900642'
    await send(
      {
        type: 'identify',
        userId: 'canary-1',
        traits: { email: 'canary@byte-scan.example', firstName: 'Kanarie' },
      },
      { type: 'identify', anonymousId: 'canary-cookie-88', traits: { phone, lastName: 'Vogelsang' } },
      { type: 'page', anonymousId: 'canary-cookie-77', name: 'Kanarie page' },
    )
    await send(
      { type: 'identify', userId: 'canary-1', traits: { phone } },
      { type: 'identify', userId: 'canary-1', anonymousId: 'canary-cookie-77' },
    )
    const id = await idOf('canary@byte-scan.example')
    expect((await good(staff.getCustomer(id))).mergedFrom).toHaveLength(2)
    const { rejectedRowCount } = await importFile(
      platform,
      'Order ID,Date,Email,Product,Quantity,Amount\nKF1,2026-01-05,canary@byte-scan.example,mug,1,12.00\n,,canary@byte-scan.example,mug,,x\n',
    )
    expect(rejectedRowCount).toBe(1)
    const { requestId } = await good(staff.createExport({ customerId: id }))
    await answered(staff, requestId)
    await answered(staff, (await good(staff.createErasure({ customerId: id }))).requestId)
    await send({
      type: 'identify',
      userId: 'canary-1',
      timestamp: '2026-01-01T00:00:00.000Z',
      traits: { phone },
    })
    await platform.stop()
    expect(scrubState(platform.stateFolder)).toBeGreaterThan(5)
    expect(
      placesWith(platform.stateFolder, [
        'canary@byte-scan',
        'Kanarie',
        'Vogelsang',
        'canary-cookie',
        '7700900642',
      ]),
    ).toEqual([])
  })
})
