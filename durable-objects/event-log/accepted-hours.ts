import { dayMs, hourMs } from '#shared/kernel/time.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'

const keptDays = 130

/**
 * How many events of each source were accepted in each hour. Written behind the answer, as it would be half of what a single event costs:
 * what came in just before a crash is not counted. The counts tell unusual days from usual ones, and nothing else hangs on them.
 */
export class AcceptedHours {
  readonly #sql: SqlDatabase
  #latestHour = 0
  /** By hour and source, what is not written yet. */
  readonly #waiting = new Map<string, number>()

  constructor(sql: SqlDatabase) {
    this.#sql = sql
  }

  /** Counts events that are just being accepted, `keys` being `<source>:<id>`. */
  count(keys: readonly string[], receivedAtMs: number): void {
    const hour = Math.floor(receivedAtMs / hourMs)
    for (const key of keys) {
      const name = `${hour} ${key.slice(0, key.indexOf(':'))}`
      this.#waiting.set(name, (this.#waiting.get(name) ?? 0) + 1)
    }
  }

  /** Writes what was counted, and forgets what is too old by now. */
  write(nowMs: number): void {
    if (this.#waiting.size === 0) return
    for (const [name, eventCount] of this.#waiting) {
      const border = name.indexOf(' ')
      this.#sql.all(
        `insert into accepted_hour (hour, source, event_count) values (?, ?, ?)
         on conflict do update set event_count = event_count + excluded.event_count`,
        Number(name.slice(0, border)),
        name.slice(border + 1),
        eventCount,
      )
    }
    this.#waiting.clear()
    const hour = Math.floor(nowMs / hourMs)
    if (hour <= this.#latestHour) return
    this.#latestHour = hour
    this.#sql.all('delete from accepted_hour where hour < ?', hour - (keptDays * dayMs) / hourMs)
  }

  /** From the hour of `sinceMs` on, the earliest first; hours without events are left out. */
  since(sinceMs: number): { hourStartMs: number; source: string; eventCount: number }[] {
    this.write(sinceMs)
    return this.#sql
      .all<{ hour: number; source: string; event_count: number }>(
        'select hour, source, event_count from accepted_hour where hour >= ? order by hour, source',
        Math.floor(sinceMs / hourMs),
      )
      .map((row) => ({ hourStartMs: row.hour * hourMs, source: row.source, eventCount: row.event_count }))
  }
}
