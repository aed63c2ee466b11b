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

  it('is over after signing out', () =>
    inVisit(async ({ page, goto, signIn }) => {
      await signIn()
      await page.getByRole('button', { name: /Account of/ }).click()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL('**/login')
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
