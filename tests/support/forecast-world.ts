import type { RangeSizes } from '#queues/jobs/forecast-sales/bucket-range.ts'
import { forecastItems } from '#queues/jobs/forecast-sales/forecast-items.ts'
import type { ForecastPorts } from '#queues/jobs/forecast-sales/forecast-ports.ts'
import { forecastingSteps } from '#queues/jobs/forecast-sales/forecasting-steps.ts'
import { gatherSales } from '#queues/jobs/forecast-sales/gather-sales.ts'
import { sumSales } from '#queues/jobs/forecast-sales/sum-sales.ts'
import { runJobStep } from '#queues/jobs/run-job-step.ts'
import type { ForecastSalesMessage } from '#queues/messages.ts'
import type { ToldAccuracy } from '#shared/database/forecast-accuracy.ts'
import type { ToldRun } from '#shared/database/forecast-runs.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { CalendarEventRow } from '#shared/database/tables/sales.ts'
import type { MemoryDatabase } from './memory-database.ts'
import { SalesWorld } from './sales-world.ts'

type Row = Record<string, unknown>

/** Two or three items at once, so that a small shop takes several steps. */
export const smallRanges: RangeSizes = { bytesAtOnce: 400, seriesAtOnce: 8 }

/** Forecasts of one tenant's sales with everything around them in memory, as in {@link SalesWorld}. */
export class ForecastWorld extends SalesWorld {
  ranges = smallRanges
  regions: ReadonlyMap<string, string> = new Map()
  events: CalendarEventRow[] = []
  /** Countries of places abroad. */
  countries: Readonly<Record<string, string>> = {}

  constructor(database: MemoryDatabase) {
    super(database)
    const tables = ['forecast', 'forecast_run', 'forecast_accuracy', 'forecast_alert', 'stock_day']
    database.run(tables.map((table) => ({ text: `delete from ${table}`, values: [] })))
  }

  override job(jobId: string): JobRow {
    const row = this.database.all('select * from job').find((each) => each.job_id === jobId)
    if (row === undefined) throw new Error(`no job ${jobId}`)
    const fields = Object.entries(row).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ])
    return Object.fromEntries(fields) as JobRow
  }

  override store(ordersAtOnce = 100) {
    return super.store(ordersAtOnce)
  }

  override handle(message: ForecastSalesMessage) {
    return runJobStep(message, this.ports(message.jobId), {
      ...forecastingSteps,
      gathering: (job, ports) => gatherSales(job, ports, this.sizes),
      summing: (job, ports) => sumSales(job, ports, this.ranges),
      forecasting: (job, ports) => forecastItems(job, ports, this.ranges),
    })
  }

  override ports(jobId: string): ForecastPorts {
    const { archive } = this
    return {
      ...super.ports(jobId),
      country: 'GB',
      regions: async () => this.regions,
      storesAbroad: async () => this.countries,
      calendarEvents: async () => this.events,
      toldRuns: async () =>
        this.database.all(
          `select run_id as runId, as_of_day as asOfDay, told_key as toldKey from forecast_run
           where series_count > 0 and told_key is not null order by as_of_day desc, made_at desc`,
        ) as unknown as ToldRun[],
      toldAccuracy: async (horizonDays, fromDay) =>
        this.database.read({
          text: `select level, to_day as toDay, wape_rate as wapeRate from forecast_accuracy where group_kind = 'all'
            and was_told = 1 and horizon_days = ? and to_day >= ? order by to_day`,
          values: [horizonDays, fromDay],
        }) as unknown as ToldAccuracy[],
      write: (statements) =>
        this.effect(() => {
          this.database.run(statements)
          return Number(this.database.all('select changes() as count')[0]?.count)
        }),
      archive: {
        read: async (key) => {
          const found = await archive.get(key)
          return found === null ? null : await found.arrayBuffer()
        },
        write: async (key, content) => {
          await archive.put(
            key,
            typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
          )
        },
        list: async (prefix) => (await archive.list({ prefix })).objects.map(({ key }) => key),
        remove: async (keys) => {
          await archive.delete(keys)
        },
      },
    }
  }

  /** The rows of a table, without those columns that are different each time. */
  rows(table: string, order: string): Row[] {
    return this.database.all(`select * from ${table} order by ${order}`)
  }

  forecasts(): Row[] {
    return this.rows('forecast', 'level, sku, store_id, category, region')
  }
}
