import { afterAll, describe, expect, it } from 'vitest'
import type { ForecastCursor } from '#queues/jobs/forecast-sales/forecast-cursor.ts'
import { NodeSums } from '#queues/jobs/forecast-sales/node-sums.ts'
import { channelSection, findNodeSections } from '#shared/demand/node-series.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { ForecastWorld } from '#tests/support/forecast-world.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** The world begins on 2026-11-22, so this is the last day that is over. */
const lastDay = 20_778
const items = ['mug', 'cup', 'jug', 'tray', 'bowl', 'fork']
const total = { level: 'total', storeId: '', category: '', region: '' } as const

function report(day: number, storeId: string, channel: string, units: number) {
  const lines = items.map((item) => [item, units, 0, units * 250, 'Kitchen', item])
  return {
    text: `insert into reported_sales (tenant_id, source, day, store_id, channel, part, reported_at, lines, mark)
      values ('tenant', 'till', ?, ?, ?, '0', 0, ?, 1)`,
    values: [dayText(day), storeId, channel, JSON.stringify({ 0: lines })],
  }
}

/** A shop in Leeds that sells at its till and through an app. */
function newWorld(): ForecastWorld {
  const world = new ForecastWorld(database)
  world.sizes = { mostSales: 4_000, fewSales: 200, mostOrders: 8_000, fewOrders: 100 }
  for (let day = lastDay - 99; day <= lastDay; day += 1) {
    database.run([report(day, 'leeds', 'pos', 6 + (day % 3)), report(day, 'leeds', 'app', 2)])
  }
  return world
}

async function runUntil(world: ForecastWorld, isReached: () => boolean): Promise<void> {
  while (!isReached()) {
    const message = world.messages.shift()
    if (message === undefined) throw new Error('no message waits')
    await world.handle(message)
  }
}

function cursorOf(world: ForecastWorld, jobId: string): Partial<ForecastCursor> {
  return JSON.parse(world.job(jobId).cursor ?? '{}')
}

/** The cursor as code wrote it that knew nothing of channels. */
function forgetChannels(world: ForecastWorld, jobId: string): void {
  const { unusual: _, usualChannels: __, ...older } = cursorOf(world, jobId)
  database.run([
    { text: 'update job set cursor = ? where job_id = ?', values: [JSON.stringify(older), jobId] },
  ])
}

/** What is known of the app's part in all sales. */
function throughApp(world: ForecastWorld) {
  const [file] = [...world.archive.objects].filter(([key]) => key.includes('/nodes/'))
  const sections = findNodeSections((file?.[1].bytes ?? new Uint8Array(0)).slice().buffer, total)
  if (sections === undefined) throw new Error('all sales are not in the file')
  return channelSection(sections, 'app')
}

/** What was forecast, by whichever job. */
function forecasts(world: ForecastWorld) {
  return world.forecasts().map(({ run_id: _, ...row }) => row)
}

describe('a job that older code began, which knew nothing of channels', () => {
  it.each([
    ['summing', 'kept'],
    ['learning', 'unknown'],
    ['settling', 'unknown'],
  ])('ends well from %s on, with channels %s', async (phase, channels) => {
    const untouched = newWorld()
    untouched.start()
    await untouched.runAll()
    expect(throughApp(untouched)).toMatchObject({ firstDay: lastDay - 99 })
    const expected = forecasts(untouched)

    const world = newWorld()
    const jobId = world.start()
    await runUntil(world, () => {
      const { phase: now } = world.job(jobId)
      // Adding up is interrupted half way.
      return now === phase && (phase !== 'summing' || (cursorOf(world, jobId).nextBucket ?? 0) > 0)
    })
    forgetChannels(world, jobId)
    await world.runAll()
    expect(world.job(jobId)).toMatchObject({ state: 'done', failure: null })
    if (channels === 'kept') expect(throughApp(world)).toMatchObject({ firstDay: lastDay - 99 })
    else expect(throughApp(world)).toBeUndefined()
    expect(forecasts(world)).toEqual(expected)
    expect([...world.files.keys()]).toEqual([])
  })

  it('ends well where what it learned says nothing of places abroad', async () => {
    const world = newWorld()
    const jobId = world.start()
    await runUntil(world, () => world.job(jobId).phase === 'testing')
    const name = [...world.files.keys()].find((each) => each.includes('/learned-')) ?? ''
    const learned = JSON.parse(new TextDecoder().decode(world.files.get(name)))
    expect(learned.knowledge.abroad).toEqual({ countries: {}, shares: {} })
    delete learned.knowledge.abroad
    world.files.set(name, new Uint8Array(new TextEncoder().encode(JSON.stringify(learned))).buffer)
    await world.runAll()
    expect(world.job(jobId)).toMatchObject({ state: 'done', failure: null })
    expect(world.rows('forecast_accuracy', '1').length).toBeGreaterThan(0)
  })
})

it.each([
  [600, true],
  [601, false],
])('with %i places that sell through two channels, channels told apart: %s', async (storeCount, isKept) => {
  const world = new ForecastWorld(database)
  world.sizes = { mostSales: 40_000, fewSales: 200, mostOrders: 8_000, fewOrders: 100 }
  // Each step reads and writes all sums: some steps will do.
  world.tickMs = 400
  const places = Array.from({ length: storeCount }, (_, at) => `place ${at}`)
  database.run(
    places.flatMap((place) => [report(lastDay, place, 'pos', 3), report(lastDay, place, 'app', 1)]),
  )
  const jobId = world.start()
  let stepCount = 0
  await runUntil(world, () => {
    if (world.job(jobId).phase === 'summing') stepCount += 1
    return world.job(jobId).phase === 'learning'
  })
  expect(stepCount).toBeGreaterThan(2)
  const { unusual, usualChannels, sums = null } = cursorOf(world, jobId)
  expect([unusual !== null, usualChannels !== null]).toEqual([isKept, true])
  // All was added up all the same, and what is not needed is not kept.
  const added = NodeSums.read(world.files.get(`${jobId}/${sums}`) ?? new ArrayBuffer(0))
  expect([added.itemCount, added.seriesCount]).toEqual([items.length, items.length * storeCount])
  const unusualFiles = [...world.files.keys()].filter((name) => name.includes('/unusual-'))
  expect(unusualFiles).toHaveLength(isKept ? 1 : 0)
})
