import { afterAll, describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { buyer, JobWorld } from '#tests/support/job-world.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { tinyTrainable } from '#tests/support/tiny-trainable.ts'

const amounts = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130]
const customers = amounts.map((amount, place) => buyer(`c${String(place).padStart(2, '0')}`, [amount]))
const database = memoryDatabase()
afterAll(() => database.close())

/** What is the same however it came about. */
function registryOf(world: JobWorld) {
  return world.versions().map(({ trainedAt, promotedAt, artifactKey, ...row }) => ({
    ...row,
    isPromoted: promotedAt !== null,
    model: JSON.parse(world.artifacts.get(artifactKey) ?? 'null'),
  }))
}

describe('a training', () => {
  it('reads every customer once, learns, and enters the first model that beats a plain rule', async () => {
    const world = new JobWorld(database, tinyTrainable(), customers)
    const jobId = world.start('train-model', 'churn')
    await world.runAll()
    expect(world.job(jobId)).toMatchObject({
      state: 'done',
      progressPermille: 1_000,
      customerCount: 13,
      resultCount: 13,
      retryCount: 0,
      result: 'churn-1',
      failure: null,
    })
    expect(world.job(jobId).step).toBeGreaterThan(4)
    expect(registryOf(world)).toMatchObject([
      {
        version: 1,
        state: 'champion',
        isPromoted: true,
        rowCount: 13,
        jobId,
        metrics: { quality: 0.8 },
        championMetrics: null,
        model: { artifact: { mean: 70 } },
      },
    ])
    expect([...world.files.keys()]).toEqual([])
    expect(world.artifacts.size).toBe(1)
  })

  it('keeps a model that is not better beside the one in use, and puts a better one in its place', async () => {
    const qualities = [0, 0.8, 0.801, 0.9, 0.4]
    const world = new JobWorld(
      database,
      tinyTrainable((seed) => qualities[seed] ?? 0),
      customers,
    )
    for (const seed of [1, 2, 3, 4]) {
      world.start('train-model', 'churn', seed)
      await world.runAll()
    }
    expect(world.versions().map(({ state }) => state)).toEqual([
      'retired',
      'challenger',
      'champion',
      'rejected',
    ])
    expect(world.versions()[1]?.championMetrics).toEqual({ quality: 0.8 })
    expect(world.versions()[1]?.verdict).toContain('churn-1')
  })

  it('that has too little to learn from ends with what is missing, and enters nothing', async () => {
    const world = new JobWorld(database, tinyTrainable(), [...customers.slice(0, 3), buyer('nobody', [])])
    const jobId = world.start('train-model', 'churn')
    await world.runAll()
    expect(world.job(jobId)).toMatchObject({
      state: 'done',
      result: 'Not enough yet: 2 more',
      resultCount: 3,
    })
    expect(world.versions()).toEqual([])
    expect(world.files.size + world.artifacts.size).toBe(0)
  })

  it('of nobody at all says so as well', async () => {
    const world = new JobWorld(database, tinyTrainable(), [])
    const jobId = world.start('train-model', 'churn')
    await world.runAll()
    expect(world.job(jobId)).toMatchObject({ state: 'done', result: 'Not enough yet: 5 more' })
  })

  it('learns from nobody who is refused', async () => {
    const world = new JobWorld(database, tinyTrainable(), customers)
    world.refused = new Set(['c00', 'c01', 'c02'])
    world.start('train-model', 'churn')
    await world.runAll()
    expect(registryOf(world)).toMatchObject([{ rowCount: 10, model: { artifact: { mean: 85 } } }])
  })

  it('is compared once more when another version was taken into use meanwhile', async () => {
    const world = new JobWorld(
      database,
      tinyTrainable((seed) => seed / 10),
      customers,
    )
    world.start('train-model', 'churn', 7)
    await world.runAll()
    const jobId = world.start('train-model', 'churn', 8)
    while (world.job(jobId).phase !== 'comparing') await world.handle(shift(world))
    const ports = world.trainingPorts(jobId)
    const late = shift(world)
    // Between the comparison and the note somebody takes the version out of use by hand.
    let isDone = false
    world.mayBreak = () => {
      if (isDone || world.artifacts.size < 2) return
      isDone = true
      world.database.run([{ text: "update model_version set state = 'retired'", values: [] }])
    }
    await world.handle(late)
    expect([world.job(jobId).state, world.versions().length]).toEqual(['running', 1])
    expect(await ports.registry.champion()).toBeUndefined()
    world.sendAgain(jobId)
    await world.runAll()
    expect(world.versions().map(({ state, verdict }) => [state, verdict.includes('none before')])).toEqual([
      ['retired', true],
      ['champion', true],
    ])
  })
})

function shift(world: JobWorld) {
  const message = world.messages.shift()
  if (message === undefined) throw new Error('no message waits')
  return message
}

/**
 * Plays a job with crashes, workers that are slow, and messages that are lost, late or repeated, until it has ended and
 * everybody has noticed.
 */
async function playWithFaults(
  world: JobWorld,
  jobId: string,
  random: () => number,
  atEach: () => void = () => {},
): Promise<void> {
  let progress = 0
  world.mayBreak = () => {
    if (random() < 0.04) throw new Error('crash')
  }
  // Mostly a few turns; now and then so many that somebody else does several steps meanwhile.
  world.turns = () => Math.floor(random() * (random() < 0.05 ? 400 : 4))
  const atWork = new Set<Promise<unknown>>()
  for (let round = 0; round < 5_000 && world.job(jobId).finishedAt === null; round += 1) {
    atEach()
    const place = Math.floor(random() * world.messages.length)
    const message = world.messages[place]
    // A message may stay in the queue and come once more.
    if (message !== undefined && random() < 0.8) world.messages.splice(place, 1)
    if (message === undefined || random() < 0.1) {
      world.sendAgain(jobId)
      continue
    }
    for (let together = random() < 0.2 ? 2 : 1; together > 0; together -= 1) {
      const work = world.handle(message).catch(() => undefined)
      atWork.add(work)
      void work.finally(() => atWork.delete(work))
    }
    for (let turn = Math.floor(random() * 60); turn > 0; turn -= 1) await null
    if (atWork.size > 0 && random() < 0.3) await Promise.race(atWork)
    expect(world.job(jobId).progressPermille).toBeGreaterThanOrEqual(progress)
    progress = world.job(jobId).progressPermille
  }
  await Promise.all(atWork)
  // What was sent before still arrives.
  world.mayBreak = () => {}
  world.turns = () => 0
  await world.runAll()
  world.sweep(jobId)
}

it('comes to the same registry however often steps break, and messages are lost, late or repeated', async () => {
  const calm = new JobWorld(database, tinyTrainable(), customers)
  calm.start('train-model', 'churn')
  await calm.runAll()
  // When it was trained differs; the window it learned from does not.
  const expected = registryOf(calm)
  let retryCount = 0
  for (let seed = 1; seed <= 100; seed += 1) {
    const world = new JobWorld(database, tinyTrainable(), customers)
    const jobId = world.start('train-model', 'churn')
    await playWithFaults(world, jobId, seededRandom(seed))
    expect([seed, world.job(jobId).state, world.job(jobId).result]).toEqual([seed, 'done', 'churn-1'])
    expect([seed, registryOf(world)]).toEqual([seed, expected])
    expect([seed, world.files.size, world.artifacts.size]).toEqual([seed, 0, 1])
    retryCount += world.job(jobId).retryCount
  }
  expect(retryCount).toBeGreaterThan(50)
})

it('leaves nothing behind when it is cancelled, whenever that is', async () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = seededRandom(seed)
    const world = new JobWorld(database, tinyTrainable(), customers)
    const jobId = world.start('train-model', 'churn')
    const cancelledAt = Math.floor(random() * 30)
    let round = 0
    await playWithFaults(world, jobId, random, () => {
      if (round === cancelledAt) world.cancel(jobId)
      round += 1
    })
    if (world.job(jobId).state === 'done') continue
    expect([seed, world.job(jobId).state, world.versions()]).toEqual([seed, 'cancelled', []])
    expect([seed, world.files.size, world.artifacts.size]).toEqual([seed, 0, 0])
  }
})
