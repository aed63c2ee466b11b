import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { patronClient } from '#shared/contracts/client.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import type { DestinationRunView, NewDestination } from '#shared/contracts/destinations.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { type FakeVendor, startFakeVendor, type VendorCallSeen } from '#tests/support/fake-vendor.ts'
import { staffCalls } from '#tests/support/staff-calls.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let vendor: FakeVendor
let salesforce: FakeVendor
let destinationId: string

const records = ({ body }: VendorCallSeen): Record<string, unknown>[] => JSON.parse(body).people
const client = (token: string = demoCredentials.apiKey) =>
  patronClient({ fetch: (request) => fetch(request), baseUrl: platform.apiUrl, token })
const { call, send } = staffCalls(() => platform)

const toPeople: NewDestination = {
  source: 'rest',
  connectionId: 'crm',
  label: 'Our own CRM',
  fields: [
    { field: 'email', property: 'mail' },
    { field: 'firstName', property: 'given' },
    { field: 'orderCount', property: 'orders' },
    { field: 'consent:marketing:email', property: 'mayMail' },
  ],
  constants: { list: 'patron' },
  audience: { hasEmail: true },
  whenLeaving: 'delete',
  everyMinutes: 60,
  options: {
    path: '/api/people',
    body: { people: '{{records}}' },
    results: { list: '/results', problem: '/error', remoteId: '/number' },
    removePath: '/api/people/delete',
  },
}

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  await addTenant(await platform.database(), 'other', 'other-tenants-key')
  vendor = await startFakeVendor((seen) => {
    if (seen.path !== '/api/people') return { status: 200, body: '' }
    const results = records(seen).map(({ id, mail }) =>
      mail === 'bob@shop.example' ? { error: 'is on the stop list' } : { number: `n-${id}` },
    )
    return { status: 200, body: { results } }
  })
  salesforce = await startFakeVendor(({ path, body }) => {
    if (path === '/services/oauth2/token') return { status: 200, body: { access_token: 'fresh' } }
    const sent = JSON.parse(body).records as Record<string, string>[]
    const id = (record: Record<string, string>) => `003${record.Patron_Id__c?.slice(-12)}`
    return {
      status: 200,
      body: sent.map((each) => ({ id: id(each), success: true, errors: [], created: true })),
    }
  })
  await send('POST', '/v1/connections', {
    source: 'rest',
    connectionId: 'crm',
    settings: { list: { url: `${vendor.url}/api/list/of/people` } },
    credentials: { headerValue: 'Bearer hush' },
  })
  await identify('ada', 'SUBSCRIBED')
  await identify('bob')
  await identify('cy', 'UNSUBSCRIBED')
})
afterAll(async () => {
  await Promise.all([platform?.remove(), vendor?.stop(), salesforce?.stop()])
})

async function identify(name: string, status?: string): Promise<void> {
  const email = `${name}@shop.example`
  const subscriptions = [{ type: 'EMAIL', key: email, status }]
  await platform.track('identify', {
    userId: name,
    traits: { email, firstName: name },
    context: status === undefined ? {} : { messaging_subscriptions: subscriptions },
  })
  await platform.settled()
}

async function customerOf(name: string): Promise<string> {
  const found = await platform.get<CustomerList>(`/v1/customers?identifier=email:${name}%40shop.example`)
  return found.customers[0]?.id ?? 'nobody'
}

async function finished(id = destinationId): Promise<DestinationRunView> {
  for (let wait = 0; wait < 1_200; wait += 1) {
    const runs = await client().listDestinationRuns(id)
    const [run] = runs.ok ? runs.value.runs : []
    if (run !== undefined && run.finishedAt !== null) return run
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the run does not end')
}

describe('destinations', () => {
  it('are checked field by field before they are made', async () => {
    const refused = async (changes: object) => {
      const answer = await call('POST', '/v1/destinations', { ...toPeople, ...changes })
      const { errors } = (await answer.json()) as { errors: { pointer: string }[] }
      return [answer.status, errors.map(({ pointer }) => pointer)]
    }
    expect(await refused({ source: 'shopify' })).toEqual([422, ['/source']])
    expect(await refused({ connectionId: 'none' })).toEqual([422, ['/connectionId']])
    expect(await refused({ fields: [{ field: 'shoeSize', property: 'x' }] })).toEqual([
      422,
      ['/fields/0/field'],
    ])
    expect(await refused({ options: { path: 'people' } })).toEqual([
      422,
      ['/options/path', '/options/removePath'],
    ])
    expect(await refused({ fields: [{ field: 'email', property: 'id' }] })).toEqual([
      422,
      ['/fields/0/property'],
    ])
    expect(await refused({ everyMinutes: 1 })).toEqual([422, ['/everyMinutes']])

    const made = await client().createDestination(toPeople)
    if (!made.ok) throw new Error(made.failure.message)
    destinationId = made.value.id
    expect(made.value).toMatchObject({
      status: 'active',
      purpose: { purpose: 'marketing', channel: 'email' },
      options: { method: 'POST', idProperty: 'id', maxRecordsPerCall: 100 },
    })
    expect(await client().listDestinations()).toMatchObject({ value: { destinations: [made.value] } })
    expect(await client('other-tenants-key').getDestination(destinationId)).toMatchObject({ ok: false })
  })

  it('get who may be sent, in one call of the template; what was refused is listed', async () => {
    // It is due from the start.
    await platform.runSchedule()
    expect(await finished()).toMatchObject({ state: 'done', sentCount: 1, heldCount: 1, rejectedCount: 1 })
    const [ada, bob] = [await customerOf('ada'), await customerOf('bob')]
    expect(vendor.seen).toMatchObject([
      { method: 'POST', path: '/api/people', headers: { authorization: 'Bearer hush' } },
    ])
    expect(
      vendor.seen.flatMap(records).sort((left, right) => (String(left.given) < String(right.given) ? -1 : 1)),
    ).toEqual([
      { id: ada, list: 'patron', mail: 'ada@shop.example', given: 'ada', orders: 0, mayMail: true },
      { id: bob, list: 'patron', mail: 'bob@shop.example', given: 'bob', orders: 0 },
    ])
    expect(await client().listDestinationProblems(destinationId, {})).toMatchObject({
      value: {
        problems: [{ customerId: bob, wanted: 'send', problem: 'is on the stop list' }],
        nextCursor: null,
      },
    })
    const stored = await (await platform.database()).prepare('select * from destination_ledger').all()
    expect(JSON.stringify(stored)).not.toMatch(/shop\.example|hush/)
  })

  it('are sent only what changed, are asked to wait, and are told who left and who was erased', async () => {
    const ada = await customerOf('ada')
    vendor.seen.length = 0
    vendor.answerNext({ status: 429, body: '', headers: { 'retry-after': '2' } })
    expect(await client().startDestinationRun(destinationId)).toMatchObject({ ok: true })
    expect(await client().startDestinationRun(destinationId)).toMatchObject({ failure: { kind: 'conflict' } })
    expect(await finished()).toMatchObject({ state: 'done', sentCount: 0, rejectedCount: 1 })
    expect(vendor.seen.map((seen) => records(seen).length)).toEqual([1, 1])

    vendor.seen.length = 0
    await identify('ada', 'UNSUBSCRIBED')
    await identify('dee')
    await client().startDestinationRun(destinationId)
    expect(await finished()).toMatchObject({ sentCount: 1, heldCount: 1, removedCount: 1 })
    expect(vendor.seen.at(-1)).toMatchObject({ path: '/api/people/delete' })
    expect(JSON.parse(vendor.seen.at(-1)?.body ?? '')).toEqual({ ids: [`n-${ada}`], reason: 'left' })

    const dee = await customerOf('dee')
    await send('POST', '/v1/privacy/erasures', { identifier: 'email:dee@shop.example', mode: 'delete' })
    vendor.seen.length = 0
    await platform.runSchedule()
    expect(vendor.seen).toEqual([])
    const database = await platform.database()
    await database.prepare('update destination_run set started_at = started_at - 960000').run()
    await platform.runSchedule()
    expect(await finished()).toMatchObject({ state: 'done', erasedCount: 1 })
    expect(JSON.parse(vendor.seen[0]?.body ?? '')).toEqual({ ids: [`n-${dee}`], reason: 'erased' })
    const { results } = await database
      .prepare('select * from destination_ledger where customer_id = ?')
      .bind(dee)
      .all()
    expect(results).toEqual([])
  })

  it('can be changed, paused and deleted; a run of a connection that is gone fails', async () => {
    expect(await client().updateDestination(destinationId, { options: {} })).toMatchObject({ ok: false })
    const changed = await client().updateDestination(destinationId, {
      label: 'Ours',
      everyMinutes: null,
      status: 'paused',
    })
    expect(changed).toMatchObject({
      value: { label: 'Ours', everyMinutes: null, options: { path: '/api/people' } },
    })
    expect(await client().startDestinationRun(destinationId)).toMatchObject({ failure: { kind: 'conflict' } })
    await client().updateDestination(destinationId, { status: 'active' })
    const database = await platform.database()
    const monthsAgo = 'update destination_run set started_at = started_at - 2678400000'
    await database.prepare(monthsAgo).run()
    await send('DELETE', '/v1/connections/rest/crm')
    await client().startDestinationRun(destinationId)
    expect(await finished()).toMatchObject({ state: 'failed', failure: 'the connection is gone' })
    expect(await client().listDestinationRuns(destinationId)).toMatchObject({
      value: { runs: { length: 1 } },
    })
    expect(await client().deleteDestination(destinationId)).toMatchObject({ ok: true })
    expect(await client().getDestination(destinationId)).toMatchObject({ failure: { kind: 'not-found' } })
  })

  it('of Salesforce are signed in to and upserted by external id', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    await send('POST', '/v1/connections', {
      source: 'salesforce',
      connectionId: 'org',
      settings: { instanceUrl: salesforce.url },
      credentials: { consumerKey: 'key', username: 'patron@shop.example', privateKey },
    })
    const made = await client().createDestination({
      source: 'salesforce',
      connectionId: 'org',
      label: 'Sales',
      fields: [{ field: 'email', property: 'Email' }],
      audience: { hasEmail: true },
      everyMinutes: null,
      options: { externalIdField: 'Patron_Id__c' },
    })
    if (!made.ok) throw new Error(made.failure.message)
    await client().startDestinationRun(made.value.id)
    expect(await finished(made.value.id)).toMatchObject({ state: 'done', sentCount: 1, heldCount: 2 })
    const sent = salesforce.seen.find(({ method }) => method === 'PATCH')
    expect(sent).toMatchObject({
      path: '/services/data/v62.0/composite/sobjects/Contact/Patron_Id__c',
      headers: { authorization: 'Bearer fresh' },
    })
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      allOrNone: false,
      records: [
        { attributes: { type: 'Contact' }, Email: 'bob@shop.example', Patron_Id__c: await customerOf('bob') },
      ],
    })
  })
})
