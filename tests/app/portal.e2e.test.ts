import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { ConsentHistory } from '#shared/contracts/consents.ts'
import type { PrivacyRequestList } from '#shared/contracts/privacy.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { customerOf } from '#tests/support/identity-shop.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const email = 'customer@demo.patron.test'
const phone = { viewport: { width: 390, height: 844 } }
const browser = await launchBrowser()
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true })
  await platform.track('identify', {
    messageId: 'robin',
    userId: 'u-robin',
    traits: { firstName: 'Robin', lastName: 'Carter', email },
  })
  await platform.settled()
})

afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

it.skipIf(browser === undefined)(
  'shows a customer what is known, and staff what the customer decides',
  async () => {
    const customerId = await customerOf(platform, `email:${email}`)
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '', phone)
    const { page } = visit
    await visit.signIn('customer')
    expect(new URL(page.url()).pathname).toBe('/portal')
    const about = page.getByRole('region', { name: 'About you' })
    expect(await about.textContent()).toContain('RobinFrom your visits to the website')

    await page.getByRole('link', { name: 'Choices' }).click()
    await page
      .getByRole('group', { name: /^By e-mail/ })
      .getByLabel('No')
      .check()
    await page
      .getByRole('group', { name: /^Predict/ })
      .getByLabel('No')
      .check()
    await page.getByRole('button', { name: 'Save my choices' }).click()
    await page.getByText('Saved. It holds from now on.').waitFor()
    await platform.settled()
    const { inForce, history } = await platform.get<ConsentHistory>(`/v1/customers/${customerId}/consents`)
    expect(inForce.map(({ purpose, channel, isGranted }) => [purpose, channel, isGranted]).sort()).toEqual([
      ['marketing', 'email', false],
      ['profiling', null, false],
    ])
    expect(history[0]?.proof).toMatchObject({ method: 'portal', textVersion: 'portal-1' })

    const staff = await visitDashboard(browser, platform.dashboardUrl ?? '')
    await staff.enter()
    await staff.goto(`/customers/${customerId}`)
    const card = staff.page.getByRole('region', { name: 'Consents and privacy' })
    await card.getByText('Not profiled: objected').waitFor()
    await card.getByRole('link', { name: 'History, changes and requests' }).click()
    const row = staff.page.getByRole('row', { name: /Marketing by e-mail/ })
    expect(await row.textContent()).toContain('In the portal')
    expect(staff.complaints).toEqual([])
    expect(visit.complaints).toEqual([])
    await staff.close()
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'takes a correction to staff, puts everything together, and forgets, all without script',
  async () => {
    const customerId = await customerOf(platform, `email:${email}`)
    const options = { ...phone, javaScriptEnabled: false }
    const { page, enter, goto, close } = await visitDashboard(browser, platform.dashboardUrl ?? '', options)
    await enter(demoCredentials.customer)
    await goto('/portal/correction')
    await page.getByRole('button', { name: 'Send to the shop' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('Change something')
    await page.getByLabel('Last name').fill('Cartwright')
    await page.getByRole('button', { name: 'Send to the shop' }).click()
    await page.getByText('Your correction is with the shop.').waitFor()

    const staff = await visitDashboard(browser, platform.dashboardUrl ?? '', options)
    await staff.enter()
    await staff.goto('/privacy')
    expect(await staff.page.getByRole('row', { name: /Correction/ }).textContent()).toMatch(
      /(29|30) days left/,
    )
    await staff.page.getByRole('link', { name: 'Correction' }).click()
    await staff.page.getByText('Cartwright').waitFor()
    await staff.page.getByRole('button', { name: 'Correct it' }).click()
    await staff.page.getByText('Answered', { exact: false }).first().waitFor()
    await staff.close()

    await goto('/portal/requests')
    await page.getByRole('button', { name: 'Put my data together' }).click()
    await platform.settled()
    const file = page.getByRole('link', { name: 'For programs (JSON)' })
    for (let attempt = 0; attempt < 240 && (await file.count()) === 0; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      await goto('/portal/requests')
    }
    const address = (await file.getAttribute('href')) ?? ''
    const response = await page.request.get(address)
    expect(response.status()).toBe(200)
    expect(await response.text()).toContain('Cartwright')

    await goto('/portal/erasure')
    await page.getByRole('link', { name: 'Go on' }).click()
    await page.getByRole('button', { name: 'Delete my data for good' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('cannot be taken back')
    await page.getByLabel('I understand that it cannot be taken back').check()
    await page.getByRole('button', { name: 'Delete my data for good' }).click()
    await page.getByRole('heading', { name: 'Your data is being deleted' }).waitFor()
    await goto('/portal')
    expect(new URL(page.url()).pathname).toBe('/login')
    const { requests } = await platform.get<PrivacyRequestList>('/v1/privacy/requests')
    expect(requests.find(({ kind }) => kind === 'erasure')).toMatchObject({ customerId })
    await close()
  },
)
