import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type DashboardVisit, visitDashboard } from '#tests/support/dashboard-visit.ts'
import { customerOf } from '#tests/support/identity-shop.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const browser = await launchBrowser()
let platform: TestPlatform
let visit: DashboardVisit
let customerId: string

/** Each would leave a mark in the page if any of it were taken for more than text. */
const markup = {
  customer: '<img src=x onerror="window.wasHere=1">Ada</title></script><script>window.wasHere=2</script>',
  family: "\"><svg onload=window.wasHere=3> ' onmouseover=window.wasHere=4 x='",
  product: '</td></table><iframe srcdoc="<script>parent.wasHere=5</script>"></iframe>Tea',
  store: 'javascript:window.wasHere=6//<a href="javascript:window.wasHere=7">Soho</a>',
  company: '{{constructor.constructor("window.wasHere=8")()}}<style>*{display:none}</style>',
}
/** Reads "exe.png" where text runs as it is told to (U+202E), and hides characters that have no width. */
const turned = 'photo\u202egnp.exe'
const unseen = 'Ad\u200ba\ufeff L\u2060ovelace'

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true, customerCellCount: 4 })
  const send = (endpoint: string, body: object) => platform.track(endpoint, body)
  await send('identify', {
    messageId: 'markup',
    userId: 'u-markup',
    traits: {
      firstName: markup.customer,
      lastName: markup.family,
      company: markup.company,
      email: 'ada@shop.example',
    },
  })
  await send('identify', { messageId: 'turned', userId: 'u-turned', traits: { firstName: turned } })
  await send('identify', { messageId: 'unseen', userId: 'u-unseen', traits: { name: unseen } })
  await send('track', {
    messageId: 'order',
    userId: 'u-markup',
    event: 'Order Completed',
    properties: {
      order_id: 'o-1',
      currency: 'GBP',
      total: 10,
      products: [{ product_id: 'TEA', name: markup.product, quantity: 1, price: 10 }],
    },
  })
  const sale = await platform.api('/v1/pos/events', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      events: [
        {
          kind: 'sale',
          eventId: 'sale-1',
          storeId: markup.store.slice(0, 60),
          billNumber: '1',
          occurredAt: '2026-11-20T10:00:00Z',
          currency: 'GBP',
          total: '12.50',
          customer: { email: 'ada@shop.example' },
          lines: [{ productId: 'TEA', name: markup.product, quantity: 1, unitPrice: '12.50' }],
        },
      ],
    }),
  })
  expect(sale.status, await sale.clone().text()).toBe(200)
  await platform.settled()
  customerId = await customerOf(platform, 'email:ada@shop.example')
  if (browser === undefined) return
  visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
  await visit.enter(demoCredentials.owner)
})
afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

describe.skipIf(browser === undefined)('the pages of the dashboard', () => {
  const pages = (): string[] => [
    '/',
    '/customers',
    `/customers/${customerId}`,
    '/customers?query=Ada',
    '/events',
    '/products',
    '/merges',
    '/privacy',
    '/imports',
    '/replenishment/supply',
    '/forecasts/calendar',
    '/settings/audit',
  ]

  it('show markup in the names of a customer, a product and a store as text, and run nothing of it', async () => {
    const violations: string[] = []
    visit.page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) violations.push(message.text())
    })
    const shown: string[] = []
    for (const path of pages()) {
      await visit.goto(path)
      shown.push((await visit.page.locator('body').textContent()) ?? '')
      // A moment for what would load or run late.
      await visit.page.waitForTimeout(50)
      const marks = await visit.page.evaluate(() => ({
        wasHere: (window as { wasHere?: number }).wasHere,
        frames: document.querySelectorAll('iframe, img[src="x"], svg[onload], [onmouseover], [onerror]')
          .length,
        scripts: [...document.querySelectorAll('a')].filter((link) => /^javascript:/i.test(link.href)).length,
        isShown: getComputedStyle(document.body).display,
      }))
      expect([path, marks]).toEqual([path, { wasHere: undefined, frames: 0, scripts: 0, isShown: 'block' }])
    }
    const all = shown.join('\n')
    // They were there to be run: a page that showed none of them would prove nothing.
    expect(all).toContain('<img src=x onerror="window.wasHere=1">Ada')
    expect(all).toContain('<iframe srcdoc=')
    expect(all).toContain('javascript:window.wasHere=6')
    expect(violations).toEqual([])
    expect(visit.complaints).toEqual([])
  })

  it('show names without characters that turn text round or are not seen, and what was sent as it came, apart', async () => {
    await visit.goto('/customers')
    const list = (await visit.page.locator('body').textContent()) ?? ''
    expect(list).toContain('photognp.exe')
    expect(list).toContain('Ada Lovelace')
    expect(/[\u202e\u200b\u2060\ufeff]/.test(list)).toBe(false)

    await visit.page.getByRole('link', { name: 'photognp.exe' }).first().click()
    const told = visit.page.getByText(turned).first()
    await told.waitFor()
    const isApart = await told.evaluate((element) => {
      const { display, unicodeBidi } = getComputedStyle(element)
      return display !== 'inline' || /isolate|plaintext/.test(unicodeBidi)
    })
    expect(isApart).toBe(true)
    expect(visit.complaints).toEqual([])
  })
})
