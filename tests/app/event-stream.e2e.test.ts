import { afterAll, beforeAll, expect, it } from 'vitest'
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

async function track(event: string): Promise<void> {
  const response = await platform.track('track', {
    event,
    messageId: `live-${event}`,
    userId: 'u-1',
    context: { traits: { email: 'ada@example.com' } },
  })
  expect(response.status).toBe(200)
}

it.skipIf(browser === undefined)(
  'shows events as they come in, lets them wait while paused, and leads to their customer',
  async () => {
    await track('Before')
    await platform.settled()
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
    const { page } = visit
    await visit.enter()
    await visit.goto('/events')
    const first = page.getByRole('table', { name: 'Events, the newest first' }).locator('tbody tr').first()
    expect(await first.textContent()).toContain('Before')
    await page.getByText('Live', { exact: true }).waitFor()

    await track('Meanwhile')
    await page.getByRole('rowheader', { name: 'Meanwhile' }).waitFor()
    expect(await first.textContent()).toContain('Meanwhile')

    await page.getByRole('button', { name: 'Pause' }).click()
    await track('Held back')
    await page.getByRole('button', { name: 'Resume, 1 event waiting' }).waitFor()
    expect(await page.getByRole('rowheader', { name: 'Held back' }).count()).toBe(0)
    await page.getByRole('button', { name: /Resume/ }).click()
    await page.getByRole('rowheader', { name: 'Held back' }).waitFor()

    await first.getByRole('link').click()
    await page.getByRole('region', { name: 'Identifiers' }).waitFor()
    expect(await page.getByRole('region', { name: 'Identifiers' }).textContent()).toContain('ada@example.com')
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)('narrows the stream to one event name', async () => {
  const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
  const { page } = visit
  await visit.enter()
  await visit.goto('/events')
  await page.getByLabel('Event name').fill('Before')
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.waitForURL('**/events?name=Before*')
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1)
  expect(await page.locator('tbody tr').allTextContents()).toEqual([expect.stringContaining('Before')])
  await visit.close()
})
