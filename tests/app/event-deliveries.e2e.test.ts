import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { EventList } from '#shared/contracts/streaming.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const browser = await launchBrowser()
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true })
})

afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

async function deliverOrder(id: number): Promise<void> {
  const order = {
    id,
    created_at: '2026-11-01T10:00:00Z',
    currency: 'GBP',
    total_price: '12.50',
    email: `buyer${id}@example.com`,
    line_items: [],
  }
  const body = Uint8Array.from(new TextEncoder().encode(JSON.stringify(order)))
  const signed = await signShopify(body, demoCredentials.shopifySecret)
  const headers = { 'content-type': 'application/json', 'x-shopify-topic': 'orders/create', ...signed }
  const response = await fetch(`${platform.apiUrl}/webhooks/shopify/demo`, { method: 'POST', body, headers })
  expect(response.status).toBe(200)
}

const lookUp = (event: object, parts: object = {}) =>
  platform.api(`/v1/events/delivery?${new URLSearchParams({ ...event, ...parts })}`)

it.skipIf(browser === undefined)(
  'leads from an event to the delivery it came in, and says when that is not kept',
  async () => {
    await platform.track('track', { event: 'Tracked', messageId: 'tracked', userId: 'u-1' })
    await deliverOrder(1)
    await deliverOrder(2)
    await platform.settled()
    const { events } = await platform.get<EventList>('/v1/events')
    const [second, first, tracked] = events.toSorted((left, right) =>
      left.receivedAt < right.receivedAt ? 1 : -1,
    )
    expect([second, first, tracked].map((event) => event?.mayHaveDelivery)).toEqual([true, true, false])
    const { source = '', id = '', receivedAt = '' } = first ?? {}
    await expect.poll(async () => (await lookUp({ source, id, receivedAt })).status).toBe(200)
    await expect
      .poll(
        async () =>
          (await lookUp({ source, id: second?.id ?? '', receivedAt: second?.receivedAt ?? '' })).status,
      )
      .toBe(200)
    expect((await lookUp({ source, id, receivedAt: '2026-11-01T10:00:00Z' })).status).toBe(404)
    expect((await lookUp({ source: 'shopify/other', id, receivedAt })).status).toBe(404)
    expect((await lookUp({ source, id, receivedAt: 'yesterday' })).status).toBe(422)

    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
    const { page } = visit
    await visit.enter()
    await visit.goto('/events')
    const rows = page.getByRole('table', { name: 'Events, the newest first' }).locator('tbody tr')
    const link = page.getByRole('link', { name: `Delivery of ${id}` })
    await link.waitFor()
    expect(
      await rows
        .filter({ hasText: 'Tracked' })
        .getByRole('link', { name: /^Delivery/ })
        .count(),
    ).toBe(0)
    await link.click()
    await page.getByRole('heading', { level: 1, name: 'orders/create' }).waitFor()
    expect(await page.locator('.request .bytes').first().innerText()).toContain('buyer1@example.com')
    await page.getByRole('link', { name: 'See the customer' }).waitFor()
    await page.getByRole('button', { name: 'Replay' }).click()
    await page.getByText('Replayed. 0 new events, 1 known already, 0 in quarantine.').waitFor()

    // An event that comes in while the page is open leads there too.
    await visit.goto('/events')
    await page.getByText('Live', { exact: true }).waitFor()
    await deliverOrder(3)
    await rows
      .getByRole('link', { name: /^Delivery of/ })
      .nth(2)
      .waitFor()

    const database = await platform.database()
    await database.prepare('delete from connection_logs').run()
    await visit.goto('/events')
    await link.click()
    await page.getByRole('heading', { level: 1, name: 'The delivery is not kept' }).waitFor()
    await page
      .getByText(
        'Deliveries are kept for 7 days. After that the event itself stays with its customer, and what was sent cannot be read or replayed any more.',
        { exact: true },
      )
      .waitFor()
    await page.getByRole('link', { name: 'shopify/demo' }).click()
    await page.getByRole('heading', { level: 1, name: 'Demo', exact: true }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/connections/shopify/demo')
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined).each([
  ['a wide window', { width: 1280, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
])(
  'shows what was sent of a call in quarantine, and what its request said of it, in %s',
  async (_, viewport) => {
    const call = { properties: [], userId: 'kept', messageId: 'kept-1' }
    const response = await fetch(`${platform.apiUrl}/v1/page`, {
      method: 'POST',
      body: JSON.stringify({ ...call, writeKey: demoCredentials.writeKey }),
      headers: { 'content-type': 'application/json', 'sec-gpc': '1' },
    })
    expect(response.status).toBe(422)
    await platform.settled()
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '', { viewport })
    const { page } = visit
    await visit.enter()
    await visit.goto('/events?view=quarantine')
    await page.getByRole('button', { name: /^View the bytes of/ }).click()
    const dialog = page.getByRole('dialog', { name: 'What was sent' })
    await dialog.getByRole('heading', { level: 3, name: 'What the request said of it' }).waitFor()
    expect(await dialog.locator('.bytes').allInnerTexts()).toEqual([
      JSON.stringify(call),
      '{\n  "kind": "page",\n  "hasPrivacySignal": true\n}',
    ])
    const isOverflowing = () => document.documentElement.scrollWidth > document.documentElement.clientWidth
    expect(await page.evaluate(isOverflowing)).toBe(false)
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)
