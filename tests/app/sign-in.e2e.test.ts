import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { type DashboardVisit, visitDashboard } from '#tests/support/dashboard-visit.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const browser = await launchBrowser()
let platform: TestPlatform
let dashboardUrl: string

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true })
  dashboardUrl = platform.dashboardUrl ?? ''
})

afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

async function inVisit(work: (visit: DashboardVisit) => Promise<void>): Promise<void> {
  const visit = await visitDashboard(browser, dashboardUrl)
  await work(visit)
  expect(visit.complaints).toEqual([])
  await visit.close()
}

describe.skipIf(browser === undefined)('signing in', () => {
  it('asks for it on every page and comes back to the page that was wanted', () =>
    inVisit(async ({ page, goto }) => {
      await goto('/customers?sort=revenue')
      expect(new URL(page.url()).pathname).toBe('/login')
      await page.getByLabel('E-mail').fill('manager@demo.patron.test')
      await page.getByLabel('Password').fill('manager-demo')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL('**/customers?sort=revenue')
      await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
    }))

  it('says clearly that the password is wrong and keeps the e-mail', () =>
    inVisit(async ({ page, goto }) => {
      await goto('/login')
      await page.getByLabel('E-mail').fill('manager@demo.patron.test')
      await page.getByLabel('Password').fill('wrong')
      await page.getByRole('button', { name: 'Sign in' }).click()
      expect(await page.getByRole('alert').textContent()).toContain('do not fit together')
      expect(await page.getByLabel('E-mail').inputValue()).toBe('manager@demo.patron.test')
    }))

  it('leads a customer to the portal, and away from every page of staff', () =>
    inVisit(async ({ page, goto, signIn }) => {
      await signIn('customer')
      await page.getByRole('heading', { level: 1, name: 'What Demo shop knows about you' }).waitFor()
      for (const path of ['/customers', '/settings/users', '/design']) {
        await goto(path)
        expect(new URL(page.url()).pathname).toBe('/portal')
      }
      await page.getByRole('button', { name: /Account of/ }).click()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL('**/login')
    }))

  it('leads staff away from the portal', () =>
    inVisit(async ({ page, goto, signIn }) => {
      await signIn()
      await goto('/portal/consents')
      expect(new URL(page.url()).pathname).toBe('/')
    }))

  it('is over after signing out, and leaves nothing in the cache', () =>
    inVisit(async ({ page, goto, signIn }) => {
      await signIn()
      await page.getByRole('button', { name: /Account of/ }).click()
      const cleared = page.waitForEvent('console', (note) => /Cleared data types: "cache"/.test(note.text()))
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL('**/login')
      await cleared
      await goto('/customers')
      expect(new URL(page.url()).pathname).toBe('/login')
    }))

  it('refuses a form that another site sends', async () => {
    const response = await fetch(`${dashboardUrl}/login`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'email=manager%40demo.patron.test&password=manager-demo',
    })
    expect(response.status).toBe(403)
    expect(response.headers.get('Set-Cookie')).toBeNull()
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  it('gives every page a nonce of 128 bits, and no other page a hold on it', async () => {
    const pages = await Promise.all([1, 2].map(() => fetch(`${dashboardUrl}/login`)))
    const nonces = pages.map(
      ({ headers }) => /'nonce-([^']+)'/.exec(headers.get('Content-Security-Policy') ?? '')?.[1],
    )
    expect(nonces.map((nonce) => Buffer.from(nonce ?? '', 'base64').length)).toEqual([16, 16])
    expect(new Set(nonces).size).toBe(2)
    expect(await pages[0]?.text()).toContain(`nonce="${nonces[0]}"`)
    expect(pages[0]?.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
  })

  it('hardens redirects, data and files too', async () => {
    const page = await (await fetch(`${dashboardUrl}/login`)).text()
    const script = /"(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? ''
    expect(script).not.toBe('')
    for (const path of ['/customers', '/login.data', '/favicon.svg', script, '/nowhere']) {
      const { headers } = await fetch(dashboardUrl + path, { redirect: 'manual' })
      const found = ['X-Content-Type-Options', 'Referrer-Policy'].map((name) => headers.get(name))
      expect([path, ...found]).toEqual([path, 'nosniff', 'same-origin'])
      expect([path, headers.get('Content-Security-Policy')]).toEqual([
        path,
        expect.stringContaining("base-uri 'none'; frame-ancestors 'none'"),
      ])
      // It is called without encryption here.
      expect(headers.get('Strict-Transport-Security')).toBeNull()
    }
  })

  it('is remembered as encrypted where it is', async () => {
    for (const path of ['/login', '/customers', '/login.data']) {
      const { headers } = await platform.miniflare.dispatchFetch(`https://dashboard.patron.test${path}`, {
        redirect: 'manual',
      })
      expect([path, headers.get('Strict-Transport-Security')]).toEqual([
        path,
        'max-age=63072000; includeSubDomains',
      ])
    }
  })
})

describe.skipIf(browser === undefined)('finding one’s way', () => {
  it('moves the focus to a new page and says its title', () =>
    inVisit(async ({ page, signIn }) => {
      await signIn()
      await page.getByRole('link', { name: 'Customers', exact: true }).click()
      await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
      await page.waitForFunction(() => document.activeElement?.id === 'main')
      expect(await page.title()).toBe('Customers · Patron')
      expect(await page.getByRole('status').allTextContents()).toContain('Customers · Patron')
    }))

  it('lets the keyboard skip the navigation', () =>
    inVisit(async ({ page, signIn }) => {
      await signIn()
      await page.reload()
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    }))

  it('keeps the chosen theme', () =>
    inVisit(async ({ page, signIn }) => {
      await signIn()
      await page.getByRole('button', { name: /Account of/ }).click()
      await page.getByRole('button', { name: 'Dark' }).click()
      await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark')
      await page.reload()
      expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    }))

  it('answers 404 with the navigation around it', () =>
    inVisit(async ({ page, signIn }) => {
      await signIn()
      const response = await page.goto('/customers/cus_nobody')
      expect(response?.status()).toBe(404)
      await page.getByRole('heading', { level: 1, name: 'Nothing here' }).waitFor()
      expect(await page.getByRole('navigation', { name: 'Main', exact: true }).isVisible()).toBe(true)
    }))
})
