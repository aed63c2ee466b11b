import { afterAll, beforeAll, expect, it } from 'vitest'
import { permissionsOfRole } from '#shared/access/permissions.ts'
import type { CustomerPredictionsView } from '#shared/contracts/predictions.ts'
import { accessibilityViolations } from '#tests/support/accessibility-violations.ts'
import { type AnsweringDashboard, startAnsweringDashboard } from '#tests/support/answering-dashboard.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type DashboardVisit, visitDashboard } from '#tests/support/dashboard-visit.ts'
import { predictions } from '#tests/support/predicted-customer.ts'
import { predictedShop, runningJob } from '#tests/support/predicted-shop.ts'

const browser = await launchBrowser()
let dashboard: AnsweringDashboard
/** What is told of the job and of the customer; a test may change it. */
let progressRate = runningJob.progressRate
let ofAda: CustomerPredictionsView = predictions

beforeAll(async () => {
  const jobs = predictedShop['GET /v1/jobs'] as { jobs: (typeof runningJob)[] }
  dashboard = await startAnsweringDashboard({
    ...predictedShop,
    'GET /v1/jobs': () => ({
      ...jobs,
      jobs: jobs.jobs.map((job) => (job.jobId === runningJob.jobId ? { ...job, progressRate } : job)),
    }),
    'GET /v1/customers/cus_1/predictions': () => ofAda,
  })
})

afterAll(async () => {
  await browser?.close()
  await dashboard?.stop()
})

async function signedIn(options: Parameters<typeof visitDashboard>[2] = {}): Promise<DashboardVisit> {
  const visit = await visitDashboard(browser, dashboard.url, options)
  await visit.enter()
  return visit
}

it.skipIf(browser === undefined)(
  'tells on the page of a customer what they will do, why, and what is missing to say more',
  async () => {
    const visit = await signedIn()
    const { page } = visit
    await visit.goto('/customers/cus_1')
    const card = page.getByRole('region', { name: 'Predictions' })
    expect(await card.textContent()).toMatch(/72 %High.*Raises the risk: last bought 84 days ago/)
    expect(await card.textContent()).toMatch(/£120\.50.*between £80\.00 and £190\.00/)
    const rows = card.getByRole('table', { name: /^Next purchases/ }).getByRole('row')
    expect(await rows.nth(1).textContent()).toMatch(/Breakfast tea4 days ago \(overdue\).*Unsure, 35 %/)
    expect(await rows.nth(2).textContent()).toMatch(/Whole milk 1 lin 5 days.*between.*Likely, 82 %/)
    expect(await card.textContent()).toContain('Shopping profileIt takes ten orders; there are 6.')
    expect(await page.getByRole('region', { name: 'Recommended products' }).textContent()).toContain(
      'often bought together with Breakfast tea',
    )
    expect(await page.getByRole('region', { name: 'Next basket' }).textContent()).toMatch(
      /expected in 4 days.*Whole milk 1 lbought 14 times.*41 %.*between.*next-basket-1/,
    )
    const features = page.getByRole('region', { name: 'Features' })
    await features.getByText('How much').click()
    await features.getByText('£336.00').click()
    await features.getByText('sum of all orders less refunds').waitFor()

    ofAda = { customerId: 'cus_1', refusal: 'objected', predictions: [], missing: [] }
    await page.reload()
    expect(await card.textContent()).toContain('said no to being profiled')
    ofAda = predictions
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'tells of a product what goes with it and what is like it, each with the reason',
  async () => {
    const visit = await signedIn()
    const { page } = visit
    await visit.goto('/products/TEA-2')
    const text = (name: string) => page.getByRole('region', { name }).textContent()
    await page.getByRole('heading', { level: 1, name: 'Breakfast tea' }).waitFor()
    expect(await page.locator('.facts').textContent()).toBe(
      'Price£5.40In stock12CategoryTeaBrandQuay & LeafSKUTEA-80StatusOn sale',
    )
    expect(await text('Goes with it')).toMatch(
      /Stoneware mug.*often bought together with Breakfast tea£8\.50/,
    )
    expect(await text('Like it')).toMatch(/by recommendations-1.*similar to Breakfast tea/)
    expect(await accessibilityViolations(page)).toEqual([])
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'shows how far a job is while it goes on, and cancels it; a browser without script loads the page again',
  async () => {
    const visit = await signedIn()
    const { page } = visit
    await visit.goto('/jobs')
    const bar = page.getByRole('progressbar', { name: 'Training: next purchases' })
    expect(await bar.getAttribute('value')).toBe('0.42')
    progressRate = 0.9
    await page.getByText('90 %, for').waitFor()
    expect(await bar.getAttribute('value')).toBe('0.9')
    expect(await page.getByRole('row', { name: /Failed/ }).textContent()).toContain('Stood still for a day')
    await page.getByRole('button', { name: 'Cancel Training: next purchases' }).click()
    await expect.poll(() => dashboard.changes).toContain('POST /v1/jobs/job_4/cancel')
    await visit.close()

    const plain = await signedIn({ javaScriptEnabled: false })
    await plain.goto('/jobs')
    expect(await plain.page.content()).toMatch(/<meta http-equiv="refresh" content="2"/i)
    await plain.goto('/models')
    await plain.page.getByRole('button', { name: 'Train again Churn' }).click()
    expect(new URL(plain.page.url()).pathname).toBe('/jobs')
    expect(dashboard.changes.at(-1)).toBe('POST /v1/models/churn/train')
    await plain.close()
  },
)

it.skipIf(browser === undefined)(
  'takes an earlier version into use only after asking, and shows curves as drawings and tables',
  async () => {
    const visit = await signedIn()
    const { page } = visit
    await visit.goto('/models')
    await page.getByRole('link', { name: 'Churn', exact: true }).click()
    await page.getByRole('link', { name: 'Go back to it… churn-2' }).click()
    await page.getByRole('heading', { name: 'Go back to churn-2?' }).waitFor()
    expect(dashboard.changes.filter((call) => call.endsWith('/promote'))).toEqual([])
    await page.getByRole('button', { name: 'Go back to churn-2' }).click()
    await page.getByText('churn-3 is in use now.').waitFor()
    expect(dashboard.changes.at(-1)).toBe('POST /v1/models/churn/versions/2/promote')

    await visit.goto('/models/churn/3')
    await page.getByRole('img', { name: /^ROC curve/ }).waitFor()
    await page.getByText('Show as table: Calibration').click()
    const table = page.getByRole('table', { name: 'Calibration' })
    expect(await table.getByRole('row').count()).toBe(12)
    expect(await table.getByRole('row').nth(2).textContent()).toBe('10 %14 %')
    const metrics = page.getByRole('table', { name: /^Metrics/ })
    expect(await metrics.getByRole('row', { name: /Brier/ }).textContent()).toMatch(
      /0\.1710\.198this one is better0\.169this one is worse$/,
    )
    await visit.goto('/models/churn/none')
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor()
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'leads from due purchases to one product and back, and from a segment to its customers',
  async () => {
    const visit = await signedIn()
    const { page } = visit
    await visit.goto('/due')
    const rows = page.getByRole('table', { name: /^Purchases that are due/ }).getByRole('row')
    expect(await rows.count()).toBe(4)
    await page.getByRole('link', { name: 'Overdue', exact: true }).click()
    await expect.poll(() => rows.count()).toBe(2)
    expect(await rows.nth(1).textContent()).toContain('Overdue3 days ago')
    await page.getByRole('link', { name: 'Whole milk 1 l (only this product)' }).click()
    await page.getByRole('heading', { name: 'Purchases of Whole milk 1 l' }).waitFor()
    await page.getByRole('link', { name: 'All products' }).click()
    await page.getByRole('heading', { name: 'Purchases', exact: true }).waitFor()

    await visit.goto('/segments')
    await page.getByRole('link', { name: '14 in, 3 out of At risk' }).click()
    await page.getByText('has not bought for longer; others spend more now').waitFor()
    await page.getByRole('link', { name: 'All segments' }).click()
    await page.getByRole('link', { name: 'At risk', exact: true }).click()
    await page.getByText('0 found in At risk').waitFor()
    await page.getByLabel('Search').fill('ada')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText('0 found for “ada” in At risk').waitFor()
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)(
  'offers nobody what they may not do, and shows the page all the same',
  async () => {
    const own = await startAnsweringDashboard(predictedShop, permissionsOfRole.auditor)
    const visit = await visitDashboard(browser, own.url)
    await visit.enter()
    for (const path of ['/models', '/models/churn', '/models/churn/2?promote=ask', '/jobs']) {
      await visit.goto(path)
      await visit.page.getByRole('heading', { level: 1 }).waitFor()
      const main = visit.page.getByRole('main')
      expect(await main.getByRole('button').allTextContents(), path).toEqual([])
      expect(await main.getByText(/Take into use|Go back to/).count(), path).toBe(0)
    }
    await visit.close()
    await own.stop()
  },
)

const pages = [
  '/customers/cus_1',
  '/segments',
  '/segments/movements',
  '/due',
  '/models',
  '/models/churn',
  '/models/churn/3',
  '/models/churn/2?promote=ask',
  '/segments?kind=segment',
  '/jobs',
]
const wide = { name: 'a desktop in light', width: 1280, height: 900, colorScheme: 'light' as const }
const narrow = { name: 'a phone in dark', width: 360, height: 740, colorScheme: 'dark' as const }

// Looks take turns: axe is slow, and what it finds is seldom a matter of the size or the theme.
it.skipIf(browser === undefined).each([
  { ...wide, other: narrow, turn: 0 },
  { ...narrow, other: wide, turn: 1 },
])(
  'axe finds nothing on $name, and no page scrolls sideways',
  async ({ width, height, colorScheme, other, turn }) => {
    const visit = await signedIn({ viewport: { width, height }, colorScheme })
    const found: string[] = []
    for (const path of pages.filter((_, index) => index % 2 === turn)) {
      await visit.goto(path)
      for (const violation of await accessibilityViolations(visit.page)) found.push(`${path}: ${violation}`)
      for (const size of [other, { width, height }]) {
        await visit.page.setViewportSize(size)
        const pageWidth = await visit.page.evaluate(() => document.documentElement.scrollWidth)
        if (pageWidth > size.width) found.push(`${path}: is ${pageWidth} px wide at ${size.width} px`)
      }
    }
    expect(found).toEqual([])
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
  120_000,
)
