import { parseArgs } from 'node:util'
import type { JobView } from '#shared/contracts/jobs.ts'
import type { Channel } from '#shared/events/event.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayIn, dayMs, secondMs } from '#shared/kernel/time.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { residentMb } from '../figures/process-usage.ts'
import { type MeasuredPlatform, startMeasuredPlatform } from '../platforms/measured-platform.ts'
import { freePort, type HeapUse, limitHeaps, type WatchedHeap, watchHeap } from '../platforms/worker-heap.ts'

const usage = `node tests/bench/forecasting/hundred-thousand-items.ts [--items 100000] [--days 730] [--stores 1] [--channels 1]
  [--categories 40] [--counted 0.2] [--heap 96] [--alive]

Forecasts the sales of a shop end to end: totals of each day in D1, then the job over the queue until its rows are there.
Of a share --counted of the items stock is counted wherever they are sold: every eight weeks there is nothing for a week.
Prints for each phase how long it took, the most memory its Worker was seen to have, and what all of workerd had. --heap ends every
Worker whose objects take more MB than that. --alive leaves dead objects and arrays out, by having them collected before each look; all takes
longer then.`

const { values: options } = parseArgs({
  options: {
    items: { type: 'string', default: '100000' },
    days: { type: 'string', default: '730' },
    stores: { type: 'string', default: '1' },
    channels: { type: 'string', default: '1' },
    categories: { type: 'string', default: '40' },
    counted: { type: 'string', default: '0' },
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
const usedChannels = (['pos', 'web', 'app'] as const satisfies readonly Channel[]).slice(
  0,
  Number(options.channels),
)
const categoryCount = Number(options.categories)
const countedRate = Number(options.counted)
const linesPerRow = 500
const rowsPerInsert = 20
const pollEveryMs = 500

if (options.heap !== undefined) limitHeaps(Number(options.heap))
const inspectorPort = await freePort()
const platform = await startMeasuredPlatform({ inspectorPort })
const heap = await watchHeap(inspectorPort, 'patron-api', options.alive)
try {
  const startedMs = performance.now()
  const saleCount = await insertSales(platform)
  console.log(
    `${itemCount} items, ${dayCount} days, ${storeCount} stores, ${usedChannels.length} channels: ${saleCount} sales put into D1 in ${secondsSince(startedMs)} s`,
  )
  const first = await forecast(platform, heap)
  console.log(`the first run: ${first}`)
  const byChannel = await platform.api(`/v1/forecasts?channel=${usedChannels.at(-1)}`)
  console.log(`sums of it by channel: ${byChannel.ok ? 'kept' : `status ${byChannel.status}`}`)
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
  const countedPlaces = new Map<string, Set<number>>()
  let saleCount = 0
  let rows: unknown[][] = []
  const flush = async () => {
    await d1
      .prepare(
        `insert into reported_sales (tenant_id, source, day, store_id, channel, part, reported_at, lines, mark)
         select 'demo', 'bench', value ->> 0, value ->> 1, value ->> 2, value ->> 3, 0, value ->> 4, 1 from json_each(?)`,
      )
      .bind(JSON.stringify(rows))
      .run()
    rows = []
  }
  for (let day = lastDay - dayCount + 1; day <= lastDay; day += 1) {
    const told = Array.from({ length: storeCount * usedChannels.length }, (): unknown[][] => [])
    for (const [item, rate] of rates.entries()) {
      // Many places share what an item sells: each sale is in one of them.
      for (let sale = 0; sale < (storeCount === 1 ? 1 : Math.ceil(rate)); sale += 1) {
        if (random() >= (storeCount === 1 ? rate : rate / Math.ceil(rate))) continue
        const units = 1 + Math.floor(random() * Math.max(1, rate))
        const store = storeCount === 1 ? 0 : Math.floor(random() * storeCount)
        const words = [`Category ${item % categoryCount}`, `Item ${item}`]
        const channel = usedChannels.length === 1 ? 0 : Math.floor(random() * usedChannels.length)
        if (item < countedRate * itemCount) noteSold(countedPlaces, `SKU-${item}`, store)
        told[store * usedChannels.length + channel]?.push([`SKU-${item}`, units, 0, units * 250, ...words])
      }
    }
    for (const [at, lines] of told.entries()) {
      const store = Math.floor(at / usedChannels.length)
      const channel = usedChannels[at % usedChannels.length]
      saleCount += lines.length
      for (let from = 0; from < lines.length; from += linesPerRow) {
        const part = lines.slice(from, from + linesPerRow)
        rows.push([dayText(day), `store-${store}`, channel, `${from}`, JSON.stringify({ [`${from}`]: part })])
        if (rows.length === rowsPerInsert) await flush()
      }
    }
  }
  if (rows.length > 0) await flush()
  await insertCounts(d1, countedPlaces, lastDay)
  return saleCount
}

function noteSold(places: Map<string, Set<number>>, sku: string, store: number): void {
  places.set(sku, (places.get(sku) ?? new Set()).add(store))
}

/** Nothing for a week in every eight: counted on the first day of it, and when goods have come. */
async function insertCounts(
  d1: D1Database,
  places: ReadonlyMap<string, ReadonlySet<number>>,
  lastDay: number,
): Promise<void> {
  let rows: unknown[][] = []
  const flush = async () => {
    await d1
      .prepare(
        `insert into stock_day (tenant_id, source, stock_item_id, store_id, day, first_counted_at, first_quantity,
           last_counted_at, last_quantity, most_quantity)
         select 'demo', 'bench', value ->> 0, value ->> 1, value ->> 2, 0, value ->> 3, 0, value ->> 3, value ->> 3
         from json_each(?)`,
      )
      .bind(JSON.stringify(rows))
      .run()
    rows = []
  }
  for (const [at, [sku, stores]] of [...places].entries()) {
    for (const store of stores) {
      for (let day = lastDay - dayCount + 1 + ((at + store) % 56); day <= lastDay; day += 56) {
        rows.push([sku, `store-${store}`, dayText(day), 0], [sku, `store-${store}`, dayText(day + 7), 10])
        if (rows.length >= rowsPerInsert * linesPerRow) await flush()
      }
    }
  }
  if (rows.length > 0) await flush()
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
