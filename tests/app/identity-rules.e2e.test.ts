import { afterAll, beforeAll, expect, it } from 'vitest'
import type { IdentityRulesView } from '#shared/contracts/identity.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { customerOf, sendInOrder } from '#tests/support/identity-shop.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const browser = await launchBrowser()
let platform: TestPlatform
let adaId: string

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true })
  // Ada under two e-mails, which her card ties together, and Grace with one.
  await sendInOrder(platform, [
    { traits: { email: 'ada@home.example' } },
    { traits: { email: 'ada@work.example' } },
    { traits: { email: 'ada@home.example', loyaltyId: 'CARD-0001' } },
    { traits: { email: 'ada@work.example', loyaltyId: 'CARD-0001' } },
    { traits: { email: 'grace@home.example' } },
  ])
  adaId = await customerOf(platform, 'email:ada@work.example')
})

afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

const rulesInForce = () => platform.get<IdentityRulesView>('/v1/identity/rules')

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? 'with script' : 'without script'
  const maxCount = javaScriptEnabled ? 1 : 7

  it.skipIf(browser === undefined)(
    `tries other rules, shows what differs, and saves them, ${way}`,
    async () => {
      const visit = await visitDashboard(browser, platform.dashboardUrl ?? '', { javaScriptEnabled })
      const { page } = visit
      const before = await rulesInForce()
      await visit.signIn()
      await page.getByRole('link', { name: 'Settings' }).first().click()
      await page.getByRole('link', { name: 'Identity rules' }).first().click()
      await page.getByRole('region', { name: 'In force' }).getByText(`version ${before.version}`).waitFor()
      expect(await page.getByRole('button', { name: 'Use these rules' }).count()).toBe(0)

      const emails = page.getByRole('group', { name: 'E-mail' })
      await emails.getByLabel('At most').fill(String(maxCount))
      await page.getByRole('button', { name: 'Try it' }).click()
      const result = page.getByRole('region', { name: 'What would be different' })
      await result.getByText(`E-mail: at most ${maxCount} for one customer.`).waitFor()
      expect(await rulesInForce()).toEqual(before)

      if (maxCount === 1) {
        const splits = result.getByRole('table', { name: 'Would be several customers' })
        const words = (await splits.textContent()) ?? ''
        expect(words).toContain('E-mail ada@home.example')
        expect(words).toContain('E-mail ada@work.example')
        expect(await splits.getByRole('link').getAttribute('href')).toBe(`/customers/${adaId}`)
      }
      // What is saved is what was tried, whatever the form says by now.
      await emails.getByLabel('At most').fill('9')
      await page.getByRole('button', { name: 'Use these rules' }).click()
      await page.getByText(`Version ${before.version + 1} of the rules is in force.`).waitFor()
      expect(await rulesInForce()).toEqual({
        ...before,
        version: before.version + 1,
        limits: { ...before.limits, email: { maxCount, windowDays: null } },
      })
      expect(await emails.getByLabel('At most').inputValue()).toBe(String(maxCount))
      expect(await customerOf(platform, 'email:ada@home.example')).toBe(adaId)
      expect(visit.complaints).toEqual([])
      await visit.close()
    },
  )
}

it.skipIf(browser === undefined)('says beside the field what the API has against it', async () => {
  const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
  const { page } = visit
  await visit.enter()
  await visit.goto('/settings/identity')
  const field = page.getByLabel('Customers merged at once')
  await field.fill('11')
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('alert').waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  const [hintId, errorId] = ((await field.getAttribute('aria-describedby')) ?? '').split(' ')
  expect(hintId).toMatch(/-hint$/)
  expect(await page.locator(`[id="${errorId}"]`).textContent()).toMatch(/10/)
  expect(await field.inputValue()).toBe('11')
  expect(await page.getByRole('button', { name: 'Use these rules' }).count()).toBe(0)
  await visit.close()
})

it.skipIf(browser === undefined)(
  'saves nothing that was tried against rules no longer in force',
  async () => {
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
    const { page } = visit
    await visit.enter()
    await visit.goto('/settings/identity')
    await page.getByLabel('Customers merged at once').fill('2')
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByRole('button', { name: 'Use these rules' }).waitFor()
    const { version: _, ...rules } = await rulesInForce()
    const response = await platform.api('/v1/identity/rules', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...rules, sharedContactAfter: 8 }),
    })
    expect(response.status).toBe(200)
    const changed = (await response.json()) as IdentityRulesView
    await page.getByRole('button', { name: 'Use these rules' }).click()
    await page.getByText('The rules have changed since you tried yours.').waitFor()
    expect(await rulesInForce()).toEqual(changed)
    await visit.close()
  },
)
