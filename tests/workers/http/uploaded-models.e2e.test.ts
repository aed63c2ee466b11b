import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { type PatronClient, patronClient } from '#shared/contracts/client.ts'
import type { JobView } from '#shared/contracts/jobs.ts'
import { mostModelBytes } from '#shared/contracts/most-model-bytes.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import type { RetentionView } from '#shared/contracts/retention.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { buyersShop } from '#tests/support/buyers-shop.ts'
import { addKey } from '#tests/support/callers.ts'
import { good } from '#tests/support/good.ts'
import { insertStandingJob } from '#tests/support/standing-job.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'
import { allEnded, trained } from '#tests/support/trained-model.ts'

interface Golden {
  readonly models: Readonly<Record<string, { text: string[]; dump: object }>>
}
/** Written by LightGBM itself. */
const golden = JSON.parse(
  readFileSync(
    new URL('../../shared/predictions/repurchase/fixtures/uploaded-models.json', import.meta.url),
    'utf8',
  ),
) as Golden
const churnText = golden.models.churn?.text.join('\n') ?? ''
const valueDump = JSON.stringify(golden.models['lifetime-value']?.dump)

let platform: TestPlatform
let staff: PatronClient
const client = (token: string) =>
  patronClient({ fetch: (request) => fetch(request), baseUrl: platform.apiUrl, token })

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  staff = client(demoCredentials.apiKey)
  // Where it is day now: at night the schedule trains and scores by itself.
  const dayZone = new Date().getUTCHours() < 12 ? 'Asia/Tokyo' : 'America/New_York'
  await (await platform.database()).prepare('update tenant set time_zone = ?').bind(dayZone).run()
  const calls = buyersShop(240, Date.now() - hourMs, seededRandom(7))
  for (let from = 0; from < calls.length; from += 200) {
    const batch = calls.slice(from, from + 200)
    expect((await platform.track('batch', { batch })).status).toBe(200)
  }
  await platform.settled()
})
afterAll(() => platform?.remove())

const filesOf = async (bucket: 'ARCHIVE' | 'UPLOADS', prefix: string) => {
  const r2 = await platform.miniflare.getR2Bucket(bucket, 'patron-api')
  return (await r2.list({ prefix })).objects.map(({ key }) => key)
}

const upload = (kind: string, body: RequestInit['body']) =>
  platform.api(`/v1/models/${kind}/versions`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    ...(body !== undefined && { body }),
  })

describe('a model that was learned elsewhere', () => {
  it('is measured, entered with its origin, used once it is promoted, and left again', async () => {
    const database = await platform.database()
    const jobId = 'job_under_way'
    const underWay = { jobId, kind: 'train-model', model: 'churn', startedAtMs: Date.now() } as const
    await insertStandingJob(database, underWay)
    expect(await staff.uploadModelVersion('churn', churnText)).toMatchObject({
      failure: { kind: 'conflict' },
    })
    await database.prepare('delete from job where job_id = ?').bind(jobId).run()
    const started = await good(staff.uploadModelVersion('churn', churnText))
    expect(started).toMatchObject({ kind: 'evaluate-model', model: 'churn', state: 'queued' })
    expect(await trained(staff, started)).toMatchObject({ state: 'done', result: 'churn-1', failure: null })
    const uploaded = await good(staff.getModelVersion('churn', 1))
    expect(uploaded).toMatchObject({ origin: 'uploaded', jobId: started.jobId, artifactDeletedAt: null })
    expect(uploaded.metrics.brier).toBeGreaterThan(0)
    expect(uploaded.baselineMetrics.brier).toBeGreaterThan(0)
    expect(uploaded.verdict).toContain('plain rule')

    expect((await trained(staff, await good(staff.trainModel('churn')))).result).toBe('churn-2')
    const own = await good(staff.getModelVersion('churn', 2))
    expect(own.origin).toBe('trained')
    // The same window but for the seconds between the two.
    expect(own.baselineMetrics.brier).toBeCloseTo(uploaded.baselineMetrics.brier ?? 0, 3)
    if (uploaded.state === 'champion')
      expect(own.championMetrics?.brier).toBeCloseTo(uploaded.metrics.brier ?? 0, 3)

    for (const version of [1, 2]) {
      const { state } = await good(staff.getModelVersion('churn', version))
      if (state !== 'champion') await good(staff.promoteModelVersion('churn', version))
      await allEnded(staff)
      const { customers } = await good(staff.listCustomers({ identifier: 'external_id:buyer-0' }))
      const { predictions } = await good(staff.getCustomerPredictions(customers[0]?.id ?? ''))
      const prediction = predictions.find(({ kind }) => kind === 'churn')
      expect(prediction).toMatchObject({ modelVersion: `churn-${version}` })
      expect(prediction?.value).toBeGreaterThan(0)
      expect(prediction?.factors.length).toBeGreaterThan(0)
    }
    await expect.poll(() => filesOf('UPLOADS', 'jobs/')).toEqual([])
    expect(await filesOf('ARCHIVE', 'models/demo/churn/')).toHaveLength(2)
  })

  it('may come as JSON, and packed', async () => {
    const response = await upload('lifetime-value', gzipSync(valueDump))
    expect(response.status).toBe(202)
    const job = await trained(staff, (await response.json()) as JobView)
    expect(job).toMatchObject({ state: 'done', result: 'lifetime-value-1' })
    const { metrics } = await good(staff.getModelVersion('lifetime-value', 1))
    for (const name of ['spearman', 'maeMinor', 'rmseMinor', 'r2', 'mape'])
      expect(metrics).toHaveProperty(name)
  })

  it('says no more than its 90 days of a customer; one that was trained here looks further ahead', async () => {
    const { customers } = await good(staff.listCustomers({ identifier: 'external_id:buyer-0' }))
    const customerId = customers[0]?.id ?? ''
    if ((await good(staff.getModelVersion('lifetime-value', 1))).state !== 'champion')
      await good(staff.promoteModelVersion('lifetime-value', 1))
    await allEnded(staff)
    expect(await good(staff.getLifetimeValue(customerId))).toMatchObject({
      value: null,
      missing: expect.stringContaining('learned elsewhere'),
    })
    await trained(staff, await good(staff.trainModel('lifetime-value')))
    if ((await good(staff.getModelVersion('lifetime-value', 2))).state !== 'champion')
      await good(staff.promoteModelVersion('lifetime-value', 2))
    await allEnded(staff)
    const [year, discounted] = [
      await good(staff.getLifetimeValue(customerId, { months: 12, monthlyDiscountRate: 0 })),
      await good(staff.getLifetimeValue(customerId)),
    ]
    expect(year).toMatchObject({ modelVersion: 'lifetime-value-2', missing: null, refusal: null, months: 12 })
    expect(year.value?.undiscounted.amountMinor).toBeGreaterThan(0)
    expect(discounted.value?.discounted.amountMinor).toBeLessThan(year.value?.discounted.amountMinor ?? 0)
    expect(await staff.getLifetimeValue(customerId, { months: 61 })).toMatchObject({
      failure: { kind: 'invalid-content' },
    })
    expect(await staff.getLifetimeValue('cus_nobody')).toMatchObject({ failure: { kind: 'not-found' } })
  })

  it('that nobody uses any more is deleted by retention, and what is in use stays', async () => {
    const { versions } = await good(staff.listModelVersions('churn'))
    const champion = versions.find(({ state }) => state === 'champion')
    const database = await platform.database()
    // Two that were never used, long ago; one with a model in the archive.
    const insert = `insert into model_version select tenant_id, kind, version + ?1, 'challenger', algorithm, 1, null, data_from, data_to,
      row_count, feature_names, seed, parameters, metrics, baseline_metrics, champion_metrics, verdict, importances, curves, drift, ?2,
      job_id, origin, null from model_version where kind = 'churn' and version = 1`
    const archive = await platform.miniflare.getR2Bucket('ARCHIVE', 'patron-api')
    await archive.put('models/demo/churn/old/1.json', '{}')
    await database.batch([
      database.prepare(insert).bind(10, 'models/demo/churn/old/1.json'),
      database.prepare(insert).bind(11, 'models/demo/churn/old/2.json'),
      database.prepare("delete from retention_run where kind in ('models', 'jobs')"),
    ])
    await platform.runSchedule()
    const after = (await good(staff.listModelVersions('churn'))).versions
    expect(
      after.filter(({ version }) => version > 10).map((each) => each.artifactDeletedAt === null),
    ).toEqual([false, false])
    expect(after.filter(({ artifactDeletedAt }) => artifactDeletedAt === null)).toHaveLength(versions.length)
    expect(after.find(({ state }) => state === 'champion')).toEqual(champion)
    expect(await filesOf('ARCHIVE', 'models/demo/churn/')).toHaveLength(versions.length)
    expect(await staff.promoteModelVersion('churn', 11)).toMatchObject({ failure: { kind: 'conflict' } })
    const { runs, overdue } = await platform.get<RetentionView>('/v1/privacy/retention')
    expect(runs.find(({ kind }) => kind === 'models')).toMatchObject({ deletedCount: 2 })
    expect(overdue.every(({ count }) => count === 0)).toBe(true)
  })

  const broken = (what: string) => churnText.replace(/leaf_value=\S+/, `leaf_value=${what}`)
  it.each([
    ['nothing', 'churn', '', ''],
    ['an image', 'churn', new Uint8Array([137, 80, 78, 71, 0, 255, 254]), ''],
    ['broken JSON', 'churn', valueDump.slice(0, 999), ''],
    ['half a text', 'churn', churnText.slice(0, churnText.indexOf('leaf_value=') + 20), '/trees/0'],
    ['a wrong objective', 'churn', valueDump, '/objective'],
    ['features that nobody knows', 'churn', churnText.replace('recencyDays', 'starSign'), '/feature_names/0'],
    [
      'features out of range',
      'churn',
      churnText.replace(/split_feature=\S+/, 'split_feature=99'),
      '/trees/0',
    ],
    ['a leaf that is NaN', 'churn', broken('nan'), '/trees/0'],
    ['a leaf without end', 'churn', broken('-inf'), '/trees/0'],
    [
      'too many trees',
      'churn',
      `${churnText.replace('end of trees', '')}${'Tree=1\nleaf_value=1\n\n'.repeat(2_001)}`,
      '/trees',
    ],
  ])('is refused when it is %s, with what is wrong', async (_, kind, content, pointer) => {
    const response = await upload(kind, content)
    expect(response.status).toBe(422)
    const problem = problemSchema.parse(await response.json())
    expect(problem.errors?.[0]?.pointer).toBe(pointer)
    expect(problem.errors?.[0]?.detail).not.toBe('')
  })

  it('is refused when it is too large, of a kind that takes none, of no kind, or by who may not', async () => {
    expect((await upload('churn', 'x'.repeat(mostModelBytes + 1))).status).toBe(413)
    expect((await upload('churn', gzipSync('x'.repeat(mostModelBytes + 1)))).status).toBe(413)
    expect((await upload('segments', churnText)).status).toBe(409)
    expect((await upload('horoscope', churnText)).status).toBe(404)
    const auditor = client(await addKey(await platform.database(), { tenantId: 'demo', role: 'auditor' }))
    expect(await auditor.uploadModelVersion('churn', churnText)).toMatchObject({
      failure: { kind: 'forbidden' },
    })
    expect(await filesOf('UPLOADS', 'jobs/')).toEqual([])
  })
})
