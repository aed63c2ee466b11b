import { parseArgs } from 'node:util'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayIn, dayMs } from '#shared/kernel/time.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { insertRows, newForecast, newForecastRun } from '#tests/support/forecast-shop.ts'
import { percentile } from '../figures/percentiles.ts'
import { type MeasuredPlatform, startMeasuredPlatform } from '../platforms/measured-platform.ts'

const usage = `node tests/bench/forecasting/reads.ts [--items 20000] [--stores 5] [--calls 40]

How long answers about forecasts take where each item is forecast in each store: 100,000 forecasts of items in places unless said.
Beside each answer: the first byte of a plain SELECT of a page of the same rows, in the same run. --calls 0 measures the files alone.`

const { values: options } = parseArgs({
  options: {
    items: { type: 'string', default: '20000' },
    stores: { type: 'string', default: '5' },
    calls: { type: 'string', default: '40' },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  console.log(usage)
  process.exit(0)
}
const itemCount = Number(options.items)
const storeCount = Number(options.stores)
const callCount = Number(options.calls)
const categoryCount = 40
const rowsAtOnce = 5_000
const goalMs = 500
/** A heading is shorter. */
const headBytes = 1_000
const tenantId = 'demo'
const runId = 'job_measured'
const words = ['milk', 'bread', 'apple', 'soap', 'tea', 'rice', 'salt', 'oil', 'wine', 'cake']

const platform = await startMeasuredPlatform()
try {
  const database = await platform.database()
  const startedMs = performance.now()
  await insertShop(database)
  console.log(
    `${itemCount} items in ${storeCount} stores put into D1 in ${Math.round(performance.now() - startedMs)} ms`,
  )
  if (callCount > 0) await measureAnswers(database)
  for (const format of ['csv', 'parquet'])
    await measureExport(`/v1/forecasts/export?level=sku-store&format=${format}`)
} finally {
  await platform.remove()
}

async function measureAnswers(database: Awaited<ReturnType<MeasuredPlatform['database']>>): Promise<void> {
  const plain = await measure(platform, async () => {
    await database
      .prepare(
        `select sku, store_id, name, units_next_28, outlook from forecast where tenant_id = ? and level = 'sku-store'
         order by sku, store_id limit 50`,
      )
      .bind(tenantId)
      .all()
  })
  console.log(`${'SELECT of 50 rows in the order of their key'.padEnd(76)} ${inWords(plain)}`)
  for (const path of paths()) {
    const first = await firstPage(platform, path)
    const following = first.nextCursor === null ? [] : [`${path}&cursor=${first.nextCursor}`]
    for (const [at, asked] of [path, ...following].entries()) {
      const taken = await measure(platform, () => readFully(platform, asked))
      const name = `${path}${at === 0 ? '' : ' (next page)'}`
      const ratio = (taken.p50Ms / plain.p50Ms).toFixed(1)
      const verdict = taken.p95Ms < goalMs ? '' : '  MISSED'
      console.log(`${name.padEnd(76)} ${inWords(taken)}, ${ratio} times the SELECT${verdict}`)
    }
  }
}

function paths(): string[] {
  const lists = ['sku', 'sku-store'].flatMap((level) => [
    ...['revenue', 'units', 'change', 'name', 'wape'].map((sort) => `level=${level}&sort=${sort}`),
    `level=${level}&query=milk+bread`,
    `level=${level}&query=${itemCount - 1}`,
    `level=${level}&category=category+7`,
    `level=${level}&abc=A&sort=units`,
    `level=${level}&demandClass=lumpy&sort=name`,
  ])
  return [
    ...lists.map((query) => `/v1/forecasts/summaries?${query}`),
    '/v1/forecasts/summaries?level=sku-store&store=store-1',
    '/v1/forecasts/accuracy?days=365',
    '/v1/forecasts/alerts?days=28',
    '/v1/forecasts/calendar?',
    `/v1/forecasts?sku=SKU-0000007`,
    '/v1/inventory/replenishment?',
    '/v1/inventory/replenishment?store=store-1&abc=A',
    '/v1/inventory/replenishment?query=milk',
    '/v1/inventory/replenishment?show=all',
  ]
}

async function insertShop(database: D1Database): Promise<void> {
  const asOfDay = dayNumber(dayIn('Europe/London', Date.now())) - 1
  const random = seededRandom(1)
  const dayFactors = Array.from({ length: categoryCount }, (_, category) => [
    `category ${category}`,
    Array.from({ length: 91 }, () => Math.round(random() * 1e4) / 1e4),
  ])
  const run = newForecastRun({ tenantId, runId, asOfDay, seriesCount: itemCount * (storeCount + 1) })
  const basis = { ...run.basis, dayFactors: { ...run.basis.dayFactors, ...Object.fromEntries(dayFactors) } }
  await insertRows(database, 'forecast_run', [{ ...run, basis }])
  const rows: ReturnType<typeof newForecast>[] = []
  const counts: Record<string, unknown>[] = []
  const flush = async () => {
    await insertRows(database, 'forecast', rows.splice(0))
    await insertRows(database, 'inventory', counts.splice(0))
  }
  for (let item = 0; item < itemCount; item += 1) {
    const sku = `SKU-${String(item).padStart(7, '0')}`
    for (let store = -1; store < storeCount; store += 1) {
      const units = Math.round(random() * 10_000) / 70
      const blocks = Array.from({ length: 13 }, () => Math.round(units * random() * 1e3) / 1e3)
      const storeId = store < 0 ? '' : `store-${store}`
      rows.push(
        newForecast({
          ...{ tenantId, runId, sku, storeId, level: store < 0 ? 'sku' : 'sku-store' },
          category: `category ${item % categoryCount}`,
          name: `${words[item % 10]} ${words[Math.floor(item / 10) % 10]} number ${item} of the shop`,
          productId: `product-${item}`,
          abcClass: 'ABC'[item % 3] ?? 'C',
          demandClass: item % 2 === 0 ? 'smooth' : 'lumpy',
          outlook: JSON.stringify({
            ...{ blocks, scales: blocks.map((block) => block / 4) },
            ...{ scores: null, weekdayShares: Array(7).fill(0.1429) },
          }),
          ...{ unitsLast28: units, unitsNext28: 4 * units * random() },
          ...{ revenueNext28Minor: units * 1_000 * random(), wapeRate: random() },
        }),
      )
      if (store < 0) continue
      const availableQuantity = Math.round(random() * 3 * units)
      counts.push({
        ...{ tenantId, source: 'bench', stockItemId: sku, storeId, availableQuantity },
        ...{ countedAt: Date.now() - dayMs, countedBy: '' },
      })
    }
    if (rows.length >= rowsAtOnce) await flush()
  }
  await flush()
  const accuracy = Array.from({ length: 50 }, (_, week) =>
    Array.from({ length: categoryCount }, (_, category) => ({
      ...{ tenantId, toDay: asOfDay - 7 * week, horizonDays: 28, level: 'sku', groupKind: 'category' },
      ...{ groupName: `category ${category}`, asOfDay: asOfDay - 7 * week - 28, wasTold: 1 },
      ...{ seriesCount: 500, actualUnits: 5_000, wapeRate: random(), biasRate: random() / 10 },
    })),
  ).flat()
  await insertRows(database, 'forecast_accuracy', accuracy)
  const alerts = Array.from({ length: 1_000 }, (_, at) => ({
    ...{ tenantId, toDay: asOfDay - (at % 10), kind: 'sales-above', level: 'sku', sku: `SKU-${at}` },
    ...{ storeId: '', category: '', region: '', name: null, actual: 9, expected: 3, low: 1, high: 6 },
    ...{ worthMinor: at, noticedAt: Date.now() },
  }))
  await insertRows(database, 'forecast_alert', alerts)
  await insertRows(
    database,
    'supply_rule',
    Array.from({ length: 500 }, (_, at) => ({
      ...{
        tenantId,
        sku: `SKU-${String(at).padStart(7, '0')}`,
        storeId: '',
        supplier: `supplier ${at % 20}`,
      },
      ...{ leadTimeDays: at % 30, changedAt: 0 },
    })),
  )
  await insertRows(
    database,
    'inbound_stock',
    Array.from({ length: 500 }, (_, at) => ({
      ...{ tenantId, inboundId: `inb_${at}`, sku: `SKU-${String(at * 3).padStart(7, '0')}` },
      ...{ storeId: 'store-1', quantity: 5, expectedDay: dayText(asOfDay + 9), createdAt: 0 },
    })),
  )
}

interface Taken {
  readonly p50Ms: number
  readonly p95Ms: number
  /** Processor time of all of workerd for one call. */
  readonly cpuMs: number
}

/** One call after the other; the first two, which also fill caches, do not count. */
async function measure({ cpuMs }: MeasuredPlatform, call: () => Promise<void>): Promise<Taken> {
  const takenMs: number[] = []
  for (let warm = 0; warm < 2; warm += 1) await call()
  const cpuBeforeMs = cpuMs()
  for (let at = 0; at < callCount; at += 1) {
    const startedMs = performance.now()
    await call()
    takenMs.push(performance.now() - startedMs)
  }
  return {
    ...{ p50Ms: percentile(takenMs, 0.5), p95Ms: percentile(takenMs, 0.95) },
    cpuMs: (cpuMs() - cpuBeforeMs) / callCount,
  }
}

async function firstPage(
  { get }: MeasuredPlatform,
  path: string,
): Promise<{ readonly nextCursor: string | null }> {
  const startedMs = performance.now()
  const page = await get<{ nextCursor?: string | null }>(path)
  const tookMs = performance.now() - startedMs
  if (tookMs > goalMs) console.log(`${path}: ${Math.round(tookMs)} ms at the first time`)
  return { nextCursor: page.nextCursor ?? null }
}

async function readFully({ api }: MeasuredPlatform, path: string): Promise<void> {
  const response = await api(path)
  const text = await response.text()
  if (!response.ok) throw new Error(`GET ${path} was answered ${response.status}: ${text}`)
}

/** When the first bytes of a file come, when its first lines do, and when all of it is there. */
async function measureExport(path: string): Promise<void> {
  const startedMs = performance.now()
  const cpuBeforeMs = platform.cpuMs()
  const { body } = await platform.api(path)
  let firstMs: number | undefined
  let linesMs: number | undefined
  let linesCpuMs = 0
  let byteCount = 0
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    firstMs ??= performance.now() - startedMs
    byteCount += chunk.length
    if (byteCount <= headBytes || linesMs !== undefined) continue
    linesMs = performance.now() - startedMs
    linesCpuMs = platform.cpuMs() - cpuBeforeMs
  }
  const totalMs = Math.round(performance.now() - startedMs)
  const cpuMs = Math.round(platform.cpuMs() - cpuBeforeMs)
  console.log(
    `${path.padEnd(76)} first bytes after ${firstMs?.toFixed(0)} ms, first lines after ${linesMs?.toFixed(0)} ms (CPU ${linesCpuMs.toFixed(0)} ms), ${byteCount} bytes in ${totalMs} ms, CPU ${cpuMs} ms`,
  )
}

function inWords({ p50Ms, p95Ms, cpuMs }: Taken): string {
  return `p50 ${p50Ms.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms, CPU ${cpuMs.toFixed(0)} ms`
}
