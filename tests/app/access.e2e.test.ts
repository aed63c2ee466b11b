import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { ApiKeyList } from '#shared/contracts/api-keys.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'
import { inviteStaff, staffPassword, visitAs } from './staff-visit.ts'

const browser = await launchBrowser()
let platform: TestPlatform
let adminEmail: string

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true })
  adminEmail = await inviteStaff(platform, 'admin')
  await platform.track('identify', {
    messageId: 'ada',
    userId: 'u-ada',
    traits: { firstName: 'Ada', lastName: 'Lovelace', email: 'ada.canary@example.com' },
  })
  await platform.settled()
})

afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

const statusWith = async (key: string) =>
  (await fetch(`${platform.apiUrl}/v1/customers`, { headers: { authorization: `Bearer ${key}` } })).status

it.skipIf(browser === undefined)(
  'invites an analyst, who chooses a password, sees customers masked and no page of others',
  async () => {
    const admin = await visitAs(browser, platform, adminEmail)
    await admin.page.getByRole('link', { name: 'Settings' }).first().click()
    await admin.page.getByRole('link', { name: 'Users' }).first().click()
    const invite = admin.page.getByRole('region', { name: 'Invite somebody' })
    await invite.getByLabel('Name', { exact: true }).fill('Ana Lyst')
    await invite.getByLabel('E-mail').fill('ana@example.com')
    await invite.getByLabel(/^Analyst/).check()
    await invite.getByRole('button', { name: 'Invite' }).click()
    const link = (await invite.getByText(/\/invitation\//).textContent()) ?? ''
    expect(await admin.page.getByRole('row', { name: /Ana Lyst/ }).textContent()).toContain('Invited')

    const ana = await visitDashboard(browser, platform.dashboardUrl ?? '')
    await ana.goto(new URL(link).pathname)
    await ana.page.getByLabel('New password', { exact: true }).fill(staffPassword)
    await ana.page.getByLabel('New password again').fill('another one altogether')
    await ana.page.getByRole('button', { name: 'Come in' }).click()
    expect(await ana.page.getByRole('alert').textContent()).toContain('differ')
    await ana.page.getByLabel('New password', { exact: true }).fill(staffPassword)
    await ana.page.getByLabel('New password again').fill(staffPassword)
    await ana.page.getByRole('button', { name: 'Come in' }).click()
    await ana.page.getByRole('heading', { name: 'Welcome, Ana Lyst' }).waitFor()
    await ana.close()

    const signedIn = await visitAs(browser, platform, 'ana@example.com')
    const { page } = signedIn
    const main = page.getByRole('navigation', { name: 'Main', exact: true })
    expect(await main.getByRole('link', { name: 'Privacy' }).count()).toBe(0)
    await main.getByRole('link', { name: 'Customers' }).click()
    await page.getByRole('row').nth(1).waitFor()
    expect(await page.content()).not.toMatch(/Lovelace|ada\.canary/)
    for (const path of ['/settings/users', '/settings/audit', '/privacy']) {
      const response = await page.goto(path)
      expect(response?.status(), path).toBe(403)
      await page.getByRole('heading', { level: 1, name: 'You may not see this' }).waitFor()
    }
    await signedIn.goto('/settings')
    const settings = page.getByRole('navigation', { name: 'Settings' })
    expect(await settings.getByRole('link').allTextContents()).toEqual([
      'My account',
      'Shop',
      'Identity rules',
      'Exchange rates',
    ])

    await admin.goto('/settings/users')
    await admin.page.getByRole('link', { name: 'Ana Lyst' }).click()
    await admin.page.getByRole('button', { name: 'Disable' }).click()
    await admin.page.getByText('Done. It is in force.').waitFor()
    await admin.page.getByText('Signed in nowhere.').waitFor()
    expect(signedIn.complaints).toEqual([])
    expect(admin.complaints).toEqual([])
    await signedIn.close()
    await admin.close()
  },
)

it.skipIf(browser === undefined)(
  'makes a key that works, shows it once and revokes it, without script',
  async () => {
    const { page, goto, close } = await visitAs(browser, platform, adminEmail, { javaScriptEnabled: false })
    await goto('/settings/api-keys/new')
    await page.getByLabel('Name', { exact: true }).fill('Weekly report')
    await page.getByLabel(/^A program of ours/).check()
    await page.getByLabel('Role', { exact: true }).selectOption('analyst')
    await page.getByLabel(/^See customers; without/).check()
    await page.getByRole('button', { name: 'Make the key' }).click()
    const key = (await page.locator('code').first().textContent()) ?? ''
    expect(await statusWith(key)).toBe(200)

    await page.getByRole('link', { name: 'I have copied it' }).click()
    expect(await page.content()).not.toContain(key)
    await page.getByRole('link', { name: 'Weekly report' }).click()
    await page.getByRole('button', { name: 'Revoke Weekly report' }).click()
    await page.getByText('Revoked. Within seconds').waitFor()
    expect(await statusWith(key)).toBe(401)
    const { apiKeys } = await platform.get<ApiKeyList>('/v1/api-keys')
    expect(apiKeys.find(({ label }) => label === 'Weekly report')).toMatchObject({
      status: 'revoked',
      scopes: ['customers:read'],
    })
    await close()
  },
)

it.skipIf(browser === undefined)(
  'makes a key for the connection whose guide leads to it, and shows what it sends',
  async () => {
    const { page, goto, close } = await visitAs(browser, platform, adminEmail, { javaScriptEnabled: false })
    await goto('/integrations/tracking')
    expect(await page.getByRole('link', { name: 'Make a key' }).count()).toBe(0)
    await page.getByLabel('Name', { exact: true }).fill('Larder online')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByText('Larder online is connected').waitFor()
    // The same at each visit.
    await goto('/integrations/tracking')
    await page.getByText('Larder online is connected').waitFor()
    await page.getByRole('link', { name: 'Make a key' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Shop front')
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByText('Shop front is made').waitFor()
    const { apiKeys } = await platform.get<ApiKeyList>('/v1/api-keys')
    const key = apiKeys.find(({ label }) => label === 'Shop front')
    expect(key).toMatchObject({ role: 'write', connectionId: 'web' })
    const heldMs = Date.parse(key?.expiresAt ?? '') - Date.parse(key?.createdAt ?? '')
    expect(heldMs).toBe(365 * 86_400_000)

    const writeKey = (await page.locator('code').first().textContent()) ?? ''
    const sent = await fetch(`${platform.apiUrl}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'Larder Opened', anonymousId: 'a-1' }),
    })
    expect(sent.status).toBe(200)
    await platform.settled()
    await goto('/connections/tracking/web')
    await page.getByText('Larder Opened').waitFor()
    await page.getByRole('link', { name: 'What came in by the name web' }).click()
    await page.getByText('Larder Opened').first().waitFor()

    await goto('/integrations/tracking')
    await page.getByRole('link', { name: 'Connect another' }).click()
    await page.getByRole('button', { name: 'Connect' }).waitFor()

    // An id that another shop has already.
    const database = await platform.database()
    await database
      .prepare(
        `insert into connection (source, connection_id, tenant_id, secrets, is_demo, created_at)
         values ('tracking', 'theirs', 'another-shop', '[]', 0, 0)`,
      )
      .run()
    await goto('/integrations/tracking?id=theirs')
    await page.getByLabel('Name', { exact: true }).fill('Second shop')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByText('Second shop is connected').waitFor()
    expect(new URL(page.url()).searchParams.get('id')).toMatch(/^[0-9a-f]{20}$/)
    await close()
  },
)

it.skipIf(browser === undefined)('sets up a second factor, which is asked for from then on', async () => {
  const { page, complaints, goto, close } = await visitAs(browser, platform, adminEmail)
  // Going on while the page still loads its data anew would break that off, which the browser complains about.
  const loaded = () => page.locator('.progress-line').waitFor({ state: 'detached' })
  await goto('/settings/account')
  await page.getByRole('link', { name: 'Set it up' }).click()
  await page.getByRole('heading', { name: 'Set up the second factor' }).waitFor()
  await page.getByLabel('Password', { exact: true }).fill(staffPassword)
  await page.getByRole('button', { name: 'Go on' }).click()
  const secret = (await page.locator('.copy-text code').textContent()) ?? ''
  const picture = page.getByRole('img', { name: 'QR code of the secret' })
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await loaded()
  await page.getByLabel('Code that the app shows now').fill('000 000')
  await page.getByRole('button', { name: 'Switch it on' }).click()
  await page.getByRole('alert').waitFor()
  await loaded()
  expect(await page.locator('.copy-text code').textContent()).toBe(secret)
  await page.getByLabel('Code that the app shows now').fill(new TOTP({ secret }).generate())
  await page.getByRole('button', { name: 'Switch it on' }).click()
  const codes = ((await page.locator('.copy-text pre').textContent()) ?? '').split('\n')
  expect(codes).toHaveLength(10)
  await loaded()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('10 recovery codes left').waitFor()
  await loaded()

  const signIn = (code?: string) =>
    fetch(`${platform.apiUrl}/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: adminEmail, password: staffPassword, code }),
    })
  expect((await signIn()).status).toBe(401)
  expect((await signIn(codes[0])).status).toBe(201)
  await page.reload()
  await page.getByText('9 recovery codes left').waitFor()
  expect(complaints).toEqual([])
  await close()
})

it.skipIf(browser === undefined)('suspends a shop, and resumes it, for an owner alone', async () => {
  const owner = await makeOwner()
  const { page, goto, close } = await visitAs(browser, platform, owner, { javaScriptEnabled: false })
  await goto('/settings/closing')
  await page.getByRole('button', { name: 'Suspend the shop' }).click()
  await page.getByText('Demo shop is suspended.').waitFor()
  expect(await statusWith(demoCredentials.apiKey)).toBe(403)
  await goto('/customers')
  await page.getByText('This shop is suspended').waitFor()
  await goto('/settings')
  await page.getByRole('link', { name: 'Suspend or delete' }).first().click()
  await page.getByRole('button', { name: 'Resume the shop' }).click()
  await page.getByRole('button', { name: 'Suspend the shop' }).waitFor()
  expect(await statusWith(demoCredentials.apiKey)).toBe(200)
  await close()
})

/** Nobody but an owner makes an owner, so the first is written into the database. */
async function makeOwner(): Promise<string> {
  const email = await inviteStaff(platform, 'support')
  const database = await platform.database()
  await database.prepare(`update user_account set role = 'owner' where email = ?`).bind(email).run()
  return email
}
