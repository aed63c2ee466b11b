import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const browser = await launchBrowser()
let platform: TestPlatform
let dashboardUrl: string
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patron-files-'))
  platform = await startTestPlatform({ withDashboard: true, customerCellCount: 8 })
  dashboardUrl = platform.dashboardUrl ?? ''
})

afterAll(async () => {
  await browser?.close()
  await platform?.remove()
  rmSync(folder, { recursive: true, force: true })
})

it.skipIf(browser === undefined)(
  'sends a large file in parts and goes on with it after the page was lost',
  async () => {
    const notes = 'long '.repeat(20_000)
    const rows = Array.from({ length: 180 }, (_, index) => `C${index},c${index}@example.com,${notes}`)
    const path = join(folder, 'customers.csv')
    writeFileSync(path, `customer id,email,notes\n${rows.join('\n')}\n`)

    const visit = await visitDashboard(browser, dashboardUrl)
    const { page } = visit
    await visit.enter()
    let areLost = true
    const sent: string[] = []
    await page.route(/imports\/uploads\?import=.*&part=/, async (route) => {
      const part = new URL(route.request().url()).searchParams.get('part') ?? ''
      if (areLost && part !== '1') return route.abort('connectionreset')
      sent.push(part)
      return route.continue()
    })
    await visit.goto('/imports')
    await page.setInputFiles('input[type=file]', path)
    await page.getByRole('button', { name: 'Upload' }).click()
    const progress = page.getByRole('progressbar', { name: 'Upload of customers.csv' })
    await progress.waitFor()
    await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 0)

    await page.reload()
    await page.getByRole('row', { name: /customers\.csv.*Uploading/ }).waitFor()
    areLost = false
    await page.setInputFiles('input[type=file]', path)
    await page.getByRole('button', { name: 'Upload' }).click()
    await page.getByRole('heading', { level: 1, name: 'customers.csv' }).waitFor()
    expect(sent).toEqual(['1', '2', '3'])
    expect(await page.getByLabel('The file holds').inputValue()).toBe('customers')
    await page.getByRole('button', { name: 'Start import' }).click()
    await page.getByRole('link', { name: 'See customers' }).waitFor()
    expect(await page.locator('dl.facts').textContent()).toContain('New customers180')
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'lets the kind be changed, remembers the mapping and forgets it, without JavaScript',
  async () => {
    const visit = await visitDashboard(browser, dashboardUrl, { javaScriptEnabled: false })
    const { page } = visit
    await visit.enter()
    const upload = async (name: string, text: string) => {
      await visit.goto('/imports')
      const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
      await page.setInputFiles('input[type=file]', file)
      await page.getByRole('button', { name: 'Upload' }).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
    }
    await upload('levels.csv', 'Ware;Where;Units\nMUG;London;5\nTRAY;London;some\n')
    await page.getByLabel('The file holds').selectOption({ label: 'Stock levels' })
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByLabel('Ware', { exact: true }).selectOption({ label: 'Product number (SKU)' })
    await page.getByLabel('Where', { exact: true }).selectOption({ label: 'Store or warehouse (number)' })
    expect(await page.getByLabel('Units').inputValue()).toBe('availableQuantity')
    await page.getByRole('button', { name: 'Start import' }).click()
    await page.getByRole('link', { name: 'See products' }).waitFor()
    const rejects = page.getByRole('row', { name: /Invalid amount/ })
    expect(await rejects.textContent()).toContain('Line 3: some')
    expect(await rejects.textContent()).toContain('Write plain numbers')

    await upload('again.csv', 'Ware;Where;Units\nMUG;Leeds;6\n')
    expect(await page.getByLabel('The file holds').inputValue()).toBe('inventory')
    expect(await page.locator('#main, main').textContent()).toContain('As before')
    await visit.goto('/imports')
    const forget = page.getByRole('button', { name: 'Forget the mapping of levels.csv' })
    await forget.click()
    await forget.waitFor({ state: 'detached' })
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)
