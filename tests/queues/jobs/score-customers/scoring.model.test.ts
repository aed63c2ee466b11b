import { afterAll, describe, expect, it } from 'vitest'
import { publishChanges } from '#queues/jobs/score-customers/publish-changes.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { buyer, JobWorld } from '#tests/support/job-world.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { tinyTrainable } from '#tests/support/tiny-trainable.ts'

const startMs = 1_000 * dayMs
const database = memoryDatabase()
afterAll(() => database.close())

/**
 * Forty customers: the later in the row, the more and the more lately they bought. Every other drinks tea, the rest eats
 * bread, at prices that rise with the place, the first with a discount.
 */
const customers = Array.from({ length: 40 }, (_, place) => {
  const bought = buyer(
    `c${String(place).padStart(2, '0')}`,
    Array.from({ length: 1 + (place % 8) }, () => 100 * (place + 1)),
    startMs - (40 - place) * dayMs,
  )
  const category = place % 2 === 0 ? 'tea' : 'bread'
  const line = { productId: category, name: null, category, quantity: 1, amountMinor: 100 * (place + 1) }
  const discountMinor = place < 20 ? 10 : 0
  return {
    ...bought,
    purchases: bought.purchases.map((each) => ({ ...each, discountMinor, lines: [line] })),
  }
})
/** Of so many purchases on there is a level: four with a known discount, five with comparable products. */
const traitCount = customers.reduce((sum, { purchases: { length } }) => {
  return sum + (length >= 4 ? 1 : 0) + (length >= 5 ? 3 : 0)
}, 0)

/** A world with a model in use. */
async function trainedWorld(): Promise<JobWorld> {
  const world = new JobWorld(database, tinyTrainable(), customers)
  world.start('train-model', 'churn')
  await world.runAll()
  world.nowMs = startMs
  return world
}

const tableOf = (world: JobWorld) => world.predictions().map(({ tenantId: _, ...row }) => row)

/** How many have the label in the other places of the table. */
function labels(world: JobWorld, kind: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind: of, label } of world.predictions())
    if (of === kind) counts[label ?? ''] = (counts[label ?? ''] ?? 0) + 1
  return counts
}

describe('a scoring', () => {
  it('predicts for every customer by the models in use and by RFM, and measures drift', async () => {
    const world = await trainedWorld()
    const jobId = world.start('score-customers', null)
    await world.runAll()
    expect(world.job(jobId)).toMatchObject({
      state: 'done',
      progressPermille: 1_000,
      customerCount: 40,
      resultCount: 80,
      result: '80 predictions',
    })
    // Told by hand: the mean is 100 * sum(n * (1 + (n - 1) % 8)) / 40 over n = 1..40.
    const amounts = customers.map((_, place) => 100 * (place + 1) * (1 + (place % 8)))
    const mean = amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length
    const high = amounts.filter((amount) => amount < mean).length
    expect(labels(world, 'churn')).toEqual({ high, low: 40 - high })
    const places = labels(world, 'rfm')
    expect(Object.values(places).reduce((sum, count) => sum + count, 0)).toBe(40)
    expect(Object.keys(places)).toContain('Champions')
    const [row] = world.predictions()
    expect(row).toMatchObject({
      modelVersion: 'churn-1',
      predictedAt: startMs,
      expiresAt: startMs + 8 * dayMs,
    })
    expect(world.versions()[0]?.drift?.features).toMatchObject([{ feature: 'spent' }])
    expect(world.versions()[0]?.drift?.features[0]?.psi).toBeLessThan(0.01)
    // Nobody had a segment before, so nobody has moved.
    expect(world.all('segment_movement')).toEqual([])
    expect(world.files.size).toBe(0)
  })

  it('of one model leaves the predictions of others alone', async () => {
    const world = await trainedWorld()
    world.start('score-customers', null)
    await world.runAll()
    const before = tableOf(world).filter(({ kind }) => kind === 'rfm')
    world.nowMs += dayMs
    world.start('score-customers', 'churn')
    await world.runAll()
    expect(tableOf(world).filter(({ kind }) => kind === 'rfm')).toEqual(before)
    expect(
      new Set(
        tableOf(world)
          .filter(({ kind }) => kind === 'churn')
          .map((row) => row.predictedAt),
      ).size,
    ).toBe(1)
  })

  it('notes who is in another segment than the day before, once', async () => {
    const world = await trainedWorld()
    world.start('score-customers', null)
    await world.runAll()
    const before = new Map(
      world.predictions().flatMap((row) => (row.kind === 'rfm' ? [[row.customerId, row.label]] : [])),
    )
    // The best customer has not been seen for a year by then, as all others.
    world.nowMs += 20 * dayMs
    const [first] = customers
    const purchases = first?.purchases ?? []
    Object.assign(first ?? {}, buyer('c00', Array(30).fill(9_000), world.nowMs - dayMs))
    world.start('score-customers', null)
    await world.runAll()
    Object.assign(first ?? {}, { purchases })
    const moved = world.all('segment_movement')
    const expected = world
      .predictions()
      .filter(({ kind, customerId, label }) => kind === 'rfm' && before.get(customerId) !== label)
    expect(moved.map(({ customerId }) => customerId).sort()).toEqual(
      expected.map(({ customerId }) => customerId).sort(),
    )
    const mover = moved.find(({ customerId }) => customerId === 'c00')
    expect(mover).toMatchObject({ kind: 'rfm', newSegment: 'Champions', modelVersion: 'rfm-1' })
    expect(mover?.previousSegment).toBe(before.get('c00'))
    expect(JSON.parse(String(mover?.reasonCodes))).toEqual([
      'recency-rose',
      'frequency-rose',
      'monetary-rose',
    ])
  })

  it('forgets what was known of those who are refused now, and never writes about who objected meanwhile', async () => {
    const world = await trainedWorld()
    world.start('score-customers', null)
    await world.runAll()
    world.nowMs += dayMs
    world.refused = new Set(['c05'])
    // The row says so already, though the customer was read before.
    database.run([
      { text: "update customer_profile set is_profiling_allowed = 0 where customer_id = 'c06'", values: [] },
      { text: "update customer_profile set restricted_at = 1 where customer_id = 'c07'", values: [] },
      { text: "update customer_profile set merged_into = 'c09' where customer_id = 'c08'", values: [] },
      { text: "delete from predictions where customer_id in ('c06', 'c07', 'c08')", values: [] },
    ])
    world.start('score-customers', null)
    await world.runAll()
    const known = new Set(world.predictions().map(({ customerId }) => customerId))
    expect(['c05', 'c06', 'c07', 'c08'].filter((id) => known.has(id))).toEqual([])
    expect(known.size).toBe(36)
  })

  it('profiles customers by what the scoring before measured of all, and of one model not at all', async () => {
    const world = await trainedWorld()
    world.start('score-customers', null)
    await world.runAll()
    expect(labels(world, 'socio-economic')).toEqual({})
    expect(Object.keys(world.shopScale?.categories ?? {}).sort()).toEqual(['bread', 'tea'])
    world.start('score-customers', 'churn')
    await world.runAll()
    expect(labels(world, 'socio-economic')).toEqual({})

    const jobId = world.start('score-customers', null)
    await world.runAll()
    expect(world.job(jobId).resultCount).toBe(80 + traitCount)
    const told = (customerId: string) =>
      world.predictions().flatMap((row) => {
        const isOne = row.customerId === customerId && row.kind === 'socio-economic'
        return isOne ? [[row.subject, row.label]] : []
      })
    expect(Object.fromEntries(told('c04'))).toMatchObject({
      'price-tier': 'budget',
      'promotion-dependence': 'high',
    })
    expect(Object.fromEntries(told('c38'))).toMatchObject({
      'price-tier': 'premium',
      'promotion-dependence': 'low',
    })
    expect(told('c03').map(([subject]) => subject)).toEqual(['promotion-dependence'])
    expect(told('c02')).toEqual([])
  })

  it('profiles nobody without consent where the law wants it, and forgets what was said before', async () => {
    const world = await trainedWorld()
    for (const [country, agreed, profiled] of [
      ['GB', [], 25],
      ['GB', [], 25],
      ['DE', ['c38'], 1],
      ['DE', [], 0],
    ] as const) {
      world.means = { country, isProfilingOptOut: true, isSocioEconomicOn: null }
      world.agreed = new Set(agreed)
      world.nowMs += dayMs
      world.start('score-customers', null)
      await world.runAll()
      const known = world.predictions().filter(({ kind }) => kind === 'socio-economic')
      // The first has nothing to compare with yet.
      const expected = world.all('job').length === 2 ? 0 : profiled
      expect(new Set(known.map(({ customerId }) => customerId)).size).toBe(expected)
    }
  })

  it('by all models keeps the features of everybody it looked at, as of its beginning; by one none', async () => {
    const world = await trainedWorld()
    world.refused = new Set(['c05'])
    world.start('score-customers', 'churn')
    await world.runAll()
    expect(world.all('features')).toEqual([])
    world.nowMs = startMs
    world.start('score-customers', null)
    await world.runAll()
    const kept = world.all('features').map(({ customerId, asOf, vector }) => {
      return [customerId, asOf, JSON.parse(String(vector)).orderCount]
    })
    const looked = customers.filter(({ customerId }) => customerId !== 'c05')
    expect(kept).toEqual(looked.map(({ customerId, purchases }) => [customerId, startMs, purchases.length]))
  })

  it('with too few customers for RFM says what the models say', async () => {
    const world = new JobWorld(database, tinyTrainable(), customers.slice(0, 10))
    world.start('train-model', 'churn')
    await world.runAll()
    const jobId = world.start('score-customers', null)
    await world.runAll()
    expect(world.job(jobId)).toMatchObject({ state: 'done', resultCount: 10 })
    expect(labels(world, 'rfm')).toEqual({})
  })
})

it('comes to the same predictions however often steps break, and messages are lost, late or repeated', async () => {
  const calm = await trainedWorld()
  calm.start('score-customers', null)
  await calm.runAll()
  const { shopScale } = calm
  calm.nowMs = startMs
  calm.start('score-customers', null)
  await calm.runAll()
  const expected = [tableOf(calm), calm.all('features'), calm.shopScale]
  for (let seed = 1; seed <= 25; seed += 1) {
    const random = seededRandom(seed)
    const world = await trainedWorld()
    world.shopScale = shopScale
    const jobId = world.start('score-customers', null)
    world.mayBreak = () => {
      if (random() < 0.02) throw new Error('crash')
    }
    for (let round = 0; round < 3_000 && world.job(jobId).finishedAt === null; round += 1) {
      const place = Math.floor(random() * world.messages.length)
      const message = world.messages[place]
      if (message !== undefined && random() < 0.8) world.messages.splice(place, 1)
      if (message === undefined || random() < 0.1) {
        world.sendAgain(jobId)
        continue
      }
      const together = random() < 0.2 ? 2 : 1
      await Promise.allSettled(Array.from({ length: together }, () => world.handle(message)))
    }
    world.mayBreak = () => {}
    await world.runAll()
    world.sweep(jobId)
    expect([seed, world.job(jobId).state, world.job(jobId).resultCount]).toEqual([
      seed,
      'done',
      80 + traitCount,
    ])
    expect([seed, [tableOf(world), world.all('features'), world.shopScale]]).toEqual([seed, expected])
    expect([seed, world.all('segment_movement'), world.files.size]).toEqual([seed, [], 0])
  }
})

it('tells every change of a segment once, however often telling it breaks or is repeated', async () => {
  for (let seed = 1; seed <= 6; seed += 1) {
    const random = seededRandom(seed)
    const world = await trainedWorld()
    world.start('score-customers', null)
    await world.runAll()
    // Of some it is another place than the rules say, so that they move.
    const text = "update predictions set label = 'Elsewhere' where kind = 'rfm' and customer_id < ?"
    database.run([{ text, values: [`c${10 + Math.floor(random() * 30)}`] }])
    world.nowMs += dayMs
    const jobId = world.start('score-customers', null)
    world.mayBreak = () => {
      if (random() < 0.01) throw new Error('crash')
    }
    world.turns = () => Math.floor(random() * 3)
    for (let round = 0; round < 3_000 && world.job(jobId).finishedAt === null; round += 1) {
      const message = world.messages.shift()
      if (message === undefined) world.sendAgain(jobId)
      else await Promise.allSettled([world.handle(message), world.handle(message)])
    }
    world.mayBreak = () => {}
    // Noting that it was told was lost.
    database.run([
      { text: "update segment_movement set is_published = 0 where customer_id = 'c01'", values: [] },
    ])
    await publishChanges(world.changesPorts())
    const told = world.feed
      .since(0, ['predictions'])
      .flatMap((message) => (message.kind === 'predictions' ? message.segmentUpdates : []))
    const moved = world.all('segment_movement')
    expect([seed, world.job(jobId).state]).toEqual([seed, 'done'])
    expect(moved.length).toBeGreaterThan(5)
    expect([seed, told.map(({ id }) => id).sort()]).toEqual([seed, moved.map((row) => row.movementId).sort()])
    expect(told.find(({ customerId }) => customerId === 'c01')).toMatchObject({
      segmentKind: 'rfm',
      previousSegment: 'Elsewhere',
      timestamp: new Date(Number(moved[0]?.movedAt)).toISOString(),
    })
  }
})

it('takes back what it told of a change that was deleted meanwhile', async () => {
  const world = await trainedWorld()
  const movement = {
    movementId: 'mov_1',
    kind: 'rfm' as const,
    customerId: 'c01',
    previousSegment: null,
    newSegment: 'Champions',
    segmentationScore: 1,
    reasonCodes: ['first-segment'],
    confidence: 1,
    modelVersion: 'rfm-1',
    movedAt: startMs,
    isPublished: false,
    tenantId: 'tenant',
  }
  const read = { movements: [movement, { ...movement, movementId: 'mov_2' }], consumptionEvents: [] }
  let readCount = 0
  await publishChanges({
    ...world.changesPorts(),
    unpublished: async () => (readCount++ === 0 ? read : { movements: [], consumptionEvents: [] }),
  })
  const [message] = world.feed.since(0, ['predictions'])
  expect(message).toMatchObject({ kind: 'predictions', segmentUpdates: [] })
})
