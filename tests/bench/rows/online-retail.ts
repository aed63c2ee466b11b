import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { repositoryRoot } from '#scripts/repository-root.ts'
import type { ImportView } from '#shared/contracts/imports.ts'
import { atLeast, below, type Figure } from '../figures/figure.ts'
import { residentMb } from '../figures/process-usage.ts'
import { type MeasuredPlatform, startMeasuredPlatform } from '../platforms/measured-platform.ts'

const file = join(repositoryRoot, '../shared/data/online-retail/transactions_2010-12-01_2011-09-10.csv.gz')
const pollEveryMs = 100

/** The import of a real shop's nine months, until every order is visible everywhere, and whether it counts right. */
export async function onlineRetail(): Promise<Figure[]> {
  if (!existsSync(file)) {
    console.log(`  skipped: ${file} is not here`)
    return []
  }
  const csv = gunzipSync(readFileSync(file)).toString()
  const expected = countPlainly(csv)
  const platform = await startMeasuredPlatform({ customerCellCount: 16 })
  try {
    const cpuBeforeMs = platform.cpuMs()
    const startedMs = performance.now()
    const { rowCount, peakMb } = await importFile(platform, csv)
    const elapsedMs = performance.now() - startedMs
    const found = await countInDatabase(await platform.database())
    const isExact = JSON.stringify(found) === JSON.stringify(expected)
    if (!isExact) console.log('  found', found, 'but expected', expected)
    return [
      {
        name: `import of Online Retail, 16 cells: rows until done and settled (${Math.round(elapsedMs / 100) / 10} s)`,
        measured: {
          value: (rowCount / elapsedMs) * 1000,
          unit: 'rows/s',
          cpuMicros: ((platform.cpuMs() - cpuBeforeMs) * 1000) / rowCount,
        },
        baseline: { name: 'the same file counted by a plain loop', ...expectedSpeed(csv) },
        goal: atLeast((rowCount / elapsedMs) * 1000, 5_000, '>= 5,000/s'),
        note: 'CPU is per row of the file.',
      },
      {
        name: 'import of Online Retail: peak memory of workerd',
        measured: { value: peakMb, unit: 'MB' },
        goal: below(peakMb, 1_000, '< 1 GB'),
      },
      {
        name: `import of Online Retail: ${found.orders} orders, ${found.customers} customers, ${found.valueMinor} pence`,
        measured: { value: isExact ? 1 : 0, unit: 'exact' },
        goal: { text: 'equal to an independent count', isMet: isExact },
      },
    ]
  } finally {
    await platform.remove()
  }
}

async function importFile(
  platform: MeasuredPlatform,
  csv: string,
): Promise<{ rowCount: number; peakMb: number }> {
  const headers = { 'content-type': 'text/csv' }
  const created = await platform.api('/v1/imports?fileName=online-retail.csv', {
    method: 'POST',
    headers,
    body: csv,
  })
  if (!created.ok) throw new Error(`the upload was answered ${created.status}: ${await created.text()}`)
  const { id } = (await created.json()) as ImportView
  let peakMb = 0
  for (;;) {
    const view = await platform.get<ImportView>(`/v1/imports/${id}`)
    peakMb = Math.max(peakMb, residentMb(platform.pid) ?? Number.NaN)
    if (view.state === 'failed' || view.state === 'awaiting-mapping')
      throw new Error(`the import is ${view.state}`)
    if (view.state === 'done') {
      await platform.settled()
      return { rowCount: view.rowCount, peakMb }
    }
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs))
  }
}

interface Counts {
  readonly orders: number
  readonly customers: number
  readonly valueMinor: number
}

async function countInDatabase(database: D1Database): Promise<Counts> {
  const row = await database
    .prepare(
      `select count(*) as orders, count(distinct customer_id) as customers, sum(amount_minor) as valueMinor
       from customer_order`,
    )
    .first<Counts>()
  if (row === null) throw new Error('the orders cannot be counted')
  return { orders: row.orders, customers: row.customers, valueMinor: row.valueMinor }
}

/** Another way to the same counts: prices in thousandths as whole numbers, rounded to pence line by line. */
function countPlainly(csv: string): Counts {
  const orders = new Set<string>()
  const customers = new Set<string>()
  let valueMinor = 0
  for (const line of csv.split('\n').slice(1)) {
    const [order = '', , quantity = '', , price = '', customer = ''] = line.split(',')
    if (order === '') continue
    orders.add(order)
    if (customer !== '') customers.add(customer)
    const thousandths = Math.round(Number(price) * 1000) * Number(quantity)
    valueMinor += Math.sign(thousandths) * Math.floor((Math.abs(thousandths) + 5) / 10)
  }
  return { orders: orders.size, customers: customers.size, valueMinor }
}

function expectedSpeed(csv: string): { value: number; unit: 'rows/s' } {
  const startedMs = performance.now()
  countPlainly(csv)
  return { value: (csv.split('\n').length / (performance.now() - startedMs)) * 1000, unit: 'rows/s' }
}
