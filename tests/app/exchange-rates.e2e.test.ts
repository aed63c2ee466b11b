import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExchangeRateList } from '#shared/contracts/exchange-rates.ts'
import type { Overview } from '#shared/contracts/overview.ts'
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

it.skipIf(browser === undefined)(
  'sets a rate, and says what waits for one until it is converted',
  async () => {
    await platform.track('track', {
      event: 'Order Completed',
      userId: 'u-1',
      properties: { order_id: 'o-1', total: 200, currency: 'USD' },
    })
    await platform.settled()
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '', { javaScriptEnabled: false })
    const { page } = visit
    await visit.signIn()
    await page.getByRole('link', { name: 'Set exchange rates' }).click()
    const unconverted = page.getByRole('table', { name: 'Sales without an exchange rate' })
    expect(await unconverted.innerText()).toMatch(/USD\s+1\s+US\$200\.00/)

    // The currency that lacks a rate stands there already.
    expect(await page.getByLabel('Currency').first().inputValue()).toBe('USD')
    await page.getByLabel('From the day').fill('2026-01-01')
    await page.getByLabel('One unit in GBP').fill('nothing')
    await page.getByRole('button', { name: 'Set the rate' }).click()
    await page.locator('.field').filter({ hasText: 'One unit in GBP' }).locator('.field-error').waitFor()
    expect(await page.getByLabel('From the day').inputValue()).toBe('2026-01-01')
    await page.getByLabel('One unit in GBP').fill('0.75')
    await page.getByRole('button', { name: 'Set the rate' }).click()
    await page.getByText('The rate is set.').waitFor()
    const { rates } = await platform.get<ExchangeRateList>('/v1/exchange-rates')
    expect(rates).toEqual([{ currency: 'USD', day: '2026-01-01', rate: 0.75 }])

    // What came before its rate is converted behind the page.
    await expect
      .poll(async () => {
        const { allTime } = await platform.get<Overview>('/v1/overview')
        return [allTime.revenue, allTime.unconverted]
      })
      .toEqual([{ amountMinor: 15_000, currency: 'GBP' }, []])
    await visit.goto('/settings/exchange-rates?currency=usd')
    await page.getByText('Every sale in another currency has a rate').waitFor()
    expect(await unconverted.count()).toBe(0)
    const table = page.getByRole('table', { name: 'Exchange rates, the newest day first' })
    expect(await table.innerText()).toMatch(/USD\s+1 Jan 2026\s+0\.75/)
    await visit.goto('/settings/exchange-rates?currency=XXQ')
    await page.getByText('XXQ is not a currency code.').waitFor()
    await visit.close()
  },
)
