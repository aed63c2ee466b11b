import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { permissionsOfRole } from '#shared/access/permissions.ts'
import { type AnsweringDashboard, startAnsweringDashboard } from '#tests/support/answering-dashboard.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type DashboardVisit, visitDashboard } from '#tests/support/dashboard-visit.ts'
import { orderingShop, shopWithoutForecast, shopWithoutStock } from '#tests/support/ordering-shop.ts'
import { tabTo } from './tab-to.ts'

const browser = await launchBrowser()
let dashboard: AnsweringDashboard

beforeAll(async () => {
  dashboard = await startAnsweringDashboard(orderingShop)
})
afterAll(async () => {
  await browser?.close()
  await dashboard?.stop()
})

async function signedIn(options: Parameters<typeof visitDashboard>[2] = {}): Promise<DashboardVisit> {
  const visit = await visitDashboard(browser, dashboard.url, options)
  await visit.signIn()
  return visit
}

it.skipIf(browser === undefined)(
  'shows what to order and why, narrows it, and offers it as a purchase order',
  async () => {
    const visit = await signedIn()
    const { page } = visit
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByText('What to order').click()
    const rows = page.getByRole('table', { name: /^What to order/ }).getByRole('row')
    await expect.poll(() => rows.count()).toBe(4)
    expect(await rows.nth(1).textContent()).toMatch(/Breakfast tea.*online.*Out of stock.*1,250/)
    expect(await rows.nth(2).textContent()).toMatch(
      /Whole milk 1 l.*Leeds · Dale Dairy.*Runs outlasts until about 26 Nov; 62 % to.*3024 coming.*72£57\.96.*30 on hand/,
    )
    expect(await rows.nth(3).textContent()).toContain('In good time')
    await page.getByLabel('Supplier').selectOption('Dale Dairy')
    await page.getByRole('button', { name: 'Show' }).click()
    await expect.poll(() => rows.count()).toBe(3)
    const file = page.getByRole('link', { name: 'Download as purchase order' })
    expect(await file.getAttribute('href')).toBe('/v1/inventory/replenishment?supplier=Dale+Dairy&format=csv')
    await page.getByRole('link', { name: 'Clear' }).click()
    // Until the page has followed, its links still keep to the supplier.
    await expect.poll(() => rows.count()).toBe(4)
    await page.getByRole('link', { name: 'All items' }).click()
    await expect.poll(() => rows.count()).toBe(5)
    expect(await rows.nth(4).textContent()).toMatch(/Plum jam.*Stock unknown.*Not told/)
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'changes the terms of an item by keyboard alone, and goods on their way',
  async () => {
    const visit = await signedIn()
    const { page } = visit
    await visit.goto('/replenishment')
    await tabTo(page, 'Change how Whole milk 1 l is ordered, Leeds')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'How Whole milk 1 l is ordered' }).waitFor()
    expect(await page.getByLabel('Pack size').getAttribute('placeholder')).toBe('12')
    expect(await page.getByLabel('Pack size').inputValue()).toBe('')
    await page.getByRole('link', { name: 'Whole milk 1 l everywhere' }).click()
    await expect.poll(() => page.getByLabel('Pack size').inputValue()).toBe('12')
    expect(await page.getByLabel('Cost of one in GBP').inputValue()).toBe('0.805')
    expect(await page.getByLabel('Service level in %').inputValue()).toBe('97')
    await page.getByRole('button', { name: 'Forget this rule' }).click()
    await expect.poll(() => dashboard.changes).toContain('DELETE /v1/inventory/supply-rules')

    await visit.goto('/replenishment/supply?sku=MILK-1L&store=leeds')
    const rows = page.getByRole('table', { name: /^Goods on their way/ }).getByRole('row')
    expect(await rows.nth(1).textContent()).toMatch(/MILK-1LPO 7Leeds242 Jan 2020Not counted any more/)
    await page.getByLabel('Quantity on its way').fill('48')
    await page.getByLabel('Expected on').fill('2026-12-01')
    await page.getByRole('button', { name: 'Note it' }).click()
    await page.getByText('Noted. It counts as there').waitFor()
    expect(dashboard.changes).toContain('POST /v1/inventory/inbound')
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'says why there is nothing, and shows the terms to those who may not change them',
  async () => {
    const reader = permissionsOfRole.manager.filter((permission) => permission !== 'forecasts:manage')
    for (const [shop, heading] of [
      [shopWithoutForecast, 'No forecast yet'],
      [shopWithoutStock, 'Nobody told how much there is'],
    ] as const) {
      const own = await startAnsweringDashboard(shop, reader)
      const visit = await visitDashboard(browser, own.url)
      await visit.signIn()
      await visit.goto('/replenishment')
      await visit.page.getByRole('heading', { name: heading }).waitFor()
      await visit.goto('/replenishment/supply?sku=MILK-1L')
      await visit.page.getByText('0.805 GBP').waitFor()
      expect(await visit.page.getByRole('main').getByRole('button').allTextContents()).toEqual([])
      expect(visit.complaints).toEqual([])
      await visit.close()
      await own.stop()
    }
  },
)

const pages = ['/replenishment', '/replenishment?show=all', '/replenishment/supply?sku=MILK-1L&store=leeds']

it.skipIf(browser === undefined).each([
  { name: 'a desktop in light', width: 1280, height: 900, colorScheme: 'light' as const },
  { name: 'a phone in dark', width: 360, height: 740, colorScheme: 'dark' as const },
])(
  'axe finds nothing on $name, and no page scrolls sideways',
  async ({ width, height, colorScheme }) => {
    const visit = await signedIn({ viewport: { width, height }, colorScheme })
    const found: string[] = []
    for (const path of pages) {
      await visit.goto(path)
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      const { violations } = await new AxeBuilder({ page: visit.page }).withTags(tags).analyze()
      for (const { id, nodes } of violations) found.push(`${path}: ${id} at ${nodes[0]?.html}`)
      const pageWidth = await visit.page.evaluate(() => document.documentElement.scrollWidth)
      if (pageWidth > width) found.push(`${path}: is ${pageWidth} px wide at ${width} px`)
    }
    expect(found).toEqual([])
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
  120_000,
)
