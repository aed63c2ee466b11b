import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { DeliveryList } from '#shared/contracts/connections.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import type { DestinationProblemList } from '#shared/contracts/destinations.ts'
import type { SplitView } from '#shared/contracts/identity.ts'
import type { ImportView } from '#shared/contracts/imports.ts'
import type { PrivacyRequestView } from '#shared/contracts/privacy.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { accessibilityViolations } from '#tests/support/accessibility-violations.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { type FakeVendor, startFakeVendor } from '#tests/support/fake-vendor.ts'
import {
  customerOf,
  mergeOf,
  sendMergedCustomer,
  sendSharedBrowser,
  sendTooManyCustomers,
} from '#tests/support/identity-shop.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'
import { inviteStaff, staffPassword } from './staff-visit.ts'

const orders = `Order No,Order date,SKU,Product,Category,Qty,Price,E-mail,Full name
A-1001,2026-03-01 10:15,MUG-1,Stoneware mug,Kitchen,2,8.50,ada.lovelace@example.com,Ada Lovelace
A-1002,2026-04-12 17:40,LAMP-3,Brass lamp,Lighting,1,79.90,ada.lovelace@example.com,Ada Lovelace
A-1003,not a date,LAMP-3,Brass lamp,Lighting,1,79.90,grace@example.com,Grace Hopper
`

const browser = await launchBrowser()
let platform: TestPlatform
let adminEmail: string
let crm: FakeVendor
/** Every kind of page, with something on it. */
const pages = new Map<string, string>([
  ['overview', '/'],
  ['customers', '/customers'],
  ['customers, nobody found', '/customers?query=zzzz'],
  ['merge log', '/merges'],
  ['review queue', '/reviews'],
  ['events', '/events'],
  ['quarantine', '/events?view=quarantine'],
  ['imports', '/imports'],
  ['products', '/products'],
  ['segments', '/segments'],
  ['movement between segments', '/segments/movements'],
  ['due purchases', '/due'],
  ['models', '/models'],
  ['model that was never trained', '/models/churn'],
  ['jobs', '/jobs'],
  ['QR codes', '/qr-codes'],
  ['integrations', '/integrations'],
  ['set-up of a shop', '/integrations/shopify?id=second'],
  ['set-up of a shop that is connected', '/integrations/shopify?id=main'],
  ['set-up of tracking', '/integrations/tracking'],
  ['connection', '/connections/shopify/main'],
  ['settings of a connection', '/connections/shopify/main/settings'],
  ['secret of a connection', '/connections/shopify/main/secret'],
  ['end of a connection', '/connections/shopify/main/delete'],
  ['identity rules', '/settings/identity'],
  ['exchange rates', '/settings/exchange-rates'],
  ['destinations', '/destinations'],
  ['choice of a system for a destination', '/destinations/new'],
  ['new destination', '/destinations/new?connection=rest%2Fcrm'],
  ['own account', '/settings/account'],
  ['set-up of a second factor', '/settings/account/second-factor'],
  ['users', '/settings/users'],
  ['new API key', '/settings/api-keys/new'],
  ['audit log', '/settings/audit?check=yes'],
  ['shop', '/settings/shop'],
  ['privacy requests', '/privacy?status=all'],
  ['record of processing', '/privacy/record'],
  ['design system', '/design'],
  ['page that does not exist', '/nowhere'],
  ['customer that does not exist', '/customers/cus_nobody'],
])

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true })
  const waiting = await upload('waiting.csv', false)
  const done = await upload('done.csv', true)
  await platform.track('track', {
    event: 'Order Completed',
    userId: 'u-1',
    properties: { order_id: 'bad', total: 'a lot', currency: 'XXZ' },
  })
  await until(async () => (await platform.get<ImportView>(`/v1/imports/${done.id}`)).state === 'done')
  await platform.settled()
  const { customers } = await platform.get<CustomerList>('/v1/customers?query=ada')
  pages.set('import to be mapped', `/imports/${waiting.id}`)
  pages.set('import that is done', `/imports/${done.id}`)
  pages.set('customer', `/customers/${customers[0]?.id}`)
  await platform.api('/v1/qr-codes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ label: 'Till 2', targetUrl: 'https://shop.example/', storeId: 'Bristol' }),
  })
  pages.set('message to a customer', `/customers/${customers[0]?.id}/message`)
  await addPagesOfIdentity()
  await addDeliveries()
  await addPrivacy()
  adminEmail = await inviteStaff(platform, 'admin')
  await addDestination()
})

afterAll(async () => {
  await browser?.close()
  await Promise.all([platform?.remove(), crm?.stop()])
})

/** A merge, reviews of two and of four customers, and a split, each with the pages on which they are decided. */
async function addPagesOfIdentity(): Promise<void> {
  const adaId = await sendMergedCustomer(platform)
  const { mergeId } = await mergeOf(platform, adaId)
  pages.set('customer made of two', `/customers/${adaId}`)
  pages.set('undo of a merge', `/merges/${mergeId}/undo`)
  pages.set('split', `/customers/${adaId}/split`)
  pages.set('split, shown first', `/customers/${adaId}/split?identifier=phone:%2B447700900123`)
  pages.set('search for another customer', `/customers/${adaId}/merge?query=a`)

  const reviewId = await sendSharedBrowser(platform, 'one')
  pages.set('review of two', `/reviews/${reviewId}?done=merged&merge=${mergeId}`)
  pages.set('review of many', `/reviews/${await sendTooManyCustomers(platform)}`)
  const { customers } = await platform.get<CustomerList>('/v1/customers?query=hopper')
  pages.set('merge of two', `/merges/new?customer=${customers[0]?.id}&customer=${customers[1]?.id}`)

  const graceId = await customerOf(platform, 'email:grace@one.example.com')
  const response = await platform.api(`/v1/customers/${graceId}/splits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identifiers: ['cookie_id:browser-one'] }),
  })
  const { splitId } = (await response.json()) as SplitView
  pages.set('undo of a split', `/customers/${graceId}/splits/${splitId}/undo`)
  pages.set('customer that was split', `/customers/${graceId}`)
}

/** A connection with a delivery that was taken, one that is in quarantine and one that was refused. */
async function addDeliveries(): Promise<void> {
  const secret = 'secret of the main shop'
  await platform.api('/v1/connections', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source: 'shopify', connectionId: 'main', label: 'Main shop', secret }),
  })
  const order = { id: 1, created_at: '2026-11-01T10:00:00Z', total_price: '12.50', line_items: [] }
  for (const [key, currency] of [
    [secret, 'GBP'],
    [secret, 'XXQ'],
    ['a wrong secret', 'GBP'],
  ] as const) {
    const body = Uint8Array.from(new TextEncoder().encode(JSON.stringify({ ...order, currency })))
    const headers = { ...(await signShopify(body, key)), 'x-shopify-topic': 'orders/create' }
    await fetch(`${platform.apiUrl}/webhooks/shopify/main`, { method: 'POST', body, headers })
  }
  const list = () => platform.get<DeliveryList>('/v1/connections/shopify/main/deliveries')
  await until(async () => (await list()).deliveries.length === 3)
  for (const { id, verdict } of (await list()).deliveries)
    pages.set(`delivery, ${verdict}`, `/deliveries/${id}`)
}

/** A destination that refuses everybody, and a connection to send messages through. */
async function addDestination(): Promise<void> {
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const response = await platform.api(path, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await response.json()) as { id: string }
  }
  crm = await startFakeVendor(({ body }) => ({
    status: 200,
    body: { results: JSON.parse(body).map(() => ({ error: 'is on the stop list' })) },
  }))
  const settings = { list: { url: `${crm.url}/list` } }
  const name = { source: 'rest', connectionId: 'crm' }
  await post('/v1/connections', { ...name, settings, credentials: { headerValue: 'Bearer hush' } })
  const twilio = { source: 'twilio', connectionId: 'shop', secret: 'the auth token' }
  const credentials = { accountSid: 'AC7f3b2c1d9e8a4f60b5c4d3e2f1a09b87', authToken: 'hush' }
  await post('/v1/connections', { ...twilio, settings: {}, credentials })
  const { id } = await post('/v1/destinations', {
    ...name,
    label: 'People in the CRM',
    fields: [{ field: 'trait:plan', property: 'plan' }],
    constants: { list: 'patron' },
    options: { path: '/people', removePath: '/gone', results: { list: '/results', problem: '/error' } },
  })
  await post(`/v1/destinations/${id}/runs`, {})
  const problems = () => platform.get<DestinationProblemList>(`/v1/destinations/${id}/problems`)
  await until(async () => (await problems()).problems.length > 0)
  pages.set('destination', `/destinations/${id}`)
  pages.set('editing a destination', `/destinations/${id}/edit`)
  pages.set('end of a destination', `/destinations/${id}/delete`)
}

async function upload(fileName: string, start: boolean): Promise<ImportView> {
  const body = new FormData()
  body.set('file', new File([orders], fileName, { type: 'text/csv' }))
  const response = await platform.api(`/v1/imports?start=${start}`, { method: 'POST', body })
  return (await response.json()) as ImportView
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + 60_000
  while (!(await isTrue())) {
    if (Date.now() > deadlineMs) throw new Error('not in time')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Made of the same parts as others, so that only every look looks at them. */
const pagesLikeOthers = [
  ['settings', '/settings'],
  ['user', '/settings/users/usr_demo_customer'],
  ['API keys', '/settings/api-keys'],
  ['company sign-in', '/settings/identity-provider'],
  ['end of a shop', '/settings/closing'],
  ['new privacy request', '/privacy/new'],
  ['retention', '/privacy/retention'],
] as const

/** Pages for somebody who is not signed in, and for a customer. */
const openPages = ['/login', '/invitation/none']
const portalPages = ['/portal', '/portal/consents', '/portal/requests', '/portal/erasure']

/** What somebody asks about their data, and the pages on which it is answered; the same somebody has the portal. */
async function addPrivacy(): Promise<void> {
  const email = 'customer@demo.patron.test'
  await platform.track('identify', {
    messageId: 'robin',
    userId: 'u-robin',
    traits: { email, firstName: 'Robin' },
  })
  await platform.settled()
  const customerId = await customerOf(platform, `email:${email}`)
  const response = await platform.api('/v1/privacy/requests', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customerId, kind: 'correction', wish: { traits: { firstName: 'Robyn' } } }),
  })
  const { requestId } = (await response.json()) as PrivacyRequestView
  pages.set('privacy request', `/privacy/requests/${requestId}`)
  pages.set('erasure, shown first', `/privacy/new?kind=erasure&person=${customerId}`)
  pages.set('consents of a customer', `/customers/${customerId}/consents`)
}

const windows = [
  { name: 'a phone', width: 360, height: 740 },
  { name: 'a desktop', width: 1280, height: 900 },
]

const isEveryLook = process.env.PATRON_EVERY_LOOK === '1'

/** Each size and each theme once; PATRON_EVERY_LOOK=1 tries all four. */
const looks = windows.flatMap((window, index) =>
  (['light', 'dark'] as const)
    .filter((_, theme) => isEveryLook || theme === index)
    .map((colorScheme) => ({ window, colorScheme })),
)

for (const [look, { window, colorScheme }] of looks.entries()) {
  describe.skipIf(browser === undefined)(`on ${window.name} in ${colorScheme}`, () => {
    it('axe finds nothing on the pages of this look, none scrolls sideways and none complains', async () => {
      const visit = await visitDashboard(browser, platform.dashboardUrl ?? '', {
        viewport: { width: window.width, height: window.height },
        colorScheme,
      })
      const found: string[] = []
      const checkPage = async (label: string, path: string) => {
        await visit.goto(path)
        const { pathname } = new URL(visit.page.url())
        if (pathname === '/login' && path !== '/login') found.push(`${label}: asks to sign in`)
        for (const violation of await accessibilityViolations(visit.page))
          found.push(`${label}: ${violation}`)
        for (const { width, height } of [...windows.filter((other) => other !== window), window]) {
          await visit.page.setViewportSize({ width, height })
          const pageWidth = await visit.page.evaluate(() => document.documentElement.scrollWidth)
          if (pageWidth > width) found.push(`${label}: is ${pageWidth} px wide at ${width} px`)
        }
      }
      // Looks take turns: axe is slow, and what it finds is seldom a matter of the size or the theme.
      const ofThisLook = <Page>(all: readonly Page[]) =>
        all.filter((_, index) => isEveryLook || index % looks.length === look)
      for (const path of ofThisLook(openPages)) await checkPage(path, path)
      await visit.enter(demoCredentials.customer)
      for (const path of ofThisLook(portalPages)) await checkPage(path, path)
      await visit.page.context().clearCookies()
      await visit.enter({ email: adminEmail, password: staffPassword })
      for (const [label, path] of ofThisLook([...pages, ...(isEveryLook ? pagesLikeOthers : [])]))
        await checkPage(label, path)
      expect(found).toEqual([])
      expect(visit.complaints).toEqual([])
      await visit.close()
    }, 300_000)
  })
}
