import { parseArgs } from 'node:util'
import type { JobView } from '#shared/contracts/jobs.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayIn, dayMs, secondMs } from '#shared/kernel/time.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { residentMb } from '../figures/process-usage.ts'
import { type MeasuredPlatform, startMeasuredPlatform } from '../platforms/measured-platform.ts'

const usage = `node tests/bench/forecasting/hundred-thousand-items.ts [--items 100000] [--days 730] [--stores 1]

Forecasts the sales of a shop end to end: totals of each day in D1, then the job over the queue until its rows are there.
Prints for each phase when it began, and the most memory that workerd has had in use.`

const { values: options } = parseArgs({
  options: {
    items: { type: 'string', default: '100000' },
    days: { type: 'string', default: '730' },
    stores: { type: 'string', default: '1' },
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

const platform = await startMeasuredPlatform()
try {
  const startedMs = performance.now()
  const saleCount = await insertSales(platform)
  console.log(
    `${itemCount} items, ${dayCount} days, ${storeCount} stores: ${saleCount} sales put into D1 in ${secondsSince(startedMs)} s`,
  )
  const first = await forecast(platform)
  console.log(`the first run: ${first}`)
  const again = await forecast(platform)
  console.log(`a run with nothing new: ${again}`)
} finally {
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
    for (let store = 0; store < storeCount; store += 1) {
      const lines: unknown[][] = []
      for (const [item, rate] of rates.entries()) {
        if (random() >= rate / storeCount) continue
        const units = 1 + Math.floor(random() * Math.max(1, rate))
        lines.push([`SKU-${item}`, units, 0, units * 250, `Category ${item % categoryCount}`, `Item ${item}`])
      }
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
async function forecast({ api, get, pid, cpuMs }: MeasuredPlatform): Promise<string> {
  const startedMs = performance.now()
  const cpuBeforeMs = cpuMs()
  const response = await api('/v1/forecasts/run', { method: 'POST' })
  const { jobId } = (await response.json()) as JobView
  let phase = ''
  let peakMb = 0
  for (;;) {
    const job = await get<JobView>(`/v1/jobs/${jobId}`)
    peakMb = Math.max(peakMb, residentMb(pid) ?? Number.NaN)
    if (job.phase !== phase) {
      phase = job.phase
      console.log(
        `  ${secondsSince(startedMs).padStart(7)} s  ${phase} (step ${job.stepCount}, ${Math.round(peakMb)} MB)`,
      )
    }
    if (job.finishedAt !== null) {
      const cpuSeconds = ((cpuMs() - cpuBeforeMs) / secondMs).toFixed(0)
      if (job.state !== 'done') throw new Error(`it ended ${job.state}: ${job.failure}`)
      return `${job.result} of ${job.customerCount} items in ${secondsSince(startedMs)} s (CPU ${cpuSeconds} s), ${job.stepCount} steps, ${job.retryCount} done again, at most ${Math.round(peakMb)} MB in workerd`
    }
    if (performance.now() - startedMs > dayMs / 4) throw new Error(`it does not end: ${JSON.stringify(job)}`)
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs))
  }
}

function secondsSince(startedMs: number): string {
  return ((performance.now() - startedMs) / secondMs).toFixed(1)
}
