import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoTenantId } from '#scripts/provision-demo-tenant.ts'
import { codeAt } from '#tests/support/authenticator-code.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'
import { inviteStaff, staffPassword, visitAs } from './staff-visit.ts'

const browser = await launchBrowser()
let platform: TestPlatform
let database: D1Database

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true, customerCellCount: 4 })
  database = await platform.database()
})
afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

/** The shop wants it of admins, since so many days. */
async function demandSince(days: number): Promise<void> {
  await platform.api('/v1/tenant', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secondFactorRoles: ['admin', 'support'] }),
  })
  const since = Date.now() - days * 86_400_000
  await database
    .prepare('update tenant set second_factor_since = ? where tenant_id = ?')
    .bind(since, demoTenantId)
    .run()
  await database.prepare("update user_account set created_at = 0 where email like '%@example.com'").run()
  // A change by the API makes the Worker look again at once.
  await platform.api('/v1/tenant', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Demo shop' }),
  })
}

describe.skipIf(browser === undefined)('a shop that wants a second factor', () => {
  it('says so during the week of grace, on every page', async () => {
    const email = await inviteStaff(platform, 'support')
    await demandSince(2)
    const visit = await visitAs(browser, platform, email)
    await visit.page.getByText('wants you to have a second factor from').waitFor()
    await visit.goto('/customers')
    await visit.page.getByRole('link', { name: 'Set it up' }).waitFor()
    expect(visit.complaints).toEqual([])
  })

  it('leads whoever has none afterwards to set it up right after the password, and nowhere else', async () => {
    const email = await inviteStaff(platform, 'admin')
    await demandSince(8)
    const visit = await visitAs(browser, platform, email)
    const { page } = visit
    const setUpPath = '/settings/account/second-factor'
    expect(new URL(page.url()).pathname).toBe(setUpPath)
    for (const path of ['/', '/customers', '/settings/users', '/settings/account']) {
      await visit.goto(path)
      expect([path, new URL(page.url()).pathname]).toEqual([path, setUpPath])
    }
    await page.getByText('until then, nothing else is open to you').waitFor()
    expect(await page.getByRole('link', { name: 'Customers' }).count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Cancel' }).count()).toBe(0)
    await page.screenshot({ path: process.env.PATRON_PICTURE ?? '/dev/null', type: 'png', fullPage: true })

    await page.getByRole('textbox', { name: 'Password' }).fill(staffPassword)
    await page.getByRole('button', { name: 'Go on' }).click()
    const secret = /[A-Z2-7]{32}/.exec((await page.locator('main').innerText()) ?? '')?.[0] ?? ''
    const shown = secret === '' ? await page.locator('input[name="secret"]').inputValue() : secret
    await page.getByLabel('Code that the app shows now').fill(codeAt(shown, Date.now()))
    await page.getByRole('button', { name: 'Switch it on' }).click()
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.waitForURL((url) => url.pathname === '/settings/account')
    await visit.goto('/customers')
    expect(new URL(page.url()).pathname).toBe('/customers')
    expect(visit.complaints).toEqual([])
  })
})

describe.skipIf(browser === undefined)('signing in again in the same browser', () => {
  it('ends the session that it takes the place of', async () => {
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
    const sessions = async () => {
      const { results } = await database
        .prepare(
          `select revoked_because from user_session join user_account using (user_id)
           where email = 'manager@demo.patron.test' order by user_session.created_at`,
        )
        .all<{ revoked_because: string | null }>()
      return results.map((row) => row.revoked_because)
    }
    await visit.enter()
    expect(await sessions()).toEqual([null])
    await visit.enter()
    expect(await sessions()).toEqual(['signed-out', null])
    // A password that is wrong takes nobody's place.
    await visit.enter({ email: 'manager@demo.patron.test', password: 'wrong' }).catch(() => undefined)
    expect(await sessions()).toEqual(['signed-out', null])
  })
})
