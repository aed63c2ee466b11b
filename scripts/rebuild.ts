import { parseArgs } from 'node:util'
import { patronClient } from '#shared/contracts/client.ts'
import type { JobView } from '#shared/contracts/jobs.ts'
import { demoCredentials } from './provision-demo-tenant.ts'

const usage = `npm run rebuild -- [options]

Makes the tables of D1 that are projections again: customers, orders, totals, merges, reviews, products, stock. Who was
erased since an older copy of the database is erased there again first of all. The platform runs meanwhile.

  --url URL     of the API (http://127.0.0.1:8787)
  --key KEY     an API key of an owner or administrator; else the variable PATRON_API_KEY, else the demo's
`

const { values: options } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    url: { type: 'string', default: 'http://127.0.0.1:8787' },
    key: { type: 'string', default: process.env.PATRON_API_KEY ?? demoCredentials.apiKey },
  },
})
if (options.help) {
  console.log(usage)
  process.exit(0)
}

const client = patronClient({
  fetch: (request) => fetch(request),
  baseUrl: options.url.replace(/\/$/, ''),
  token: options.key,
})
const askAgainAfterMs = 500

process.exitCode = await rebuild()

async function rebuild(): Promise<number> {
  const begun = await client.startRebuild()
  if (!begun.ok) return refused(begun.failure.message)
  let told = ''
  for (let job: JobView = begun.value; ; ) {
    const line = `${job.phase}, ${job.customerCount} customers, ${job.resultCount} rows`
    if (line !== told) console.log(line)
    told = line
    if (job.state === 'done') return 0
    if (job.state === 'failed' || job.state === 'cancelled') return refused(job.failure ?? job.state)
    await new Promise((resolve) => setTimeout(resolve, askAgainAfterMs))
    const answer = await client.getJob(job.jobId)
    if (!answer.ok) return refused(answer.failure.message)
    job = answer.value
  }
}

function refused(message: string): number {
  console.error(message)
  return 1
}
