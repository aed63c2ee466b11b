import { secondMs } from '#shared/kernel/time.ts'
import type { JobStep } from '../job-ports.ts'
import { beginWords, tellWords } from './archived-words.ts'
import { eraseAgain } from './erase-again.ts'
import { forgetAgain } from './forget-again.ts'
import type { RebuildPorts } from './rebuild-ports.ts'
import type { RebuildPage, RebuiltPage } from './rebuilt-page.ts'
import { restateCustomers, restateGuests } from './restate-customers.ts'
import { restateOrders, restateRecords, sumDays } from './restate-records.ts'
import { sweepUnknown } from './sweep-unknown.ts'

/** One message works for about so long. */
const workMs = 5 * secondMs

/**
 * The order in which the tables are made again. Who was erased goes first, so that nobody sees them any longer than that
 * takes. Orders are told by all before rows are made anew from who tells of them; totals are made of orders.
 */
const phases = [
  { name: 'erasing-again', page: eraseAgain },
  { name: 'forgetting-again', page: forgetAgain },
  { name: 'telling-decisions', page: restateRecords },
  { name: 'telling-customers', page: restateCustomers },
  { name: 'telling-guests', page: restateGuests },
  { name: 'sweeping', page: sweepUnknown },
  { name: 'remaking-orders', page: restateOrders },
  { name: 'adding-up', page: sumDays },
  { name: 'emptying-words', page: beginWords },
  { name: 'reading-archive', page: tellWords },
] as const satisfies readonly { name: string; page: RebuildPage }[]

/** The phase in which a rebuild begins. */
export const firstRebuildPhase = phases[0].name

/** Makes the projections of a tenant in D1 again, page by page of what they are made of. */
export const rebuildSteps: Readonly<Record<string, JobStep<RebuildPorts>>> = Object.fromEntries(
  phases.map(({ name, page }, index) => [name, stepOf(index, page)]),
)

function stepOf(index: number, page: RebuildPage): JobStep<RebuildPorts> {
  return async (job, ports) => {
    const beganMs = ports.nowMs()
    let { customerCount, resultCount } = job
    let after: string | null = placeOf(job.cursor)
    while (after !== null) {
      const turned: RebuiltPage = await page(after, ports, job)
      after = turned.after
      customerCount += turned.customerCount ?? 0
      resultCount += turned.rowCount ?? 0
      if (ports.nowMs() - beganMs >= workMs) break
    }
    const changes = { customerCount, resultCount }
    if (after !== null) return { changes: { ...changes, cursor: JSON.stringify({ after }) } }
    const next = phases[index + 1]
    if (next === undefined) return { changes: { ...changes, state: 'done', finishedAt: ports.nowMs() } }
    const progressPermille = Math.round(((index + 1) * 1_000) / phases.length)
    return { changes: { ...changes, phase: next.name, cursor: '{}', progressPermille } }
  }
}

function placeOf(cursor: string | null): string {
  const { after = '' }: { after?: string } = JSON.parse(cursor ?? '{}')
  return after
}
