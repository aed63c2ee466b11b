import { gatherSales } from '#queues/jobs/forecast-sales/gather-sales.ts'
import type { SalesPorts } from '#queues/jobs/forecast-sales/sales-ports.ts'
import type { SteppedJobMessage } from '#queues/jobs/job-ports.ts'
import { newJob } from '#queues/jobs/new-job.ts'
import { runJobStep } from '#queues/jobs/run-job-step.ts'
import type { ForecastSalesMessage } from '#queues/messages.ts'
import { projectionStatements } from '#shared/database/project.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { SalesFileRow } from '#shared/database/tables/sales.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import type { SalesFileSizes } from '#shared/sales/plan-sales-files.ts'
import { salesStore } from '#workers/sales-store.ts'
import { type Effect, MemoryBucket, memoryD1 } from './memory-buckets.ts'
import type { MemoryDatabase } from './memory-database.ts'
import { type JobsWorld, memoryJobPorts } from './memory-job-ports.ts'

const tenantId = 'tenant'

/** So small that some days with some orders make several files, parts and steps. */
export const smallSizes: SalesFileSizes = { mostSales: 60, fewSales: 8, mostOrders: 12, fewOrders: 4 }

/**
 * A tenant's orders and reports, and the gathering of its sales, with everything around in memory: D1's real tables and
 * statements, the archive, files of the job, the queue. Each call passes `mayBreak` before and after its effect.
 */
export class SalesWorld implements JobsWorld {
  readonly database: MemoryDatabase
  readonly archive: MemoryBucket
  readonly files = new Map<string, ArrayBuffer>()
  readonly messages: ForecastSalesMessage[] = []
  mayBreak: () => void = () => {}
  /** How many turns a call takes before it has its effect: others go on meanwhile. */
  turns: () => number = () => 0
  nowMs = Date.UTC(2026, 10, 22, 3)
  /** Time that each reading of the clock takes: a step ends after some pages. */
  tickMs = 2_000
  sizes = smallSizes
  #freshCount = 0
  #jobCount = 0

  constructor(database: MemoryDatabase) {
    this.database = database
    const tables = ['job', 'sales_file', 'customer_order', 'sales_day', 'reported_sales', 'order_teller']
    database.run(tables.map((table) => ({ text: `delete from ${table}`, values: [] })))
    this.archive = new MemoryBucket(this.effect)
  }

  tell(orders: readonly CustomerOrderRow[]): void {
    this.database.run(projectionStatements(tenantId, { orders }))
  }

  start(): string {
    this.#jobCount += 1
    const jobId = `job-${this.#jobCount}`
    const told = { tenantId, jobId, kind: 'forecast-sales', model: null, seed: 1, startedBy: 'test' } as const
    const job = newJob({ ...told, startedAt: this.nowMs })
    const columns = Object.keys(job).map((name) =>
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    )
    this.database.run([
      {
        text: `insert into job (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
        values: Object.values(job) as SqlStatement['values'],
      },
    ])
    this.sendAgain(jobId)
    return jobId
  }

  sendAgain(jobId: string): void {
    this.messages.push({ version: 1, kind: 'forecast-sales', tenantId, jobId, step: this.job(jobId).step })
  }

  cancel(jobId: string): void {
    const text = `update job set state = 'cancelled', step = step + 1, finished_at = 1
      where job_id = ? and state in ('queued', 'running')`
    this.database.run([{ text, values: [jobId] }])
  }

  handle(message: ForecastSalesMessage) {
    return runJobStep(message, this.ports(message.jobId), {
      gathering: (job, ports) => gatherSales(job, ports, this.sizes),
      summing: async () => ({ changes: { state: 'done', phase: 'ended', finishedAt: this.nowMs } }),
    })
  }

  async runAll(): Promise<void> {
    for (let next = this.messages.shift(); next !== undefined; next = this.messages.shift())
      await this.handle(next)
  }

  job(jobId: string): JobRow {
    const [row] = this.database.read({
      text: `select tenant_id as tenantId, job_id as jobId, kind, state, phase, step, cursor, retry_count as retryCount,
        progress_permille as progressPermille, started_at as startedAt, finished_at as finishedAt
        from job where job_id = ?`,
      values: [jobId],
    })
    if (row === undefined) throw new Error(`no job ${jobId}`)
    return row as unknown as JobRow
  }

  fileRows(): SalesFileRow[] {
    return this.database
      .all(
        `select file_key as fileKey, from_day as fromDay, to_day as toDay, day_marks as dayMarks, sale_count as saleCount,
          byte_count as byteCount from sales_file order by from_day, file_key`,
      )
      .map((row) => ({ ...row, dayMarks: JSON.parse(String(row.dayMarks)) }) as unknown as SalesFileRow)
  }

  /** Makes what was written so far two hours old, as for the sweeping of files that no row names. */
  age(): void {
    for (const object of this.archive.objects.values()) object.uploaded = new Date(Date.now() - 2 * hourMs)
    this.nowMs += dayMs / 24
  }

  readonly effect: Effect = async (make) => {
    this.mayBreak()
    for (let turn = this.turns(); turn > 0; turn -= 1) await null
    const value = make()
    await null
    this.mayBreak()
    return value
  }

  ports(jobId: string): SalesPorts {
    return {
      ...memoryJobPorts(this, jobId),
      timeZone: 'UTC',
      sales: this.store(),
    }
  }

  send(message: SteppedJobMessage): void {
    this.messages.push(message as ForecastSalesMessage)
  }

  freshId(): string {
    this.#freshCount += 1
    return String(this.#freshCount)
  }

  readClock(): number {
    this.nowMs += this.tickMs
    return this.nowMs
  }

  store(ordersAtOnce = 3) {
    const env = { DB: memoryD1(this.database, this.effect), ARCHIVE: this.archive as unknown as R2Bucket }
    return salesStore(env, { tenantId }, ordersAtOnce)
  }

  /** What the schedule does a while after a job has ended. */
  sweepJob(jobId: string): void {
    for (const name of [...this.files.keys()]) if (name.startsWith(`${jobId}/`)) this.files.delete(name)
  }
}
