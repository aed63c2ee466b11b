import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { customerOf, mergeOf, sendMergedCustomer } from '#tests/support/identity-shop.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const browser = await launchBrowser()
let platform: TestPlatform
let adaId: string

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true })
  adaId = await sendMergedCustomer(platform)
})

afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

const ownerOfEmail = () => customerOf(platform, 'email:ada@example.com')
const ownerOfPhone = () => customerOf(platform, 'phone:+447700900123')

it.skipIf(browser === undefined)(
  'undoes a merge from the merge log after showing what it comes to, and merges again',
  async () => {
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
    const { page } = visit
    await visit.signIn()
    await page.getByRole('link', { name: 'Merge log' }).first().click()
    await page.getByText('Same identifiers').last().click()
    expect(await page.getByRole('row', { name: /Lovelace/ }).textContent()).toContain('+447700900123')
    await page.getByRole('link', { name: /^Undo…/ }).click()

    await page.getByRole('heading', { name: 'Undo a merge?' }).waitFor()
    const orders = page.getByRole('table', { name: 'Orders, side by side' })
    const [left, right] = await orders.getByRole('cell').allTextContents()
    expect([left, right].sort()).toEqual(['A-1', 'A-2'])
    expect(await ownerOfEmail()).toBe(await ownerOfPhone())
    await page.getByRole('button', { name: 'Undo the merge' }).click()

    await page.getByText('The merge is undone.').waitFor()
    expect(await ownerOfEmail()).not.toBe(await ownerOfPhone())
    await visit.goto('/merges?status=undone')
    expect(await page.getByRole('row', { name: /Lovelace/ }).textContent()).toContain(
      'by manager@demo.patron.test',
    )
    await page.getByRole('link', { name: /^Merge again/ }).click()
    await page.getByRole('button', { name: 'Merge them' }).click()
    await page.getByText('Merged. They are one customer now.').waitFor()
    expect(await ownerOfEmail()).toBe(await ownerOfPhone())
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'takes identifiers out of a customer, shows the graph before and after, and takes that back',
  async () => {
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
    const { page } = visit
    await visit.enter()
    const customerId = await ownerOfEmail()
    await visit.goto(`/customers/${customerId}`)
    const graph = page.getByRole('region', { name: 'Identity graph' })
    await graph.getByText('Show as table').click()
    const phoneRow = graph.getByRole('row', { name: /Phone \+447700900123/ })
    expect(await phoneRow.textContent()).toMatch(/tracking\/web:call-\d+/)
    expect(await graph.getByRole('img').first().textContent()).toContain('+447700900123')

    await graph.getByRole('link', { name: 'Take out identifiers…' }).click()
    await page.getByLabel(/^Phone/).check()
    await page.getByRole('button', { name: 'Show what would change' }).click()
    await page.getByRole('heading', { name: 'What would change' }).waitFor()
    const sides = page.getByRole('table', { name: 'Identifiers, side by side' })
    expect(
      await sides
        .getByRole('row', { name: /^Phone/ })
        .getByRole('cell')
        .allTextContents(),
    ).toEqual(['none', '+447700900123'])
    expect(await ownerOfPhone()).toBe(customerId)
    await page.getByRole('button', { name: 'Take them out' }).click()

    await page.getByText('Split. The identifiers you chose').waitFor()
    const newCustomerId = await ownerOfPhone()
    expect(newCustomerId).not.toBe(customerId)
    await page.getByRole('link', { name: 'See the new customer' }).click()
    await page.waitForURL((url) => url.pathname === `/customers/${newCustomerId}`)
    await page.goBack()
    await page.getByRole('link', { name: 'Undo the split' }).click()
    await page.getByRole('button', { name: 'Undo the split' }).click()
    await page.getByText('The split is undone.').waitFor()
    expect(await ownerOfPhone()).toBe(customerId)
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'will not leave a customer without identifiers, and says so on the page',
  async () => {
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
    const { page } = visit
    await visit.enter()
    await visit.goto(`/customers/${await ownerOfEmail()}/split`)
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    await page.getByRole('button', { name: 'Show what would change' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('has to leave the customer an identifier')
    expect(await page.getByRole('button', { name: 'Take them out' }).count()).toBe(0)
    await visit.close()
  },
)

it.skipIf(browser === undefined)('finds another customer and merges it, without script', async () => {
  const response = await platform.track('identify', {
    messageId: 'augusta',
    userId: 'u-augusta',
    traits: { firstName: 'Augusta', lastName: 'King', email: 'augusta@example.com' },
  })
  expect(response.status).toBe(200)
  await platform.settled()
  const visit = await visitDashboard(browser, platform.dashboardUrl ?? '', { javaScriptEnabled: false })
  const { page } = visit
  await visit.enter()
  await visit.goto(`/customers/${await ownerOfEmail()}`)
  await page.getByRole('link', { name: 'Merge with another customer…' }).click()
  await page.getByLabel('Search').fill('augusta')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: /^Compare/ }).click()
  await page.getByRole('link', { name: 'Augusta King', exact: true }).last().click()
  await page.getByRole('button', { name: 'Merge them' }).click()
  await page.getByText('Merged. They are one customer now.').waitFor()
  const customerId = await customerOf(platform, 'email:augusta@example.com')
  expect(await ownerOfEmail()).toBe(customerId)
  const merge = await mergeOf(platform, customerId)
  expect(merge).toMatchObject({ survivorId: customerId, rule: 'person', undoneAt: null })
  await page.goto(`/customers/${adaId}`)
  expect(new URL(page.url()).pathname).toBe(`/customers/${customerId}`)
  await visit.close()
})
