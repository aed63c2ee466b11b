import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const orders = `Order Number,Order Date,SKU,Product Name,Quantity,Unit Price,Email
A-1001,2026-03-01 10:15,MUG-1,Stoneware mug,2,8.50,ada@example.com
A-1002,2026-04-12 17:40,MUG-1,Stoneware mug,4,8.50,grace@example.com
`

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

it.skipIf(browser === undefined).each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('a person takes an import back after seeing what would go, %s', async (_, javaScriptEnabled) => {
  const visit = await visitDashboard(browser, dashboardUrl, { javaScriptEnabled })
  const { page } = visit
  await visit.signIn()
  await page.getByRole('link', { name: 'Imports', exact: true }).click()
  await page.setInputFiles('input[type=file]', {
    name: 'wrong-orders.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(orders),
  })
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByRole('button', { name: 'Start import' }).click()
  await page.getByRole('link', { name: 'Undo this import' }).click()

  await page.getByRole('heading', { level: 1, name: 'Undo this import?' }).waitFor()
  const figure = (name: string) =>
    page.locator('dl.facts > div', { hasText: name }).locator('dd').textContent()
  expect(await figure('Orders that go or change')).toBe('2')
  expect(await figure('Customers that go')).toBe('2')
  expect(await figure('Merges taken back')).toBe('0')
  await page.getByRole('button', { name: 'Undo the import' }).click()

  await page.getByText('has undone this import').waitFor()
  expect(await page.getByRole('link', { name: 'Undo this import' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Customers', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
  expect(await page.getByRole('link', { name: '@example.com' }).count()).toBe(0)
  expect(visit.complaints).toEqual([])
  await visit.close()
})
