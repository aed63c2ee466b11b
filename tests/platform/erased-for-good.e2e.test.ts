import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPlatform } from '#scripts/platform.ts'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { scrubWhenDue } from '#scripts/scrub-when-due.ts'
import { type PatronClient, patronClient } from '#shared/contracts/client.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { answered } from '#tests/support/answered.ts'
import { ended } from '#tests/support/ended-job.ts'
import { good } from '#tests/support/good.ts'
import { importFile } from '#tests/support/import-file.ts'
import { placesWith } from '#tests/support/places-with.ts'
import { patronCalls, startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const email = 'canary@byte-scan.example'
const phone = '+447700900642'
const texts = ['canary@byte-scan', 'Kanarie', 'Vogelsang', 'canary-cookie', '7700900642']

let platform: TestPlatform
let copies: string
const staff = (): PatronClient =>
  patronClient({
    fetch: (request) => fetch(request),
    baseUrl: platform.apiUrl,
    token: demoCredentials.apiKey,
  })

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4, isAlone: true })
  copies = mkdtempSync(join(tmpdir(), 'patron-copies-'))
})
afterAll(async () => {
  await platform?.remove()
  rmSync(copies, { recursive: true, force: true })
})

/** What `npm start` does with a state that is there. */
async function startAgain(): Promise<void> {
  const { stateFolder } = platform
  scrubWhenDue(stateFolder)
  const started = await startPlatform({
    stateFolder,
    apiPort: 0,
    dashboardPort: undefined,
    vars: { RATE_LIMIT_SCALE: '1000' },
  })
  platform = { ...platform, ...started, ...patronCalls(started.apiUrl) }
}

/** Copies D1 and R2, or one of them, which may be put back by themselves. */
function copyStores(from: string, to: string, stores = ['d1', 'r2']): void {
  for (const folder of stores) {
    rmSync(join(to, folder), { recursive: true, force: true })
    cpSync(join(from, folder), join(to, folder), { recursive: true })
  }
}

async function track(...calls: object[]): Promise<void> {
  expect((await platform.track('batch', { batch: calls })).status).toBe(200)
  await platform.settled()
}

async function webhook(order: object): Promise<number> {
  const body = Uint8Array.from(new TextEncoder().encode(JSON.stringify(order)))
  const response = await fetch(`${platform.apiUrl}/webhooks/shopify/demo`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/create',
      ...(await signShopify(body, demoCredentials.shopifySecret)),
    },
  })
  await response.arrayBuffer()
  return response.status
}

const timestamp = '2026-10-01T10:00:00.000Z'
const profiles = [
  {
    type: 'identify',
    messageId: 'm-1',
    timestamp,
    userId: 'canary-1',
    traits: { email, firstName: 'Kanarie' },
  },
  {
    type: 'identify',
    messageId: 'm-2',
    timestamp,
    anonymousId: 'canary-cookie-88',
    traits: { phone, lastName: 'Vogelsang' },
  },
  {
    type: 'page',
    messageId: 'm-3',
    timestamp,
    anonymousId: 'canary-cookie-77',
    name: 'Kanarie page',
  },
  {
    type: 'identify',
    messageId: 'm-9',
    timestamp,
    userId: 'other-1',
    traits: { email: 'else@where.example' },
  },
]
const ties = [
  { type: 'identify', messageId: 'm-4', timestamp, userId: 'canary-1', traits: { phone } },
  { type: 'identify', messageId: 'm-5', timestamp, userId: 'canary-1', anonymousId: 'canary-cookie-77' },
]
const unreadable = { type: 'track', messageId: 'm-6', timestamp, userId: 'canary-1', properties: { email } }
const order = {
  id: 90642,
  created_at: '2026-10-02T10:00:00Z',
  currency: 'GBP',
  total_price: '12.50',
  email,
  phone,
  customer: { id: 4711642, email, first_name: 'Kanarie', last_name: 'Vogelsang' },
  line_items: [{ id: 1, product_id: 7, title: 'Mug', quantity: 1, price: '12.50' }],
}
const csv = `Order ID,Date,Email,Product,Quantity,Amount
KF1,2026-01-05,${email},mug,1,12.00
,,${email},mug,,x
KF2,2026-01-06,else@where.example,mug,1,9.00
`

/** Everything that ever told of the person, as it was told. */
async function tellAll(): Promise<void> {
  await track(...profiles)
  await track(...ties)
  // It has no name, so it goes to quarantine as it is.
  expect((await platform.track('batch', { batch: [unreadable] })).status).toBe(200)
  expect(await webhook(order)).toBe(200)
  await platform.settled()
  expect((await importFile(platform, csv)).rejectedRowCount).toBe(1)
}

async function customerId(): Promise<string> {
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(`email:${email}`)}`,
  )
  return customers[0]?.id ?? ''
}

/** Said each time, so that midnight changes nothing. */
const lastDay = new Date().toISOString().slice(0, 10)

/** Orders and revenue of the last year, of customers and of nobody. */
async function revenue(): Promise<unknown> {
  const { current } = await good(staff().getOverview({ days: 365, lastDay }))
  return { orderCount: current.orderCount, revenue: current.revenue }
}

async function rebuild(): Promise<void> {
  expect(await ended(staff(), (await good(staff().startRebuild())).jobId)).toMatchObject({ state: 'done' })
}

async function addPortalAccount(): Promise<void> {
  await (await platform.database())
    .prepare(
      `insert into user_account (user_id, email, tenant_id, display_name, role, is_demo, created_at)
       values ('usr_canary', ?, 'demo', 'Kanarie Vogelsang', 'customer', 0, 0)`,
    )
    .bind(email)
    .run()
}

/** The rebuild that the schedule has begun by itself. */
async function rebuiltByItself(): Promise<void> {
  await platform.runSchedule()
  const { jobs } = await good(staff().listJobs({ kind: 'rebuild' }))
  expect(jobs[0]).toMatchObject({ startedBy: 'schedule' })
  expect(await ended(staff(), jobs[0]?.jobId ?? '')).toMatchObject({ state: 'done' })
}

/** What a byte scan finds once the platform was stopped and started as `npm start` does, without a hand. */
async function scanned(): Promise<string[]> {
  await platform.stop()
  scrubWhenDue(platform.stateFolder)
  return placesWith(platform.stateFolder, texts)
}

it('is in no byte of the state, whatever is told again, rebuilt, and put back from before the erasure', async () => {
  await tellAll()
  await addPortalAccount()
  const id = await customerId()
  const { mergedFrom, orders } = await good(staff().getCustomer(id))
  expect(mergedFrom).toHaveLength(2)
  expect(orders.map(({ orderId }) => orderId).sort()).toEqual(['90642', 'KF1'])
  const { requestId } = await good(staff().createExport({ customerId: id }))
  await answered(staff(), requestId)
  const before = await revenue()

  // A copy of before, with the person in rows, archive, export, quarantine, deliveries and the portal.
  await platform.stop()
  copyStores(platform.stateFolder, copies)
  expect(placesWith(copies, texts).length).toBeGreaterThan(4)
  await startAgain()

  await answered(staff(), (await good(staff().createErasure({ customerId: id }))).requestId)
  await tellAll()
  for (const { id: quarantineId } of (await good(staff().listQuarantine({}))).events)
    await staff().replayQuarantined(quarantineId)
  await platform.settled()
  expect(await customerId()).toBe('')
  await rebuild()
  expect(await revenue()).toEqual(before)
  expect(await scanned()).toEqual([])

  // D1 alone, as by Time Travel: nobody has to think of it.
  copyStores(copies, platform.stateFolder, ['d1'])
  await startAgain()
  await rebuiltByItself()
  expect(await customerId()).toBe('')
  expect(await scanned()).toEqual([])

  copyStores(copies, platform.stateFolder)
  expect(placesWith(platform.stateFolder, texts).length).toBeGreaterThan(4)
  await startAgain()
  await rebuild()
  expect(await customerId()).toBe('')
  expect(await revenue()).toEqual(before)
  expect(await good(staff().listPrivacyRequests({ kind: 'erasure' }))).toMatchObject({
    requests: [{ status: 'done' }],
  })
  expect(await scanned()).toEqual([])
})
