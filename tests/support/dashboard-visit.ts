import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'

/** A browser window on the dashboard. */
export interface DashboardVisit {
  readonly page: Page
  /** Everything the pages complained about so far; a good visit ends with none. */
  readonly complaints: readonly string[]
  goto(path: string): Promise<void>
  /** By the page, which leads on to where the person begins. */
  signIn(who?: 'manager' | 'customer'): Promise<void>
  /** Signs in without a page, for tests that go to one next: to show two more takes longer than most tests. */
  enter(who?: { readonly email: string; readonly password: string }): Promise<void>
  close(): Promise<void>
}

/** A page may take longer than the usual half a minute where the machine is busy. */
const patienceMs = 60_000

/** Notes of the browser: of every 4xx answer, which tests that expect one see on the page itself, and of signing out. */
const browserNotes = /^Failed to load resource|^Clear-Site-Data header on \S+ Cleared data types: "cache"\.$/

/** Opens a window of its own (cookies, size, theme) on the dashboard at `baseUrl`. */
export async function visitDashboard(
  browser: Browser | undefined,
  baseUrl: string,
  options: BrowserContextOptions = {},
): Promise<DashboardVisit> {
  if (browser === undefined) throw new Error('there is no browser on this machine')
  const context = await browser.newContext({ baseURL: baseUrl, reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (!browserNotes.test(message.text())) complaints.push(message.text())
  })
  return {
    page,
    complaints,
    goto: async (path) => {
      await page.goto(path)
    },
    signIn: async (who = 'manager') => {
      const { email, password } = demoCredentials[who]
      await page.goto('/login')
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL((url) => url.pathname !== '/login')
    },
    enter: async ({ email, password } = demoCredentials.manager) => {
      const response = await context.request.post('/login', { form: { email, password }, maxRedirects: 0 })
      if (response.status() !== 302) throw new Error(`signing in was answered ${response.status()}`)
    },
    close: () => context.close(),
  }
}
