import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const orders = `Order No,Ordered,SKU,Product,Qty,Price,E-mail,First name,Last name
A-1001,2026-03-01 10:15,MUG-1,Stoneware mug,2,8.50,ada@example.com,Ada,Lovelace
A-1001,2026-03-01 10:15,TRAY-2,Oak tray,1,24.00,ada@example.com,Ada,Lovelace
A-1002,2026-04-12 17:40,MUG-1,Stoneware mug,4,8.50,ada@example.com,Ada,Lovelace
A-1003,2026-04-13 09:05,LAMP-3,Brass lamp,1,79.90,grace@example.com,Grace,Hopper
A-1004,not a date,LAMP-3,Brass lamp,1,79.90,grace@example.com,Grace,Hopper
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

it.skipIf(browser === undefined)(
  'takes a person from a CSV file to a customer that came from it',
  async () => {
    const visit = await visitDashboard(browser, dashboardUrl)
    const { page } = visit
    await visit.signIn()
    await page.getByRole('link', { name: 'Imports', exact: true }).click()
    await page.setInputFiles('input[type=file]', {
      name: 'spring-orders.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(orders),
    })
    await page.getByRole('button', { name: 'Upload' }).click()

    await page.getByRole('heading', { level: 1, name: 'spring-orders.csv' }).waitFor()
    expect(await page.getByLabel('Order No').inputValue()).toBe('orderId')
    expect(await page.getByLabel('E-mail').inputValue()).toBe('email')
    await page.getByLabel('Ordered').selectOption({ label: 'Date and time of the order' })
    await page.getByRole('button', { name: 'Start import' }).click()

    await page.getByRole('link', { name: 'See customers' }).waitFor()
    const figure = (name: string) =>
      page.locator('dl.facts > div', { hasText: name }).locator('dd').textContent()
    expect(await figure('Rows read')).toBe('5')
    expect(await figure('New orders')).toBe('3')
    expect(await figure('Rows rejected')).toBe('1')
    expect(await page.getByRole('row', { name: /Ordered/ }).textContent()).toContain('1')

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the rejected rows' }).click(),
    ])
    const rejects = readFileSync(await download.path(), 'utf8')
    expect(rejects).toContain('not a date')
    expect(rejects).not.toContain('A-1003')

    await page.getByRole('link', { name: 'See customers' }).click()
    await page.getByRole('link', { name: 'Ada Lovelace' }).click()
    await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor()
    expect(await figure('Revenue')).toBe('£75.00')
    expect(await figure('Orders')).toBe('2')
    expect(await page.getByRole('table', { name: 'Orders, the newest first' }).textContent()).toContain(
      'A-1002',
    )
    expect(await page.getByRole('region', { name: 'Identifiers' }).textContent()).toContain('ada@example.com')
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'works the same without JavaScript, and the same file again changes nothing',
  async () => {
    const visit = await visitDashboard(browser, dashboardUrl, { javaScriptEnabled: false })
    const { page } = visit
    await visit.enter()
    await visit.goto('/imports')
    await page.setInputFiles('input[type=file]', {
      name: 'again.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(orders),
    })
    await page.getByRole('button', { name: 'Upload' }).click()
    await page.getByLabel('Ordered').selectOption({ label: 'Date and time of the order' })
    await page.getByRole('button', { name: 'Start import' }).click()
    await page.getByRole('link', { name: 'See customers' }).waitFor()
    const figures = await page.locator('dl.facts').textContent()
    expect(figures).toContain('New orders0')
    expect(figures).toContain('Known already3')
    await visit.close()
  },
)

it.skipIf(browser === undefined)('says what is wrong with a mapping and keeps the file', async () => {
  const visit = await visitDashboard(browser, dashboardUrl)
  const { page } = visit
  await visit.enter()
  await visit.goto('/imports')
  await page.setInputFiles('input[type=file]', {
    name: 'odd.csv',
    mimeType: 'text/csv',
    // Larger than any other form may be.
    buffer: Buffer.from(`a,b\n${'1,2\n'.repeat(600_000)}`),
  })
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByRole('button', { name: 'Start import' }).click()
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect(await alert.textContent()).toContain('Choose the column for: Order or invoice number.')
  expect(await page.getByRole('button', { name: 'Start import' }).isVisible()).toBe(true)
  await visit.close()
})
