import { parseArgs } from 'node:util'
import type { JobView } from '#shared/contracts/jobs.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { residentMb } from '../figures/process-usage.ts'
import { startProfile } from '../platforms/cpu-profile.ts'
import { type MeasuredPlatform, startMeasuredPlatform } from '../platforms/measured-platform.ts'
import { freePort, limitHeaps, watchHeap } from '../platforms/worker-heap.ts'

const usage = `node tests/bench/models/hundred-thousand-customers.ts [--customers 100000] [--kinds churn,lifetime-value] [--heap 110] [--profile 40]

Trains models of a shop end to end and predicts for everybody: orders in D1, then the jobs over the queue until their rows are there.
Prints for each phase the processor time of workerd, how long it took, and the most memory its Worker was seen to have. --heap ends
every Worker whose objects take more MB than that. --profile tells so many functions in which the last predictions spent most time, and not
the memory.`

const { values: options } = parseArgs({
  options: {
    customers: { type: 'string', default: '100000' },
    kinds: { type: 'string', default: 'churn,lifetime-value' },
    heap: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  console.log(usage)
  process.exit(0)
}
const customerCount = Number(options.customers)
const ordersPerInsert = 1_000
const pollEveryMs = 250
/** The Worker's memory is looked at for so long before it has anything to do. */
const idleMs = 2_000
const nowMs = Date.now()

if (options.heap !== undefined) limitHeaps(Number(options.heap))
const inspectorPort = await freePort()
const platform = await startMeasuredPlatform({ inspectorPort })
const heap = options.profile === undefined ? await watchHeap(inspectorPort, 'patron-api') : null
try {
  // Where it is day: at night the schedule would train by itself.
  const dayZone = new Date(nowMs).getUTCHours() < 12 ? 'Asia/Tokyo' : 'America/New_York'
  await (await platform.database()).prepare('update tenant set time_zone = ?').bind(dayZone).run()
  const orderCount = await insertOrders(platform)
  await new Promise((resolve) => setTimeout(resolve, idleMs))
  console.log(`${customerCount} customers with ${orderCount} orders; idle ${peakWords()}`)
  for (const kind of options.kinds.split(',')) {
    await run(`train ${kind}`, `/v1/models/${kind}/train`)
    await quiet()
  }
  for (const kind of options.kinds.split(',')) {
    const profile =
      options.profile === undefined ? null : await startProfile(inspectorPort, /patron-api|d1:db/)
    await run(`predict ${kind} again`, `/v1/models/${kind}/score`)
    const times = (await profile?.stop()) ?? []
    for (const { isolate, name, place, selfMs, totalMs } of times.slice(0, Number(options.profile))) {
      console.log(`  ${seconds(selfMs)} s, with calls ${seconds(totalMs)} s: ${name} (${isolate} ${place})`)
    }
  }
} finally {
  heap?.stop()
  await platform.remove()
}

/** Customers differ in how often they buy and how much, and two in five have stopped; 40 products, some of who stays. */
async function insertOrders({ database }: MeasuredPlatform): Promise<number> {
  const random = seededRandom(1)
  const d1 = await database()
  let orderCount = 0
  let [profiles, orders]: [unknown[], unknown[]] = [[], []]
  const flush = async () => {
    await d1.batch([
      d1
        .prepare(
          `insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
             last_seen_at, order_count, revenue_minor, channels)
           select 'demo', value ->> 0, 1, '', '', value ->> 1, value ->> 2, value ->> 3, value ->> 4, '["web"]' from json_each(?)`,
        )
        .bind(JSON.stringify(profiles)),
      d1
        .prepare(
          `insert into customer_order (tenant_id, order_key, version, customer_id, kind, status, channel, placed_at, day,
             currency, gross_minor, line_count, lines, amount_minor, amount_tenant_minor)
           select 'demo', value ->> 0, 1, value ->> 1, 'order', 'completed', 'web', value ->> 2, '2026-01-01', 'GBP',
             value ->> 3, 1, value ->> 4, value ->> 3, value ->> 3 from json_each(?)`,
        )
        .bind(JSON.stringify(orders)),
    ])
    profiles = []
    orders = []
  }
  for (let customer = 0; customer < customerCount; customer += 1) {
    const customerId = `cus_${String(customer).padStart(7, '0')}`
    const gapDays = 15 + 200 * random() ** 2
    const amountMinor = Math.round(1_000 * 10 ** random())
    const endMs = random() < 0.4 ? nowMs - 500 * dayMs * random() : nowMs
    let placedAt = nowMs - 730 * dayMs * random()
    const firstAt = placedAt
    let [count, revenueMinor, lastAt] = [0, 0, placedAt]
    while (placedAt < nowMs && (count === 0 || placedAt < endMs)) {
      const product = `${random() < (endMs === nowMs ? 0.8 : 0.2) ? 'keep' : 'leave'}-${Math.floor(20 * random())}`
      const grossMinor = Math.round(amountMinor * (0.5 + random()))
      const lines = JSON.stringify([[product, 1, grossMinor, null, product]])
      orders.push([`web/bench:${customer}-${count}`, customerId, Math.floor(placedAt), grossMinor, lines])
      lastAt = placedAt
      count += 1
      revenueMinor += grossMinor
      placedAt += gapDays * -Math.log(1 - random()) * dayMs
    }
    orderCount += count
    profiles.push([customerId, Math.floor(firstAt), Math.floor(lastAt), count, revenueMinor])
    if (orders.length >= ordersPerInsert) await flush()
  }
  await flush()
  return orderCount
}

async function started(path: string): Promise<JobView> {
  const response = await platform.api(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(path.endsWith('/train') && { body: '{}' }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as JobView
}

/** Measured from before the call: a job begins at once, and the Worker may answer only when its first step is done. */
async function run(title: string, path: string): Promise<void> {
  const begun = { ms: performance.now(), cpu: platform.cpuMs() }
  await follow(title, await started(path), begun)
}

/** Waits for the scoring that a version taken into use brings. */
async function quiet(): Promise<void> {
  for (const state of ['queued', 'running']) {
    const { jobs } = await platform.get<{ jobs: JobView[] }>(`/v1/jobs?state=${state}`)
    for (const job of jobs) await follow(`predict ${job.model ?? 'all'}`, job)
  }
}

async function follow(
  title: string,
  { jobId }: JobView,
  begun = { ms: performance.now(), cpu: platform.cpuMs() },
): Promise<void> {
  const { get, pid, cpuMs } = platform
  let phase = ''
  let [phaseMs, phaseCpu, step, residentPeakMb] = [begun.ms, begun.cpu, 0, 0]
  heap?.takePeak()
  for (;;) {
    const job = await get<JobView>(`/v1/jobs/${jobId}`)
    residentPeakMb = Math.max(residentPeakMb, residentMb(pid) ?? Number.NaN)
    if (job.phase !== phase) {
      if (phase !== '') {
        console.log(
          `  ${phase}: ${seconds(cpuMs() - phaseCpu)} s of processor, ${seconds(performance.now() - phaseMs)} s, ${job.stepCount - step} steps, ${peakWords()}`,
        )
        step = job.stepCount
        phaseMs = performance.now()
        phaseCpu = cpuMs()
      }
      phase = job.phase
    }
    if (job.finishedAt !== null) {
      const all = `${seconds(cpuMs() - begun.cpu)} s of processor, ${seconds(performance.now() - begun.ms)} s`
      console.log(
        `${title}: ${job.state}, ${job.result ?? job.failure}; ${job.customerCount} customers, ${job.resultCount} rows, ${job.retryCount} retries; ${all}; workerd at most ${Math.round(residentPeakMb)} MB`,
      )
      return
    }
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs))
  }
}

function peakWords(): string {
  if (heap === null) return 'memory not watched'
  const { objectsMb, arraysMb } = heap.takePeak()
  return `at most ${Math.round(objectsMb)} MB of objects and ${Math.round(arraysMb)} MB of arrays`
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1)
}
