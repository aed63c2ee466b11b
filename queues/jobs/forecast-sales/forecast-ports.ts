import type { ToldAccuracy } from '#shared/database/forecast-accuracy.ts'
import type { ToldRun } from '#shared/database/forecast-runs.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import type { CalendarEventRow } from '#shared/database/tables/sales.ts'
import type { SalesPorts } from './sales-ports.ts'

/** Everything a step of a forecast of sales needs of the world, for one tenant. */
export interface ForecastPorts extends SalesPorts {
  /** ISO 3166 alpha-2. */
  readonly country: string
  /** By place that lies in another country, its ISO 3166 alpha-2. */
  storesAbroad(): Promise<Readonly<Record<string, string>>>
  /** By place, where it is said. */
  regions(): Promise<ReadonlyMap<string, string>>
  /** The tenant's own days. */
  calendarEvents(): Promise<CalendarEventRow[]>
  /** Runs whose told forecasts are kept, newest first. */
  toldRuns(): Promise<ToldRun[]>
  /** How good forecasts were that were told so many days ahead, since a day, oldest first. */
  toldAccuracy(horizonDays: number, fromDay: number): Promise<ToldAccuracy[]>
  /** Runs statements as one transaction; how many rows the last one changed. */
  write(statements: readonly SqlStatement[]): Promise<number>
  /** What outlives the job, in a folder of the tenant's. */
  readonly archive: {
    /** Null when there is none of that name. */
    read(key: string): Promise<ArrayBuffer | null>
    write(key: string, content: ArrayBuffer | string): Promise<void>
    list(prefix: string): Promise<string[]>
    remove(keys: readonly string[]): Promise<void>
  }
}
