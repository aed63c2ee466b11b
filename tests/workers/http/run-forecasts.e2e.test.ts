import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { patronClient } from '#shared/contracts/client.ts'
import type { JobView } from '#shared/contracts/jobs.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayIn } from '#shared/kernel/time.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { addKey } from '#tests/support/callers.ts'
import { ended } from '#tests/support/ended-job.ts'
import { good } from '#tests/support/good.ts'
import { importFile } from '#tests/support/import-file.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const dayCount = 120
let platform: TestPlatform
let staff: ReturnType<typeof patronClient>
let lastDay: number

const client = (token: string) =>
  patronClient({ fetch: (request) => fetch(request), baseUrl: platform.apiUrl, token })

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  staff = client(demoCredentials.apiKey)
  await addTenant(await platform.database(), 'other', 'other-tenants-key')
  // Where it is day now: at night the schedule forecasts by itself, and the test would count its jobs too.
  const dayZone = new Date().getUTCHours() < 12 ? 'Asia/Tokyo' : 'America/New_York'
  await rows('update tenant set time_zone = ? returning 1', dayZone)
  lastDay = dayNumber(dayIn(dayZone, Date.now())) - 1
})
afterAll(() => platform?.remove())

async function rows<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
  const database = await platform.database()
  const { results } = await database
    .prepare(text)
    .bind(...values)
    .all<Row>()
  return results
}

const latestJob = async () => (await good(staff.listJobs({ kind: 'forecast-sales' }))).jobs[0]

/** A file of what five items sold on each day in two stores, and how many units that is in all. */
function salesFile(): { readonly text: string; readonly unitsLast28: number } {
  const random = seededRandom(5)
  const lines = ['Date,SKU,Product title,Category,Store,Units sold,Net sales']
  let unitsLast28 = 0
  for (let day = lastDay - dayCount + 1; day <= lastDay; day += 1) {
    for (const store of ['Leeds', 'Bath']) {
      for (const sku of ['MUG', 'CUP', 'JUG', 'POT', 'PAN']) {
        // In the last week one item sells much more than anybody could expect.
        const isRush = sku === 'PAN' && store === 'Leeds' && day > lastDay - 7
        const units = Math.floor(random() * 6) + (isRush ? 25 : 0)
        if (units === 0) continue
        if (day > lastDay - 28) unitsLast28 += units
        lines.push([dayText(day), sku, `A ${sku}`, 'Kitchen', store, units, (units * 2.5).toFixed(2)].join())
      }
    }
  }
  return { text: `${lines.join('\n')}\n`, unitsLast28 }
}

/** What the live feed has told of forecasts so far. */
async function liveMessages(): Promise<{ readonly kind: string }[]> {
  const { webSocket } = await platform.miniflare.dispatchFetch(`${platform.apiUrl}/v1/live?since=0`, {
    headers: { upgrade: 'websocket', authorization: `Bearer ${demoCredentials.apiKey}` },
  })
  if (webSocket === null || webSocket === undefined) throw new Error('no WebSocket was opened')
  const messages: { readonly kind: string }[] = []
  // What is asked for by `since` comes before the answer to a ping.
  const isQuiet = new Promise<void>((resolve) => {
    webSocket.addEventListener('message', ({ data }) => {
      if (data === 'pong') resolve()
      else messages.push(JSON.parse(String(data)))
    })
  })
  webSocket.accept()
  webSocket.send('ping')
  await isQuiet
  webSocket.close()
  return messages.filter(({ kind }) => kind === 'forecast-alerts')
}

it('a shop without sales gets no forecasts, and its job says why', async () => {
  const job = await ended(staff, (await good(staff.runForecasts())).jobId)
  expect(job).toMatchObject({
    kind: 'forecast-sales',
    model: null,
    state: 'done',
    phase: 'Done',
    result: 'no sales yet',
  })
  expect(await rows('select * from forecast_run')).toEqual([])
})

it('an import of sales is forecast by itself, in every place and altogether', async () => {
  const { text, unitsLast28 } = salesFile()
  await importFile(platform, text)
  // It is begun a moment after the import is done.
  await expect.poll(latestJob).toMatchObject({ startedBy: 'schedule', kind: 'forecast-sales' })
  const job = await ended(staff, (await latestJob())?.jobId ?? '')
  expect(job).toMatchObject({ state: 'done', failure: null, customerCount: 5 })
  expect(job.result).toBe(`${job.resultCount} forecasts`)

  const [total] = await rows<{ units_last_28: number; units_next_28: number; run_id: string }>(
    "select * from forecast where tenant_id = 'demo' and level = 'total'",
  )
  expect(total).toMatchObject({ units_last_28: unitsLast28, run_id: job.jobId })
  expect((total?.units_next_28 ?? 0) / unitsLast28).toBeGreaterThan(0.7)
  expect((total?.units_next_28 ?? 0) / unitsLast28).toBeLessThan(1.4)
  const sums = await rows<{ level: string; count: number; units: number }>(
    'select level, count(*) as count, sum(units_next_28) as units from forecast group by level order by level',
  )
  expect(sums.map(({ level, count }) => [level, count])).toEqual([
    ['category', 1],
    ['category-store', 2],
    ['sku', 5],
    ['sku-store', 10],
    ['store', 2],
    ['total', 1],
  ])
  for (const { units } of sums) expect(units / (total?.units_next_28 ?? 0)).toBeCloseTo(1, 4)
  expect(await rows('select as_of_day, series_count from forecast_run')).toEqual([
    { as_of_day: lastDay, series_count: 21 },
  ])
  expect(
    await rows("select 1 from forecast_accuracy where level = 'total' and group_kind = 'all'"),
  ).toHaveLength(2)
  const noticed = await good(staff.listForecastAlerts({}))
  expect(noticed.alerts.map(({ subject }) => subject.label)).toContain('A PAN, Store Leeds')
  // They are told once the job is done.
  await expect
    .poll(liveMessages)
    .toEqual([expect.objectContaining({ kind: 'forecast-alerts', runId: job.jobId, alerts: noticed.alerts })])
  const archive = await platform.miniflare.getR2Bucket('ARCHIVE', 'patron-api')
  const told = await archive.list({ prefix: `sales/demo/told/${job.jobId}/` })
  expect(told.objects.map(({ key }) => key.split('/').at(-1))).toContain('all.json')
  const uploads = await platform.miniflare.getR2Bucket('UPLOADS', 'patron-api')
  await expect.poll(async () => (await uploads.list({ prefix: 'jobs/demo/' })).objects).toEqual([])
})

it('one that goes on is not begun again, and what it comes to takes the place of what was there', async () => {
  const read = (): Promise<unknown[]> =>
    rows('select level, sku, store_id, outlook, units_next_28, wape_rate from forecast order by 1, 2, 3')
  const before = await read()
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => platform.api('/v1/forecasts/run', { method: 'POST' })),
  )
  const jobs = (await Promise.all(answers.map((answer) => answer.json()))) as JobView[]
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 202])
  expect(new Set(jobs.map(({ jobId }) => jobId)).size).toBe(1)
  const job = await ended(staff, jobs[0]?.jobId ?? '')
  expect(job).toMatchObject({ state: 'done', startedBy: expect.stringMatching(/^key:|api/) })
  expect(await read()).toEqual(before)
  expect(await rows('select distinct run_id from forecast')).toEqual([{ run_id: job.jobId }])
  expect(await rows('select run_id from forecast_run')).toEqual([{ run_id: job.jobId }])
})

it('of sales that came in while it went on begins anew at its end', async () => {
  const job = await good(staff.runForecasts())
  // As if the file that is in had come in just after the beginning.
  await rows('update customer_import set finished_at = ? returning 1', Date.parse(job.startedAt) + 1)
  await ended(staff, job.jobId)
  await expect.poll(latestJob).not.toMatchObject({ jobId: job.jobId })
  const begun = await latestJob()
  expect(await ended(staff, begun?.jobId ?? '')).toMatchObject({ state: 'done', startedBy: 'schedule' })
  // No file came in after that one began.
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await latestJob()).toMatchObject({ jobId: begun?.jobId })
})

it('may be asked for by those alone who may, each for their own shop', async () => {
  const database = await platform.database()
  const reader = client(
    await addKey(database, { tenantId: 'demo', role: 'admin', scopes: ['forecasts:read'] }),
  )
  const refused = await reader.runForecasts()
  expect(refused.ok ? undefined : refused.failure).toMatchObject({ status: 403 })
  const stranger = client('other-tenants-key')
  const job = await good(stranger.runForecasts())
  expect((await staff.getJob(job.jobId)).ok).toBe(false)
})
