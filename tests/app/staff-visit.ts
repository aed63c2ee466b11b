import type { Browser, BrowserContextOptions } from 'playwright-core'
import { type DashboardVisit, visitDashboard } from '#tests/support/dashboard-visit.ts'
import type { TestPlatform } from '#tests/support/test-platform.ts'

export const staffPassword = 'four words and a stone'

/** Makes somebody of a role, with {@link staffPassword}, through the invitation that an API key sends. Answers the e-mail. */
export async function inviteStaff(platform: TestPlatform, role: string): Promise<string> {
  const email = `${role}@example.com`
  const json = { 'content-type': 'application/json' }
  const invited = await platform.api('/v1/users', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email, displayName: `A ${role}`, role }),
  })
  if (invited.status !== 201) throw new Error(`nobody invited: ${await invited.text()}`)
  const { invitationUrl } = (await invited.json()) as { invitationUrl: string }
  const token = invitationUrl.slice(invitationUrl.lastIndexOf('/') + 1)
  const accepted = await fetch(`${platform.apiUrl}/v1/invitations/${token}`, {
    method: 'PUT',
    headers: json,
    body: JSON.stringify({ password: staffPassword }),
  })
  if (!accepted.ok) throw new Error(`not accepted: ${await accepted.text()}`)
  return email
}

/** Opens a window and signs somebody in by the page. */
export async function visitAs(
  browser: Browser | undefined,
  platform: TestPlatform,
  email: string,
  options: BrowserContextOptions = {},
): Promise<DashboardVisit> {
  const visit = await visitDashboard(browser, platform.dashboardUrl ?? '', options)
  await visit.goto('/login')
  await visit.page.getByLabel('E-mail').fill(email)
  await visit.page.getByLabel('Password').fill(staffPassword)
  await visit.page.getByRole('button', { name: 'Sign in' }).click()
  await visit.page.waitForURL((url) => url.pathname !== '/login')
  return visit
}
