import { parseArgs } from 'node:util'
import type { JobView } from '#shared/contracts/jobs.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayIn, dayMs, secondMs } from '#shared/kernel/time.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { residentMb } from '../figures/process-usage.ts'
import { type MeasuredPlatform, startMeasuredPlatform } from '../platforms/measured-platform.ts'
import { freePort, type HeapUse, limitHeaps, type WatchedHeap, watchHeap } from '../platforms/worker-heap.ts'

const usage = `node tests/bench/forecasting/hundred-thousand-items.ts [--items 100000] [--days 730] [--stores 1] [--heap 96] [--alive]

Forecasts the sales of a shop end to end: totals of each day in D1, then the job over the queue until its rows are there.
Prints for each phase how long it took, the most memory its Worker was seen to have, and what all of workerd had. --heap ends every
Worker whose objects take more MB than that. --alive leaves dead objects and arrays out, by having them collected before each look; all takes
longer then.`

const { values: options } = parseArgs({
  options: {
    items: { type: 'string', default: '100000' },
    days: { type: 'string', default: '730' },
    stores: { type: 'string', default: '1' },
    heap: { type: 'string' },
    alive: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  console.log(usage)
  process.exit(0)
}
const itemCount = Number(options.items)
const dayCount = Number(options.days)
const storeCount = Number(options.stores)
const linesPerRow = 500
const rowsPerInsert = 20
const categoryCount = 40
const pollEveryMs = 500

if (options.heap !== undefined) limitHeaps(Number(options.heap))
const inspectorPort = await freePort()
const platform = await startMeasuredPlatform({ inspectorPort })
const heap = await watchHeap(inspectorPort, 'patron-api', options.alive)
try {
  const startedMs = performance.now()
  const saleCount = await insertSales(platform)
  console.log(
    `${itemCount} items, ${dayCount} days, ${storeCount} stores: ${saleCount} sales put into D1 in ${secondsSince(startedMs)} s`,
  )
  const first = await forecast(platform, heap)
  console.log(`the first run: ${first}`)
  const again = await forecast(platform, heap)
  console.log(`a run with nothing new: ${again}`)
} catch (error) {
  console.log(`before it ended, at most ${inWords(heap.takePeak())}`)
  throw error
} finally {
  heap.stop()
  await platform.remove()
}

/** Items differ in how much they sell as those of real shops do: a few much, most hardly ever. */
async function insertSales({ database }: MeasuredPlatform): Promise<number> {
  const random = seededRandom(1)
  const rates = Float64Array.from({ length: itemCount }, () => Math.min(5, 0.02 / (random() + 0.004)))
  const d1 = await database()
  const lastDay = dayNumber(dayIn('Europe/London', Date.now())) - 1
  let saleCount = 0
  let rows: unknown[][] = []
  const flush = async () => {
    await d1
      .prepare(
        `insert into reported_sales (tenant_id, source, day, store_id, channel, part, reported_at, lines, mark)
         select 'demo', 'bench', value ->> 0, value ->> 1, 'pos', value ->> 2, 0, value ->> 3, 1 from json_each(?)`,
      )
      .bind(JSON.stringify(rows))
      .run()
    rows = []
  }
  for (let day = lastDay - dayCount + 1; day <= lastDay; day += 1) {
    const byStore = Array.from({ length: storeCount }, (): unknown[][] => [])
    for (const [item, rate] of rates.entries()) {
      // Many places share what an item sells: each sale is in one of them.
      for (let sale = 0; sale < (storeCount === 1 ? 1 : Math.ceil(rate)); sale += 1) {
        if (random() >= (storeCount === 1 ? rate : rate / Math.ceil(rate))) continue
        const units = 1 + Math.floor(random() * Math.max(1, rate))
        const store = storeCount === 1 ? 0 : Math.floor(random() * storeCount)
        const words = [`Category ${item % categoryCount}`, `Item ${item}`]
        byStore[store]?.push([`SKU-${item}`, units, 0, units * 250, ...words])
      }
    }
    for (const [store, lines] of byStore.entries()) {
      saleCount += lines.length
      for (let from = 0; from < lines.length; from += linesPerRow) {
        const part = lines.slice(from, from + linesPerRow)
        rows.push([dayText(day), `store-${store}`, `${from}`, JSON.stringify({ [`${from}`]: part })])
        if (rows.length === rowsPerInsert) await flush()
      }
    }
  }
  if (rows.length > 0) await flush()
  return saleCount
}

/** Runs the job until it has ended; what it came to, in words. */
async function forecast(
  { api, get, pid, cpuMs }: MeasuredPlatform,
  { takePeak }: WatchedHeap,
): Promise<string> {
  const startedMs = performance.now()
  const cpuBeforeMs = cpuMs()
  const response = await api('/v1/forecasts/run', { method: 'POST' })
  const { jobId } = (await response.json()) as JobView
  const peaksMb: number[] = []
  let phase = 'Waiting'
  let phaseStartMs = startedMs
  let peakMb = 0
  takePeak()
  for (;;) {
    const job = await get<JobView>(`/v1/jobs/${jobId}`)
    peakMb = Math.max(peakMb, residentMb(pid) ?? Number.NaN)
    if (job.phase !== phase) {
      const use = takePeak()
      peaksMb.push(use.objectsMb + use.arraysMb)
      console.log(
        `  ${phase}: ${secondsSince(phaseStartMs)} s, at most ${inWords(use)} (to step ${job.stepCount})`,
      )
      phase = job.phase
      phaseStartMs = performance.now()
    }
    if (job.finishedAt !== null) {
      const cpuSeconds = ((cpuMs() - cpuBeforeMs) / secondMs).toFixed(0)
      if (job.state !== 'done') throw new Error(`it ended ${job.state}: ${job.failure}`)
      return `${job.result} of ${job.customerCount} items in ${secondsSince(startedMs)} s (CPU ${cpuSeconds} s), ${job.stepCount} steps, ${job.retryCount} done again; at most ${Math.max(...peaksMb).toFixed(0)} MB in the Worker, ${Math.round(peakMb)} MB in all of workerd`
    }
    if (performance.now() - startedMs > dayMs / 4) throw new Error(`it does not end: ${JSON.stringify(job)}`)
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs))
  }
}

function inWords({ objectsMb, arraysMb }: HeapUse): string {
  return `${objectsMb.toFixed(0)} MB of objects and ${arraysMb.toFixed(0)} MB of arrays`
}

function secondsSince(startedMs: number): string {
  return ((performance.now() - startedMs) / secondMs).toFixed(1)
}
