import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { ReviewView } from '#shared/contracts/identity.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import {
  customerOf,
  sendKiosk,
  sendSharedBrowser,
  sendTooManyCustomers,
} from '#tests/support/identity-shop.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'
import { tabTo } from './tab-to.ts'

const browser = await launchBrowser()
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true })
})

afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

const reviewOf = (reviewId: string) => platform.get<ReviewView>(`/v1/reviews/${reviewId}`)
const openCount = (page: Page) =>
  page
    .getByRole('navigation', { name: 'Main', exact: true })
    .getByRole('link', { name: /^Reviews/ })
    .textContent()

it.skipIf(browser === undefined)(
  'lets the keyboard alone decide a review, goes on to the next one and offers the way back',
  async () => {
    const first = await sendSharedBrowser(platform, 'one')
    const second = await sendSharedBrowser(platform, 'two')
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
    const { page } = visit
    await visit.enter()
    await visit.goto('/reviews')
    expect(await openCount(page)).toContain('2 open')
    await visit.goto(`/reviews/${first}`)
    await page.getByRole('heading', { level: 1, name: 'Grace Hopper and Howard Hopper' }).waitFor()
    const sides = page.getByRole('table', { name: 'Profile, side by side' })
    expect(await sides.getByRole('row', { name: /First name/ }).textContent()).toContain('Different')
    expect(await sides.getByRole('row', { name: /City/ }).textContent()).toContain('The same')

    await tabTo(page, 'One person')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, 'Decide')
    await page.keyboard.press('Enter')

    await page.waitForURL((url) => url.pathname === `/reviews/${second}`)
    const notice = page.getByRole('status').filter({ hasText: 'Kept apart.' })
    expect(await notice.textContent()).toContain('Merge them')
    expect(await openCount(page)).toContain('1 open')
    expect(await reviewOf(first)).toMatchObject({
      status: 'kept-apart',
      decidedBy: demoCredentials.manager.email,
    })

    await page.getByLabel('One person').check()
    await page.getByLabel('Note').fill('Same household, same card.')
    await page.getByRole('button', { name: 'Decide' }).click()
    await page.waitForURL((url) => url.pathname === '/reviews')
    await page.getByRole('heading', { name: 'Nothing to decide' }).waitFor()
    expect((await reviewOf(second)).history.at(-1)).toMatchObject({
      act: 'merged',
      note: 'Same household, same card.',
    })
    await page.getByRole('link', { name: 'Undo the merge' }).click()
    await page.getByRole('button', { name: 'Undo the merge' }).click()
    await page.getByText('The merge is undone.').waitFor()
    const [grace, howard] = await Promise.all([
      customerOf(platform, 'email:grace@two.example.com'),
      customerOf(platform, 'email:howard@two.example.com'),
    ])
    expect(grace).not.toBe(howard)
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'works without script: assigns a review, asks again for what is missing, and splits',
  async () => {
    const reviewId = await sendSharedBrowser(platform, 'three')
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '', { javaScriptEnabled: false })
    const { page } = visit
    await visit.enter()
    await visit.goto('/reviews?assigned=mine')
    await page.getByRole('heading', { name: 'No reviews like that' }).waitFor()
    await visit.goto(`/reviews/${reviewId}`)
    await page.getByRole('button', { name: 'Assign to me' }).click()
    await page.getByRole('button', { name: 'Assign to nobody' }).waitFor()
    expect((await reviewOf(reviewId)).assignedTo).toBe(demoCredentials.manager.email)
    await visit.goto('/reviews?assigned=mine')
    await page.getByRole('link', { name: 'Grace Hopper and Howard Hopper' }).click()

    await page.getByLabel('Two people in one customer').check()
    await page.getByRole('button', { name: 'Decide' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('Choose the identifiers')

    await page.getByLabel('Two people in one customer').check()
    await page.getByLabel('Browser browser-three').check()
    await page.getByRole('button', { name: 'Decide' }).click()
    await page.getByText('Split. The identifiers you chose').waitFor()
    expect((await reviewOf(reviewId)).status).toBe('split')
    const cookieOwner = await customerOf(platform, 'cookie_id:browser-three')
    expect(cookieOwner).not.toBe(await customerOf(platform, 'email:grace@three.example.com'))
    await page.getByRole('link', { name: 'Undo the split' }).click()
    await page.getByRole('button', { name: 'Undo the split' }).click()
    await page.getByText('The split is undone.').waitFor()
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'refuses a decision on what is no longer so, says why and shows what is now',
  async () => {
    const reviewId = await sendTooManyCustomers(platform)
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
    const { page } = visit
    await visit.enter()
    await visit.goto(`/reviews/${reviewId}`)
    const sides = page.getByRole('table', { name: 'Identifiers, side by side' }).getByRole('columnheader')
    expect(await sides.count()).toBe(5)
    await page.getByLabel('One person').check()
    const [left, right] = [
      await customerOf(platform, 'loyalty_id:CARD-77'),
      await customerOf(platform, 'external_id:u-max'),
    ]
    const merged = await platform.api('/v1/merges', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ customerIds: [left, right] }),
    })
    expect(merged.status).toBe(201)
    await page.getByRole('button', { name: 'Decide' }).click()
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toContain('Something was decided about these customers since')
    await expect.poll(() => sides.count()).toBe(4)
    expect((await reviewOf(reviewId)).status).toBe('open')

    await page.getByLabel('One person').check()
    await page.getByRole('button', { name: 'Decide' }).click()
    await page.getByText('Merged. They are one customer now.').waitFor()
    expect((await reviewOf(reviewId)).status).toBe('merged')
    await visit.close()
  },
)

it.skipIf(browser === undefined)('lets a person say that an identifier is not shared after all', async () => {
  const reviewId = await sendKiosk(platform)
  const [customer] = (await reviewOf(reviewId)).customers
  const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
  const { page } = visit
  await visit.enter()
  await visit.goto(`/customers/${customer?.customerId}`)
  const drawing = page.getByRole('region', { name: 'Identity graph' }).getByRole('img').first()
  expect(await drawing.textContent()).toContain('Browser, shared')
  await visit.goto(`/reviews/${reviewId}`)
  await page.getByLabel('Not shared after all').check()
  await page.getByRole('button', { name: 'Decide' }).click()
  await page.getByText('The identifier names its customer again.').waitFor()
  expect((await reviewOf(reviewId)).status).toBe('not-shared')
  await visit.goto(`/customers/${customer?.customerId}`)
  expect(await drawing.textContent()).not.toContain('Browser, shared')
  expect(visit.complaints).toEqual([])
  await visit.close()
})
