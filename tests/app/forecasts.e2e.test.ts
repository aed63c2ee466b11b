import { afterAll, beforeAll, expect, it } from 'vitest'
import { permissionsOfRole } from '#shared/access/permissions.ts'
import type { JobView } from '#shared/contracts/jobs.ts'
import type { Problem } from '#shared/contracts/problems.ts'
import { accessibilityViolations } from '#tests/support/accessibility-violations.ts'
import { type AnsweringDashboard, startAnsweringDashboard } from '#tests/support/answering-dashboard.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type DashboardVisit, visitDashboard } from '#tests/support/dashboard-visit.ts'
import { forecastAnswers, forecastJob, forecastList, forecastOf } from '#tests/support/forecast-answers.ts'
import { tabTo } from './tab-to.ts'

const browser = await launchBrowser()
let dashboard: AnsweringDashboard
/** What is told of jobs, and of a shop without a forecast; a test may change it. */
let jobs: JobView[] = []
let isNew = false
let orderCount = 0

const nothingYet = { run: null, currency: 'GBP', forecasts: [], total: 0, nextCursor: null }

beforeAll(async () => {
  dashboard = await startAnsweringDashboard({
    ...forecastAnswers,
    'GET /v1/forecasts/summaries': (query) => (isNew ? nothingYet : forecastList(query)),
    'GET /v1/jobs': () => ({ jobs, nextCursor: null }),
    'POST /v1/forecasts/run': () => {
      jobs = [forecastJob]
      return forecastJob
    },
    'GET /v1/overview': () => overview(orderCount),
  })
})

afterAll(async () => {
  await browser?.close()
  await dashboard?.stop()
})

/** Just enough of the first page's figures to say whether anything was sold. */
function overview(count: number): object {
  const revenue = { amountMinor: 0, currency: 'GBP' }
  const period = {
    orderCount: 0,
    revenue,
    averageOrderValue: revenue,
    activeCustomerCount: 0,
    unconverted: [],
  }
  return {
    generatedAt: '2026-11-22T08:00:00.000Z',
    days: 1,
    timeZone: 'Europe/London',
    current: period,
    previous: period,
    customerCount: 0,
    allTime: {
      orderCount: count,
      cancellationCount: 0,
      revenue,
      unconverted: [],
      firstDay: null,
      lastDay: null,
    },
    salesByDay: [],
    salesByChannel: [],
    eventsPerMinute: [],
    lag: { unsettledCount: 0, iteratorAgeMs: 0, quarantinedCount: 0 },
  }
}

/** What the API answers where sums were not kept by channel. */
function refusedChannel(): Response {
  const problem: Problem = {
    ...{
      type: '/v1/docs/problems#invalid-content',
      code: 'invalid-content',
      status: 422,
      requestId: 'req_1',
    },
    title: 'What was sent does not fit',
    errors: [{ pointer: '/channel', detail: 'must be left out here: this forecast is not kept by channel' }],
  }
  return Response.json(problem, {
    status: 422,
    headers: { 'content-type': 'application/problem+json' },
  })
}

async function signedIn(options: Parameters<typeof visitDashboard>[2] = {}): Promise<DashboardVisit> {
  const visit = await visitDashboard(browser, dashboard.url, options)
  await visit.enter()
  return visit
}

const wide = { name: 'a desktop in light', width: 1280, height: 900, colorScheme: 'light' as const }
const narrow = { name: 'a phone in dark', width: 390, height: 844, colorScheme: 'dark' as const }

/** What axe finds on the page that is open, and whether it scrolls sideways on a desktop or a phone. */
async function faultsOf({ page }: DashboardVisit): Promise<string[]> {
  const found = (await accessibilityViolations(page)).map((violation) => `${page.url()}: ${violation}`)
  for (const { width, height } of [narrow, wide]) {
    await page.setViewportSize({ width, height })
    const pageWidth = await page.evaluate(() => document.documentElement.scrollWidth)
    if (pageWidth > width) found.push(`${page.url()}: is ${pageWidth} px wide at ${width} px`)
  }
  return found
}

it.skipIf(browser === undefined)(
  'leads by keyboard and link from all sales down to an item in a place, and says what would come of another price',
  async () => {
    const visit = await signedIn({ viewport: wide, colorScheme: 'light' })
    const { page } = visit
    await visit.goto('/forecasts')
    await page.getByRole('img', { name: /^Units by week, All sales/ }).waitFor()
    const tile = page.getByRole('region', { name: 'Units, next 28 days' })
    expect(await tile.textContent()).toContain('8 of 10 times 25,480 to 36,260')
    await page.getByText('Show as table: Units by week').click()
    const figures = page.getByRole('table', { name: 'Units by week, All sales' }).getByRole('row')
    expect(await figures.count()).toBe(1 + 26 + 13)
    expect(await figures.nth(5).textContent()).toMatch(
      /^Week from 20 Dec 2026about .*Christmas Day, Boxing Day$/,
    )
    const surprises = page.getByRole('region', { name: 'Surprises' })
    expect(await surprises.textContent()).toMatch(
      /Whole milk 1 l640 sold in 7 days; 390 to 520 were expected/,
    )
    await page.getByRole('link', { name: 'Show what was said before' }).click()
    await page.getByText('Said before', { exact: true }).waitFor()
    expect(await faultsOf(visit)).toEqual([])

    await page.getByRole('link', { name: 'Items' }).click()
    const items = page.getByRole('table', { name: /^Items, most revenue first/ })
    expect(await items.getByRole('row').nth(2).textContent()).toMatch(/^Brass lampLAMP-3; By chanceCZ/)
    await tabTo(page, 'Whole milk 1 l')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Whole milk 1 l' }).waitFor()
    expect(await page.getByRole('navigation', { name: 'Where this page is' }).textContent()).toBe(
      'All salesDairy',
    )
    expect(await page.getByRole('region', { name: 'How it came about' }).textContent()).toContain(
      'Nothing was there to sell on 3 days of the last 91.',
    )
    await page.getByLabel('Price, in per cent').fill('-10')
    await page.getByRole('button', { name: 'See what would come' }).click()
    const answered = page.getByRole('table', { name: /^What would come in 28 days/ })
    expect(await answered.getByRole('row').nth(1).textContent()).toBe(
      'Units1,9848 of 10 times 1,664 to 2,3682,3608 of 10 times 1,900 to 2,900+19 %',
    )
    expect(await page.getByLabel('Price, in per cent').inputValue()).toBe('-10')
    expect(await faultsOf(visit)).toEqual([])
    await page.getByRole('link', { name: 'Whole milk 1 l, online' }).click()
    await page.getByRole('link', { name: 'Online', exact: true }).waitFor()
    expect(new URL(page.url()).search).toBe('?sku=MILK-1&store=online&past=yes')
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
  120_000,
)

it.skipIf(browser === undefined)(
  'leads on a phone by taps from all sales over a region, a place and a category to an item',
  async () => {
    const visit = await signedIn({ viewport: narrow, colorScheme: 'dark', hasTouch: true })
    const { page } = visit
    await visit.goto('/forecasts')
    const tap = async (link: string | RegExp, heading: string) => {
      await page.getByRole('region', { name: 'What it is made of' }).getByRole('link', { name: link }).tap()
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      const pageWidth = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([heading, pageWidth]).toEqual([heading, narrow.width])
    }
    await page.getByRole('link', { name: 'Regions' }).tap()
    await page.waitForURL(/parts=regions/)
    await tap('North', 'North')
    await tap('Leeds', 'Leeds')
    await tap(/^Dairy/, 'Dairy, Leeds')
    await tap(/^Whole milk 1 l/, 'Whole milk 1 l, Leeds')
    expect(await faultsOf(visit)).toEqual([])
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
  120_000,
)

it.skipIf(browser === undefined)(
  'says how good forecasts were, and keeps the calendar, on a phone as well',
  async () => {
    const visit = await signedIn({ viewport: narrow, colorScheme: 'dark' })
    const { page } = visit
    await visit.goto('/forecasts/accuracy?by=store')
    expect(await page.getByRole('region', { name: 'Off by' }).textContent()).toContain(
      '26 % better than “the same as before”',
    )
    const stores = page.getByRole('table', { name: /^Accuracy by store/ })
    expect(await stores.getByRole('row').nth(1).textContent()).toMatch(/^Leeds31 %/)
    expect(await page.getByText('made afterwards').count()).toBe(7)
    expect(await faultsOf(visit)).toEqual([])

    await visit.goto('/forecasts/calendar')
    const holidays = page.getByRole('table', { name: /^Public holidays/ })
    expect(await holidays.getByRole('row').nth(1).textContent()).toBe('Christmas Day25 Dec 202696 % less')
    expect(await faultsOf(visit)).toEqual([])
    await page.getByLabel('Name').fill('Spring fair')
    await page.getByLabel('First day').fill('2027-04-03')
    await page.getByRole('button', { name: 'Add to the calendar' }).click()
    await page.getByText('Added. The next forecasts heed it.').waitFor()
    await page.getByRole('button', { name: 'Remove Winter market' }).click()
    await page.getByText('Removed. The next forecasts heed it.').waitFor()
    expect(dashboard.changes.slice(-2)).toEqual([
      'POST /v1/forecasts/calendar/events',
      'DELETE /v1/forecasts/calendar/events/cal_1',
    ])
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
  120_000,
)

it.skipIf(browser === undefined)(
  'says why there is no forecast yet, makes the first and shows how far it is, also without script',
  async () => {
    isNew = true
    const visit = await signedIn({ javaScriptEnabled: false })
    const { page } = visit
    await visit.goto('/forecasts')
    await page.getByRole('heading', { name: 'No orders yet' }).waitFor()
    expect(await page.getByRole('link', { name: 'Upload a file' }).getAttribute('href')).toBe('/imports')
    orderCount = 12
    await page.reload()
    await page.getByRole('heading', { name: 'Sales are there, a forecast is not' }).waitFor()
    await page.getByRole('button', { name: 'Make forecasts now' }).click()
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('0.55')
    await page.getByRole('heading', { name: 'The first forecast is being made' }).waitFor()
    expect(await page.content()).toMatch(/<meta http-equiv="refresh" content="3"/i)
    await visit.close()
    isNew = false
    jobs = []
  },
  120_000,
)

it.skipIf(browser === undefined)(
  'shows all channels and says so where a forecast is not kept by channel',
  async () => {
    const asked: (string | null)[] = []
    const own = await startAnsweringDashboard({
      ...forecastAnswers,
      'GET /v1/forecasts': (query) => {
        asked.push(query.get('channel'))
        return query.has('channel') ? refusedChannel() : forecastOf(query)
      },
    })
    const visit = await visitDashboard(browser, own.url)
    await visit.enter()
    const { page } = visit
    await visit.goto('/forecasts')
    const sentence = page.getByText('This forecast is not kept by channel.', { exact: true })
    expect(await sentence.count()).toBe(0)
    await page.getByLabel('Sold through').selectOption('app')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await sentence.waitFor()
    await page.getByRole('img', { name: /^Units by week, All sales/ }).waitFor()
    expect(await page.getByLabel('Sold through').inputValue()).toBe('')
    expect(asked).toEqual([null, 'app', null])
    expect(visit.complaints).toEqual([])
    await visit.close()
    await own.stop()
  },
  120_000,
)

it.skipIf(browser === undefined)(
  'offers nobody what they may not do',
  async () => {
    const own = await startAnsweringDashboard(forecastAnswers, permissionsOfRole.auditor)
    const visit = await visitDashboard(browser, own.url)
    await visit.enter()
    await visit.goto('/forecasts')
    expect(await visit.page.getByRole('button', { name: 'Make forecasts now' }).count()).toBe(0)
    await visit.goto('/forecasts/calendar')
    expect(await visit.page.getByRole('main').getByRole('button').count()).toBe(0)
    await visit.close()
    await own.stop()
  },
  120_000,
)
