import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { type PatronClient, patronClient } from '#shared/contracts/client.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { buyersShop } from '#tests/support/buyers-shop.ts'
import { addKey } from '#tests/support/callers.ts'
import { ended } from '#tests/support/ended-job.ts'
import { good } from '#tests/support/good.ts'
import { insertStandingJob } from '#tests/support/standing-job.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'
import { allEnded, trained } from '#tests/support/trained-model.ts'

const customerCount = 120
let platform: TestPlatform
let staff: PatronClient
let stranger: PatronClient

const client = (token: string) =>
  patronClient({ fetch: (request) => fetch(request), baseUrl: platform.apiUrl, token })

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  staff = client(demoCredentials.apiKey)
  await addTenant(await platform.database(), 'other', 'other-tenants-key')
  stranger = client('other-tenants-key')
  // Where it is day now: at night the schedule trains and scores by itself, and the test would count its jobs too.
  const dayZone = new Date().getUTCHours() < 12 ? 'Asia/Tokyo' : 'America/New_York'
  await rows('update tenant set time_zone = ? returning 1', dayZone)
  const calls = buyersShop(customerCount, Date.now() - hourMs, seededRandom(7))
  for (let from = 0; from < calls.length; from += 200) {
    const batch = calls.slice(from, from + 200)
    expect((await platform.track('batch', { batch })).status).toBe(200)
  }
  await platform.settled()
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

const insertJob = async (job: Parameters<typeof insertStandingJob>[1]) =>
  insertStandingJob(await platform.database(), job)

const customerOf = async (name: string) => {
  const { customers } = await good(staff.listCustomers({ identifier: `external_id:${name}` }))
  return customers[0]?.id ?? ''
}

async function filesOf(bucket: 'ARCHIVE' | 'UPLOADS', prefix: string): Promise<string[]> {
  const r2 = await platform.miniflare.getR2Bucket(bucket, 'patron-api')
  return (await r2.list({ prefix })).objects.map(({ key }) => key)
}

describe('a model', () => {
  it('is trained, compared, taken into use, and predicts for everybody', async () => {
    const before = await good(staff.listModels())
    expect(before.models.find(({ kind }) => kind === 'segments')).toMatchObject({
      champion: null,
      versionCount: 0,
      missing: null,
    })
    const started = await good(staff.trainModel('segments', { seed: 3 }))
    expect(started).toMatchObject({
      kind: 'train-model',
      model: 'segments',
      state: 'queued',
      progressRate: 0,
    })
    const job = await trained(staff, started)
    expect(job).toMatchObject({ state: 'done', result: 'segments-1', progressRate: 1, retryCount: 0 })
    expect(job.customerCount).toBe(customerCount)
    const { versions } = await good(staff.listModelVersions('segments'))
    expect(versions).toMatchObject([
      { name: 'segments-1', seed: 3, jobId: started.jobId, championMetrics: null },
    ])
    expect(versions[0]?.metrics.silhouette).toBeGreaterThan(0)
    if (versions[0]?.state !== 'champion') await good(staff.promoteModelVersion('segments', 1))
    await allEnded(staff)
    const { models } = await good(staff.listModels())
    expect(models.find(({ kind }) => kind === 'segments')).toMatchObject({
      champion: { name: 'segments-1', state: 'champion' },
      latest: { name: 'segments-1' },
      versionCount: 1,
      activeJobId: null,
    })
    const buyer = await customerOf('buyer-0')
    const { predictions, refusal, missing } = await good(staff.getCustomerPredictions(buyer))
    expect(refusal).toBeNull()
    expect(predictions.find(({ kind }) => kind === 'segment')).toMatchObject({ modelVersion: 'segments-1' })
    expect(missing.map(({ kind }) => kind)).toContain('anomaly')
    await expect.poll(() => filesOf('UPLOADS', 'jobs/')).toEqual([])
    expect(await filesOf('ARCHIVE', 'models/demo/segments/')).toHaveLength(1)
  })

  it('of which a job is going on gets no second one', async () => {
    const jobId = 'job_under_way'
    await insertJob({ jobId, kind: 'train-model', model: 'segments', startedAtMs: Date.now() })
    expect(await staff.trainModel('segments')).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
    await rows('delete from job where job_id = ? returning 1', jobId)
    const next = await good(staff.trainModel('segments', { seed: 4 }))
    expect((await trained(staff, next)).result).toBe('segments-2')
  })

  it('goes back to an earlier version, and everybody is scored with that one', async () => {
    const { versions } = await good(staff.listModelVersions('segments'))
    const other = versions.find(({ state }) => state !== 'champion')?.version ?? 0
    const promoted = await good(staff.promoteModelVersion('segments', other))
    expect(promoted).toMatchObject({ state: 'champion', version: other })
    expect(promoted.verdict).toContain('by hand')
    await allEnded(staff)
    const states = (await good(staff.listModelVersions('segments'))).versions.map(({ state }) => state)
    expect(states.filter((state) => state === 'champion')).toHaveLength(1)
    expect(await rows('select distinct model_version from predictions where kind = ?', 'segment')).toEqual([
      { model_version: `segments-${other}` },
    ])
    const again = await staff.promoteModelVersion('segments', other)
    expect(again).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
  })

  it('can be cancelled while it is trained, and leaves nothing behind', async () => {
    const jobId = 'job_to_cancel'
    await insertJob({ jobId, kind: 'train-model', model: 'anomalies', startedAtMs: Date.now() })
    const [uploads, archive] = [
      await platform.miniflare.getR2Bucket('UPLOADS', 'patron-api'),
      await platform.miniflare.getR2Bucket('ARCHIVE', 'patron-api'),
    ]
    await uploads.put(`jobs/demo/${jobId}/of-a-step`, '{}')
    const cancelled = await good(staff.cancelJob(jobId))
    expect(cancelled).toMatchObject({ state: 'cancelled', phase: 'Cancelled' })
    expect(cancelled.finishedAt).not.toBeNull()
    expect(await filesOf('UPLOADS', 'jobs/')).toEqual([])
    expect(await staff.cancelJob(jobId)).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
    const { models } = await good(staff.listModels())
    expect(models.find(({ kind }) => kind === 'anomalies')).toMatchObject({
      champion: null,
      versionCount: 0,
      activeJobId: null,
    })
    await uploads.put(`jobs/demo/${jobId}/of-a-step-under-way`, '{}')
    await archive.put(`models/demo/anomalies/${jobId}/of-a-step-under-way.json`, '{}')
    // Long after it ended the schedule looks once more for what a step may have left that was under way.
    await rows('update job set finished_at = 1 where job_id = ? returning 1', jobId)
    await platform.runSchedule()
    expect(await filesOf('UPLOADS', 'jobs/')).toEqual([])
    expect(await filesOf('ARCHIVE', 'models/demo/anomalies/')).toEqual([])
    expect(await rows('select cursor from job where job_id = ?', jobId)).toEqual([{ cursor: null }])
  })

  it('is nobody’s but the tenant’s', async () => {
    const { jobs } = await good(staff.listJobs({ limit: 2 }))
    expect(jobs).toHaveLength(2)
    expect(await good(stranger.listJobs())).toEqual({ jobs: [], nextCursor: null })
    expect((await good(stranger.listModels())).models.every(({ champion }) => champion === null)).toBe(true)
    expect((await good(stranger.listModelVersions('segments'))).versions).toEqual([])
    for (const answer of [
      await stranger.getJob(jobs[0]?.jobId ?? ''),
      await stranger.cancelJob(jobs[0]?.jobId ?? ''),
      await stranger.getModelVersion('segments', 1),
      await stranger.promoteModelVersion('segments', 1),
      await staff.getModelVersion('segments', 99),
      await staff.listModelVersions('horoscope'),
    ])
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'not-found' } })
    const started = await good(stranger.trainModel('segments'))
    const job = await ended(stranger, started.jobId)
    expect(job).toMatchObject({ state: 'done', customerCount: 0 })
    expect(job.result).toMatch(/^Not enough yet/)
    const { models } = await good(stranger.listModels())
    expect(models.find(({ kind }) => kind === 'segments')?.missing).toBe(job.result)
  })
})

describe('jobs', () => {
  it('are listed by pages, newest first', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await good(staff.listJobs({ limit: 3, ...(cursor !== undefined && { cursor }) }))
      seen.push(...page.jobs.map(({ jobId }) => jobId))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    const all = await rows<{ job_id: string }>(
      "select job_id from job where tenant_id = 'demo' order by started_at desc, job_id desc",
    )
    expect(seen).toEqual(all.map(({ job_id }) => job_id))
  })

  it('that stand still go on with the schedule, and fail after a day', async () => {
    const nowMs = Date.now()
    const scoring = { kind: 'score-customers', progressedAtMs: nowMs - hourMs } as const
    await insertJob({ ...scoring, jobId: 'job_forgotten', model: null, startedAtMs: nowMs })
    await insertJob({ kind: 'score-customers', jobId: 'job_dead', model: 'consumption', startedAtMs: 5 })
    await platform.runSchedule()
    expect(await good(staff.getJob('job_dead'))).toMatchObject({
      state: 'failed',
      failure: 'It made no progress for a day',
    })
    expect(await ended(staff, 'job_forgotten')).toMatchObject({ state: 'done' })
    const [kept] = await rows<{ count: number }>(
      "select count(*) as count from features where tenant_id = 'demo' and as_of = ? and vector ->> 'orderCount' > 0",
      nowMs,
    )
    expect(kept?.count).toBe(customerCount)

    // Profiles are made by what the scoring before has measured.
    expect(await filesOf('ARCHIVE', 'models/demo/shop-scale')).toHaveLength(1)
    await insertJob({ ...scoring, jobId: 'job_second', model: null, startedAtMs: nowMs + 1 })
    await platform.runSchedule()
    await ended(staff, 'job_second')
    const [told] = await rows<{ subject: string; subject_name: string }>(
      "select subject, subject_name from predictions where subject = 'price-tier' limit 1",
    )
    expect(told).toMatchObject({ subject: 'price-tier', subject_name: 'Price tier' })
  })
})

describe('segments', () => {
  it('hold every customer who bought, once', async () => {
    const { segments, unassignedCount, computedAt } = await good(staff.listSegments())
    expect(computedAt).not.toBeNull()
    const named = segments.filter(({ kind }) => kind === 'rfm')
    expect(named).toHaveLength(11)
    const total = named.reduce((sum, segment) => sum + segment.customerCount, 0)
    expect([total, unassignedCount]).toEqual([customerCount, 0])
    expect(named.reduce((sum, { shareRate }) => sum + shareRate, 0)).toBeCloseTo(1, 9)
    const [revenue] = await rows<{ sum: number }>(
      "select sum(amount_tenant_minor) as sum from customer_order where tenant_id = 'demo'",
    )
    expect(named.reduce((sum, { revenue: { amountMinor } }) => sum + amountMinor, 0)).toBe(revenue?.sum)
    const largest = [...named].sort((left, right) => right.customerCount - left.customerCount)[0]
    const { total: found } = await good(staff.listCustomers({ segment: largest?.name ?? '' }))
    expect(found).toBe(largest?.customerCount)
    expect((await good(stranger.listSegments())).segments).toEqual([])
  })

  it('change with a purchase, a moment later', async () => {
    const { customers } = await good(staff.listCustomers({ segment: 'Lost' }))
    const lost = customers[0]?.id ?? ''
    const [order] = await rows<{ order_key: string }>(
      'select order_key from customer_order where customer_id = ? limit 1',
      lost,
    )
    const userId = order?.order_key.replace(/^.*:(buyer-\d+)-\d+$/, '$1') ?? ''
    const properties = { order_id: 'come-back', total: 900, currency: 'GBP', products: [] }
    await platform.track('track', {
      event: 'Order Completed',
      userId,
      messageId: 'come-back',
      timestamp: new Date().toISOString(),
      properties,
    })
    await platform.settled()
    const deadlineMs = Date.now() + 60_000
    let label: string | null | undefined = 'Lost'
    while (label === 'Lost' && Date.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      const { predictions } = await good(staff.getCustomerPredictions(lost))
      label = predictions.find(({ kind }) => kind === 'rfm')?.label
    }
    expect(label).not.toBe('Lost')
    const { movements, flows } = await good(staff.listSegmentMovements({ segment: 'Lost' }))
    expect(movements).toMatchObject([
      { customerId: lost, previousSegment: 'Lost', newSegment: label, modelVersion: 'rfm-1' },
    ])
    expect(movements[0]?.reasonCodes).toContain('recency-rose')
    expect(flows).toContainEqual({ from: 'Lost', to: label, customerCount: 1 })
  })
})

describe('a person', () => {
  const predictedOf = (customerId: string) =>
    rows<{ count: number }>(
      `select (select count(*) from predictions where customer_id = ?1)
         + (select count(*) from segment_movement where customer_id = ?1) as count`,
      customerId,
    ).then(([row]) => row?.count)

  it('who objects, is restricted or erased loses all predictions at once, and gets no new ones', async () => {
    const [objector, restricted, erased] = [
      await customerOf('buyer-10'),
      await customerOf('buyer-11'),
      await customerOf('buyer-12'),
    ]
    for (const person of [objector, restricted, erased]) expect(await predictedOf(person)).toBeGreaterThan(0)
    await good(staff.objectToProfiling(objector))
    await good(staff.restrictProcessing(restricted))
    await good(staff.createErasure({ customerId: erased, mode: 'delete' }))
    expect(await good(staff.getCustomerPredictions(objector))).toMatchObject({
      refusal: 'objected',
      predictions: [],
      missing: [],
    })
    expect(await good(staff.getCustomerPredictions(restricted))).toMatchObject({ refusal: 'restricted' })
    await platform.settled()
    for (const person of [objector, restricted]) expect(await predictedOf(person)).toBe(0)
    await ended(staff, (await good(staff.scoreModel('segments'))).jobId)
    for (const person of [objector, restricted]) expect(await predictedOf(person)).toBe(0)
    const deadlineMs = Date.now() + 60_000
    while ((await predictedOf(erased)) !== 0 && Date.now() < deadlineMs)
      await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await predictedOf(erased)).toBe(0)
  })

  it('who is merged with another has the predictions of one', async () => {
    const [kept, merged] = [await customerOf('buyer-20'), await customerOf('buyer-21')]
    const { mergeId } = await good(staff.mergeCustomers({ customerIds: [kept, merged], survivorId: kept }))
    expect(await predictedOf(merged)).toBe(0)
    expect(await predictedOf(kept)).toBeGreaterThan(0)
    // What was predicted of both is of neither.
    await good(staff.undoMerge(mergeId))
    expect(await predictedOf(kept)).toBe(0)
    await ended(staff, (await good(staff.scoreModel('segments'))).jobId)
    const text = "select customer_id from predictions where customer_id in (?, ?) and kind = 'segment'"
    expect(await rows(text, kept, merged)).toHaveLength(2)
  })

  it('is masked for who may not see people, and a segment is refused to who may not see predictions', async () => {
    const database = await platform.database()
    const analyst = client(await addKey(database, { tenantId: 'demo', role: 'analyst' }))
    const { movements } = await good(analyst.listSegmentMovements())
    expect(movements.length).toBeGreaterThan(0)
    expect(movements.every(({ displayName }) => !displayName.includes('buyer'))).toBe(true)
    const narrow = client(
      await addKey(database, { tenantId: 'demo', role: 'analyst', scopes: ['customers:read'] }),
    )
    expect(await narrow.listCustomers({ segment: 'Lost' })).toMatchObject({
      ok: false,
      failure: { kind: 'forbidden' },
    })
  })
})
