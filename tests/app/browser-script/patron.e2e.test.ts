import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { repositoryRoot } from '#scripts/repository-root.ts'
import type { ConsentHistory } from '#shared/contracts/consents.ts'
import type { CustomerList, Timeline, TimelineItem } from '#shared/contracts/customers.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ShopPages, serveShopPages } from '#tests/support/shop-pages.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const browser = await launchBrowser()
const { writeKey } = demoCredentials
const patience = { timeout: 60_000 }
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

interface ShopVisit {
  readonly context: BrowserContext
  readonly page: Page
  /** Calls to Patron that have been sent so far. */
  readonly sent: string[]
  readonly complaints: string[]
  readonly shop: ShopPages
  run(script: string): Promise<unknown>
  close(): Promise<void>
}

/** A browser on a shop whose pages hold the script, begun with `options` and the commands of `more`. */
async function visitShop(options: object, more = ''): Promise<ShopVisit> {
  if (browser === undefined) throw new Error('there is no browser on this machine')
  const shop = await serveShopPages(
    `<script>
       window.patron = window.patron || function () { (patron.q = patron.q || []).push(arguments) }
       patron('init', ${JSON.stringify({ writeKey, ...options })})
       ${more}
     </script>
     <script async src="${platform.apiUrl}/patron.js"></script>`,
  )
  const context = await browser.newContext()
  const page = await context.newPage()
  const sent: string[] = []
  const complaints: string[] = []
  context.on('request', (request) => {
    if (request.url().startsWith(`${platform.apiUrl}/v1/`)) sent.push(request.postData() ?? '')
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return {
    context,
    page,
    sent,
    complaints,
    shop,
    run: (script) => page.evaluate(script),
    close: async () => {
      await context.close()
      await shop.close()
    },
  }
}

/** What is kept in the browser by this script. */
function kept(visit: ShopVisit): Promise<unknown> {
  return visit.run('[document.cookie, Object.keys(localStorage).sort()]')
}

async function cookieOf(visit: ShopVisit): Promise<string> {
  return String(await visit.run(`document.cookie.replace('patron_id=', '')`))
}

async function timelineOf(identifier: string): Promise<TimelineItem[]> {
  await platform.settled()
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(identifier)}`,
  )
  if (customers[0] === undefined) return []
  return (await platform.get<Timeline>(`/v1/customers/${customers[0].id}/timeline?limit=200`)).items
}

async function refusalsOf(identifier: string): Promise<string[]> {
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(identifier)}`,
  )
  const { inForce } = await platform.get<ConsentHistory>(`/v1/customers/${customers[0]?.id}/consents`)
  return inForce.flatMap(({ purpose, isGranted }) => (isGranted ? [] : [purpose])).sort()
}

/** Waits until a visitor has so many events, and answers what they are, in the order they happened. */
async function arrived(identifier: string, count: number): Promise<TimelineItem[]> {
  return vi.waitFor(async () => {
    const items = await timelineOf(identifier)
    expect(items).toHaveLength(count)
    return items.reverse()
  }, patience)
}

it('is smaller than 4 KiB on its way', () => {
  const script = readFileSync(join(repositoryRoot, 'dist/docs/patron.js'))
  expect(gzipSync(script, { level: 9 }).length).toBeLessThan(4096)
})

it('may be loaded by any page, and is asked for again after an hour', async () => {
  const { status, headers } = await fetch(`${platform.apiUrl}/patron.js`)
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'public, max-age=3600',
  ])
  expect(headers.get('access-control-allow-origin')).toBe('*')
})

describe.skipIf(browser === undefined).concurrent('the script in a shop’s page', () => {
  it('sends pages, also those of a shop that never loads another, products, cart and who it is', async () => {
    const visit = await visitShop({})
    await visit.page.goto(`${visit.shop.url}/coffee`)
    // A second copy of the script, such as a tag manager brings, changes nothing.
    await visit.page.addScriptTag({ url: `${platform.apiUrl}/patron.js` })
    await visit.run(`(async () => {
      history.pushState({}, '', '/beans')
      document.title = 'Beans'
      await new Promise((resolve) => setTimeout(resolve, 50))
      patron('productViewed', { product_id: 'BEANS', name: 'Beans', price: 12.5 })
      patron('productAdded', { product_id: 'BEANS', quantity: 2 })
      patron('productRemoved', { product_id: 'BEANS', quantity: 1 })
      patron('cartViewed', { products: [] })
      patron('checkoutStarted', { value: 12.5 })
      patron('identify', 'script-ada', { email: 'Script.Ada@example.com' })
      patron('orderCompleted', { order_id: 'P-1', total: 12.5, currency: 'GBP' })
      patron('track', 'Newsletter Folded', { corner: 'top' })
    })()`)
    const cookie = await cookieOf(visit)
    const items = await arrived(`cookie_id:${cookie}`, 10)
    expect(items.map(({ name }) => name)).toEqual([
      'Shop /coffee',
      'Beans',
      'Product Viewed',
      'Product Added',
      'Product Removed',
      'Cart Viewed',
      'Checkout Started',
      'identify',
      'Order Completed',
      'Newsletter Folded',
    ])
    expect(items[1]?.properties).toMatchObject({ path: '/beans', referrer: `${visit.shop.url}/coffee` })
    expect(new Set(items.map(({ channel }) => channel))).toEqual(new Set(['web']))
    expect(new Set(items.flatMap(({ properties }) => properties.sessionId ?? [])).size).toBe(1)
    expect(await timelineOf('email:script.ada@example.com')).toHaveLength(10)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('keeps and sends nothing until the visitor allows it, and forgets when that is taken back', async () => {
    const visit = await visitShop({ consent: 'required' })
    await visit.page.goto(`${visit.shop.url}/`)
    await visit.page.waitForFunction(`patron.isReady`)
    await visit.run(`patron('productViewed', { product_id: 'SECRET' })`)
    await visit.page.waitForTimeout(900)
    expect(visit.sent).toEqual([])
    expect(await kept(visit)).toEqual(['', []])

    await visit.run(`patron('consent', { analytics: true, advertising: false })`)
    const cookie = await cookieOf(visit)
    const items = await arrived(`cookie_id:${cookie}`, 3)
    expect(items.map(({ name }) => name)).toEqual([
      'Shop /',
      'Product Viewed',
      'Segment Consent Preference Updated',
    ])

    // The answer holds on the next page.
    await visit.page.goto(`${visit.shop.url}/next`)
    await arrived(`cookie_id:${cookie}`, 4)

    await visit.run(`patron('consent', false)`)
    expect(await kept(visit)).toEqual(['', []])
    const last = await arrived(`cookie_id:${cookie}`, 5)
    expect(last.at(-1)?.name).toBe('Segment Consent Preference Updated')
    const sentBefore = visit.sent.length
    await visit.run(`patron('productViewed', { product_id: 'SECRET' })`)
    await visit.page.waitForTimeout(900)
    expect(visit.sent).toHaveLength(sentBefore)
    expect(await kept(visit)).toEqual(['', []])
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('remembers an objection where visits are recorded unless somebody objects', async () => {
    const visit = await visitShop({})
    await visit.page.goto(`${visit.shop.url}/`)
    await visit.page.waitForFunction(`patron.isReady`)
    const cookie = await cookieOf(visit)
    await visit.run(`patron('consent', false)`)
    await arrived(`cookie_id:${cookie}`, 2)
    const sentBefore = visit.sent.length
    await visit.page.goto(`${visit.shop.url}/again`)
    await visit.page.waitForTimeout(900)
    expect(visit.sent).toHaveLength(sentBefore)
    expect(await kept(visit)).toEqual(['', ['patron.consent']])
    await visit.close()
  })

  it('leaves a browser alone that asks not to be tracked', async () => {
    const visit = await visitShop({}, `patron('consent', true)`)
    await visit.context.addInitScript('navigator.globalPrivacyControl = true')
    await visit.page.goto(`${visit.shop.url}/`)
    await visit.page.waitForFunction(`patron.isReady`)
    await visit.page.waitForTimeout(900)
    expect(visit.sent).toEqual([])
    expect(await kept(visit)).toEqual(['', []])
    await visit.close()
  })

  it('records it all the same where the shop is set up to', async () => {
    const visit = await visitShop({ signals: 'ignore' })
    await visit.context.addInitScript('navigator.globalPrivacyControl = true')
    await visit.page.goto(`${visit.shop.url}/`)
    await visit.page.waitForFunction(`patron.isReady`)
    const cookie = await cookieOf(visit)
    await arrived(`cookie_id:${cookie}`, 1)
    // What the browser asks goes along, and is a refusal: it does not send the header itself, as this one knows no such setting.
    expect(await refusalsOf(`cookie_id:${cookie}`)).toEqual(['profiling', 'sale-of-data'])
    await visit.close()
  })

  it('loses nothing while the network is away, not even with the page, and counts nothing twice', async () => {
    const visit = await visitShop({})
    await visit.page.goto(`${visit.shop.url}/`)
    await visit.page.waitForFunction(`patron.isReady`)
    const cookie = await cookieOf(visit)
    await arrived(`cookie_id:${cookie}`, 1)

    await visit.context.setOffline(true)
    const view = (number: number) => `patron('productViewed', { product_id: 'P-${number}' })`
    for (let number = 1; number <= 3; number += 1) await visit.run(view(number))
    await visit.page.waitForTimeout(800)
    await visit.context.setOffline(false)
    await arrived(`cookie_id:${cookie}`, 4)

    await visit.context.setOffline(true)
    for (let number = 4; number <= 6; number += 1) await visit.run(view(number))
    await visit.page.close()
    await visit.context.setOffline(false)
    const later = await visit.context.newPage()
    await later.goto(`${visit.shop.url}/later`)
    const items = await arrived(`cookie_id:${cookie}`, 8)
    const callsKept = () => later.evaluate(`Object.keys(localStorage).filter((name) => /call/.test(name))`)
    await vi.waitFor(async () => expect(await callsKept()).toEqual([]), patience)
    expect(await timelineOf(`cookie_id:${cookie}`)).toHaveLength(8)
    const products = items.flatMap(({ properties }) => properties.product_id ?? [])
    expect(products).toEqual(['P-1', 'P-2', 'P-3', 'P-4', 'P-5', 'P-6'])
    await visit.close()
  })

  it('sends what is left as the page is left, also when nobody comes back', async () => {
    const visit = await visitShop({})
    await visit.page.goto(`${visit.shop.url}/`)
    await visit.page.waitForFunction(`patron.isReady`)
    const cookie = await cookieOf(visit)
    await arrived(`cookie_id:${cookie}`, 1)
    await visit.run(`patron('track', 'Last Words')`)
    await visit.page.goto('about:blank')
    expect((await arrived(`cookie_id:${cookie}`, 2)).at(-1)?.name).toBe('Last Words')
    await visit.close()
  })

  it('starts anew when somebody else signs in, and when the user signs out', async () => {
    const visit = await visitShop({ pageViews: false })
    await visit.page.goto(`${visit.shop.url}/`)
    await visit.page.waitForFunction(`patron.isReady`)
    const cookies: string[] = []
    for (const command of [`'identify', 'first-user'`, `'identify', 'second-user'`, `'reset'`]) {
      await visit.run(`patron(${command})`)
      cookies.push(await cookieOf(visit))
    }
    expect(new Set(cookies).size).toBe(3)
    expect(await arrived('external_id:first-user', 1)).toHaveLength(1)
    expect(await arrived('external_id:second-user', 1)).toHaveLength(1)
    await visit.close()
  })

  it('never breaks the page, whatever it is given and whatever the browser refuses', async () => {
    const visit = await visitShop(
      {},
      `patron(); patron('nonsense', 1); patron('init', null); patron('track')`,
    )
    await visit.context.addInitScript(
      `Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })`,
    )
    await visit.page.goto(`${visit.shop.url}/`)
    await visit.page.waitForFunction(`patron.isReady`)
    const loop = `(() => {
      const loop = {}
      loop.loop = loop
      patron('identify', null)
      patron('consent', 'perhaps')
      patron('track', 'Loop', loop)
      patron('consent', true)
      patron('track', 'After', {})
    })()`
    await visit.run(loop)
    const names = (await arrived(`cookie_id:${await cookieOf(visit)}`, 2)).map(({ name }) => name)
    expect(names).toContain('After')
    expect(visit.complaints).toEqual([])
    await visit.close()
  })
})
