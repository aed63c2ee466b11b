import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ConnectionList, ConnectionView } from '#shared/contracts/connections.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { verifyToken } from '#shared/sources/whatsapp/challenge.ts'
import { signWoocommerce } from '#shared/sources/woocommerce/sign.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type DashboardVisit, visitDashboard } from '#tests/support/dashboard-visit.ts'
import { startFakeVendor } from '#tests/support/fake-vendor.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const fixture = '../../shared/sources/woocommerce/fixtures/order-created/paid-by-card.body.json'
const order: unknown = JSON.parse(readFileSync(new URL(fixture, import.meta.url), 'utf8'))

const browser = await launchBrowser()
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true })
})

afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

async function visitAsStaff(options = {}): Promise<DashboardVisit> {
  const visit = await visitDashboard(browser, platform.dashboardUrl ?? '', options)
  await visit.enter()
  return visit
}

/** What stands to be copied under a label. */
const copied = (page: Page, label: string) =>
  page.locator('.copy-text').filter({ hasText: label }).locator('code').first().innerText()

const bytesOf = (body: object) => Uint8Array.from(new TextEncoder().encode(JSON.stringify(body)))

/** Posts to the address that a page showed, here where the platform really is. */
function deliver(address: string, body: Uint8Array<ArrayBuffer>, headers: object): Promise<Response> {
  const path = new URL(address).pathname
  return fetch(`${platform.apiUrl}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

function orderOf(id: number, parts: object = {}): object {
  return {
    id,
    created_at: '2026-11-01T10:00:00Z',
    updated_at: '2026-11-01T10:00:00Z',
    currency: 'GBP',
    total_price: '12.50',
    email: `buyer${id}@example.com`,
    line_items: [],
    ...parts,
  }
}

async function deliverOrder(address: string, secret: string, order: object): Promise<number> {
  const body = bytesOf(order)
  const headers = { ...(await signShopify(body, secret)), 'x-shopify-topic': 'orders/create' }
  return (await deliver(address, body, headers)).status
}

it.skipIf(browser === undefined)(
  'connects a shop: shows its secret once, waits, and leads to what became of the first event',
  async () => {
    const visit = await visitAsStaff()
    const { page } = visit
    await visit.goto('/integrations')
    await page.getByRole('link', { name: 'Connect another WooCommerce' }).click()
    await page.getByLabel('Name').fill('Bristol')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByRole('heading', { name: 'Bristol is connected' }).waitFor()
    await page.getByText('Waiting for the first event.').waitFor()
    const [address, secret] = [await copied(page, 'Address'), await copied(page, 'Secret')]

    const customer = { id: 26, date_created_gmt: '2026-11-01T10:00:00', email: 'ada@example.com' }
    const body = bytesOf(customer)
    const headers = { ...(await signWoocommerce(body, secret)), 'x-wc-webhook-topic': 'customer.created' }
    expect((await deliver(address, body, headers)).status).toBe(200)
    await page.getByText('First event received.').waitFor()
    // The page has refreshed itself since, and the secret is still there to be copied.
    expect(await copied(page, 'Secret')).toBe(secret)

    await page.getByRole('link', { name: 'See what became of it' }).click()
    await page.getByRole('heading', { level: 1, name: 'customer.created' }).waitFor()
    expect(await page.locator('.request .bytes').first().innerText()).toContain('"email": "ada@example.com"')

    await page.goBack()
    await page.getByText('shown once, when it was made').waitFor()
    expect(await page.content()).not.toContain(secret)
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'gives Meta’s verify token, and says beside the field what is wrong',
  async () => {
    const visit = await visitAsStaff()
    const { page } = visit
    await visit.goto('/integrations/whatsapp')
    await page.getByLabel('App secret').fill('short')
    await page.getByRole('button', { name: 'Connect' }).click()
    const field = page.locator('.field').filter({ hasText: 'App secret' })
    await field.locator('.field-error').waitFor()
    const { connections } = await platform.get<ConnectionList>('/v1/connections')
    expect(connections.filter(({ source }) => source === 'whatsapp')).toHaveLength(1)

    await page.getByLabel('App secret').fill('secret of the app')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByText('is connected').waitFor()
    expect(await copied(page, 'Verify token')).toBe(await verifyToken('secret of the app'))
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'works without script: connects, filters, debugs, replays, pauses, changes the secret, deletes',
  async () => {
    const visit = await visitAsStaff({ javaScriptEnabled: false })
    const { page } = visit
    await visit.goto('/integrations/shopify')
    const address = await copied(page, 'Address')
    const at = new URL(address).pathname.replace('/webhooks', '/v1/connections')
    // A vendor that shows its secret only once it has the address: deliveries before that are not known.
    expect(await deliverOrder(address, 'the first secret', orderOf(1))).toBe(404)
    await page.getByLabel('Name').fill('Main shop')
    await page.getByLabel('Signing secret').fill('the first secret')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByRole('heading', { name: 'Main shop is connected' }).waitFor()

    expect(await deliverOrder(address, 'the first secret', orderOf(1))).toBe(200)
    expect(await deliverOrder(address, 'the first secret', orderOf(2, { currency: 'XXQ' }))).toBe(200)
    expect(await deliverOrder(address, 'a wrong secret', orderOf(3))).toBe(401)
    await platform.settled()
    await until(async () => (await platform.get<ConnectionView>(at)).health.lastDay.deliveryCount === 3)
    await page.getByRole('link', { name: 'Go to the connection' }).click()
    const rows = page.getByRole('table', { name: 'Deliveries, the newest first' }).locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(3)
    expect(await rows.first().innerText()).toContain('The signature does not fit')

    await page.getByLabel('Verdict').selectOption('accepted')
    await page.getByRole('button', { name: 'Filter' }).click()
    await expect.poll(() => rows.count()).toBe(1)
    await rows.first().getByRole('link').click()
    await page.getByRole('button', { name: 'Replay' }).click()
    expect(await page.getByRole('status').filter({ hasText: 'Replayed.' }).innerText()).toContain(
      '0 new events, 1 known already',
    )
    await page.getByRole('link', { name: 'See the customer' }).click()
    await page.getByText('buyer1@example.com').first().waitFor()

    await visit.goto('/events?view=quarantine')
    await page.getByRole('button', { name: 'Replay' }).click()
    const stillWrong = page.getByRole('status').filter({ hasText: 'Replayed.' })
    expect(await stillWrong.innerText()).toContain('The order lacks a number or a currency')

    const connectionPath = new URL(address).pathname.replace('/webhooks', '/connections')
    await visit.goto(connectionPath)
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Deliveries are turned away').waitFor()
    expect((await platform.get<ConnectionView>(at)).status).toBe('paused')
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByRole('button', { name: 'Test' }).click()
    expect(await page.getByRole('alert').innerText()).toContain('compare the secret')

    await page.getByLabel('Topic').selectOption('customers/create')
    await page.getByLabel('How it comes').selectOption('With a wrong signature')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('It went as it should.').waitFor()
    await expect.poll(() => page.getByText('customers/create: refused, answered 401').count()).toBe(1)

    await page.getByRole('link', { name: 'New secret' }).click()
    await page.getByLabel('Signing secret').fill('the second secret')
    await page.getByLabel('How long the old one').selectOption('For an hour')
    await page.getByRole('button', { name: 'Change the secret' }).click()
    await page.getByText('The old one is taken too until').waitFor()
    expect(await deliverOrder(address, 'the second secret', orderOf(4))).toBe(200)
    expect(await deliverOrder(address, 'the first secret', orderOf(5))).toBe(200)

    await visit.goto(`${connectionPath}/settings`)
    await page.getByLabel('Domain of the shop').fill('not a domain')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('is not a domain of the form').waitFor()
    await page.getByLabel('Domain of the shop').fill('larder.myshopify.com')
    await page.getByLabel('Look for missed changes').fill('30')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(async () => (await platform.get<ConnectionView>(at)).settings)
      .toEqual({ shopDomain: 'larder.myshopify.com', reconcileEveryMinutes: 30 })

    await page.getByRole('link', { name: 'Delete' }).click()
    await page.getByLabel('To delete it').fill('Another shop')
    await page.getByRole('button', { name: 'Delete the connection' }).click()
    await page.getByText('Type Main shop, just so.').waitFor()
    await page.getByLabel('To delete it').fill('Main shop')
    await page.getByRole('button', { name: 'Delete the connection' }).click()
    await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor()
    expect((await platform.api(at)).status).toBe(404)
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'waits for the first visit of the web shop, and for the first delivery of a connection, while the page is open',
  async () => {
    const visit = await visitAsStaff()
    const { page } = visit
    await visit.goto('/integrations/tracking')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByText('Waiting for the first event.').waitFor()
    await platform.track('page', { name: 'Home', anonymousId: 'a-1' })
    await page.getByText('First event received.').waitFor()
    await page.getByText(/Viewed Home, (?:just now|\d+ s ago)/).waitFor()

    await visit.goto('/connections/magento/demo')
    await page.getByText('Waiting for the first event.').waitFor()
    await page.getByLabel('Topic').selectOption('customer_save_after')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('It went as it should.').waitFor()
    await page.getByText('First event received.').waitFor()
    await page.getByText(/Said who they are, (?:just now|\d+ s ago)/).waitFor()
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'shows events that come without a connection, and says that earlier keys send by the id of another shop',
  async () => {
    const [found] = (await platform.get<ConnectionList>('/v1/connections')).connections.filter(
      ({ source }) => source === 'tracking',
    )
    if (found !== undefined) {
      const path = `/v1/connections/tracking/${found.connectionId}`
      expect((await platform.api(path, { method: 'DELETE' })).ok).toBe(true)
    }
    await platform.track('page', { name: 'Sale', anonymousId: 'a-2' })
    await platform.settled()
    const database = await platform.database()
    await addTenant(database, 'neighbour', 'key-of-the-neighbour')
    await database
      .prepare(
        `insert into connection (source, connection_id, tenant_id, secrets, is_demo, created_at)
         values ('tracking', 'web', 'neighbour', '[]', 0, 0)`,
      )
      .run()

    const visit = await visitAsStaff()
    const { page } = visit
    await visit.goto('/integrations/tracking')
    await page.getByText(/Viewed Sale, /).waitFor()
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByText('Keys made earlier').waitFor()
    const notice = page.getByRole('status').filter({ hasText: 'Keys made earlier' })
    expect(await notice.innerText()).toContain('still send as web')
    const { connections } = await platform.get<ConnectionList>('/v1/connections')
    const made = connections.filter(({ source }) => source === 'tracking')
    expect(made).toHaveLength(1)
    expect(made[0]?.connectionId).toMatch(/^[0-9a-f]{20}$/)
    expect(await notice.innerText()).toContain(`this connection is ${made[0]?.connectionId}`)
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)('names stored settings that the source does not know', async () => {
  const database = await platform.database()
  await database
    .prepare(`update connection set settings = ? where source = 'square' and connection_id = 'demo'`)
    .bind(JSON.stringify({ environment: 'sandbox', enviroment: 'production' }))
    .run()
  const visit = await visitAsStaff()
  await visit.goto('/connections/square/demo')
  const notice = visit.page.getByRole('status').filter({ hasText: 'does not know' })
  expect(await notice.innerText()).toMatch(/ enviroment\.$/)
  await visit.close()
})

it.skipIf(browser === undefined)(
  'reads what was there before: with access only, shown as it goes, and can be stopped',
  async () => {
    const vendor = await startFakeVendor(({ path }) => ({
      status: 200,
      body: path.includes('/orders') && !path.includes('page=2') ? [order] : [],
      headers: { 'x-wp-totalpages': '1' },
    }))
    const visit = await visitAsStaff()
    const { page } = visit
    await visit.goto('/connections/woocommerce/demo')
    await page.getByRole('link', { name: 'Enter the access first' }).click()
    await page.getByLabel('Address of the shop').fill(vendor.url)
    await page.getByLabel('Consumer key').fill('ck_right')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.field').filter({ hasText: 'Consumer secret' }).locator('.field-error').waitFor()
    await page.getByLabel('Consumer secret').fill('cs_right')
    await page.getByRole('button', { name: 'Save' }).click()

    vendor.answerNext({ status: 429, body: {}, headers: { 'retry-after': '3600' } })
    await page.getByRole('button', { name: 'Start reading' }).click()
    await page.getByRole('progressbar').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled').waitFor()

    await page.getByLabel('Changed since').fill('2026-01-01')
    await page.getByRole('button', { name: 'Start reading' }).click()
    const run = page.getByRole('list', { name: 'Back-fills' }).getByRole('listitem').first()
    await run.getByText('Done').waitFor()
    expect(await run.innerText()).toContain('what changed since 1 Jan 2026')
    expect(await run.innerText()).toMatch(/1 record read: \d+ new events?, 0 known already, 0 in quarantine/)
    expect(visit.complaints).toEqual([])
    await visit.close()
    await vendor.stop()
  },
)

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + 60_000
  while (!(await isTrue())) {
    if (Date.now() > deadlineMs) throw new Error('not in time')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
