import { parseArgs } from 'node:util'
import { dayMs } from '#shared/kernel/time.ts'
import { startMeasuredPlatform } from '../platforms/measured-platform.ts'

const usage = `node tests/bench/models/large-shop-reads.ts [--customers 100000] [--calls 20]

What reading totals of a large shop costs: the list of segments, the customers of one, the overview. Every customer is in a segment of
each grouping, three orders each lie in the last 60 days. Prints the processor time of workerd a call: of the first, and of those that follow.`

const { values: options } = parseArgs({
  options: {
    customers: { type: 'string', default: '100000' },
    calls: { type: 'string', default: '20' },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  console.log(usage)
  process.exit(0)
}
const customerCount = Number(options.customers)
const callCount = Number(options.calls)
const segmentCount = 11
const ordersEach = 3
const customersPerInsert = 2_000
const nowMs = Date.now()

const platform = await startMeasuredPlatform()
try {
  const d1 = await platform.database()
  for (let from = 0; from < customerCount; from += customersPerInsert) {
    const numbers = `with recursive number(n) as (select ${from} union all select n + 1 from number
      where n + 1 < ${Math.min(customerCount, from + customersPerInsert)})`
    const customerId = "'cus_' || printf('%07d', n)"
    await d1.batch([
      d1.prepare(`insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
          last_seen_at, order_count, revenue_minor, channels)
        ${numbers} select 'demo', ${customerId}, 1, '', '', 1, ${nowMs} - n * 1000, ${ordersEach}, 3000, '["web"]' from number`),
      d1.prepare(`insert into predictions (tenant_id, customer_id, kind, subject, value, label, factors, predicted_at, expires_at)
        ${numbers} select 'demo', ${customerId}, kind.value, '', 1, kind.value || ' ' || (n * 7 % ${segmentCount}), '[]', ${nowMs}, ${nowMs + 8 * dayMs}
        from number cross join json_each('["rfm","segment"]') as kind`),
      d1.prepare(`insert into customer_order (tenant_id, order_key, version, customer_id, kind, status, channel, placed_at, day,
          currency, gross_minor, line_count, lines, amount_minor, amount_tenant_minor)
        select 'demo', n || '-' || part, 1, customer_id, 'order', 'completed', 'web', placed_at,
          strftime('%Y-%m-%d', placed_at / 1000, 'unixepoch'), 'GBP', 1000, 0, '[]', 1000, 1000
        from (${numbers} select n, ${customerId} as customer_id, part.value as part,
          ${nowMs} - (n % 20 + part.value) * ${dayMs} as placed_at from number cross join json_each('[0,20,40]') as part)`),
    ])
  }
  for (const path of [
    '/v1/segments',
    '/v1/customers?segment=rfm%203',
    '/v1/customers',
    '/v1/overview?days=30',
  ]) {
    const first = await costOf(path, 1)
    console.log(
      `${path}: first ${first.toFixed(0)} ms, then ${(await costOf(path, callCount)).toFixed(0)} ms`,
    )
  }
} finally {
  await platform.remove()
}

async function costOf(path: string, calls: number): Promise<number> {
  const begunMs = platform.cpuMs()
  for (let call = 0; call < calls; call += 1) await platform.get(path)
  return (platform.cpuMs() - begunMs) / calls
}
