import type { ChangedEvent, IngestEvent, TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import { roomBeside, type TimelineRoom } from '#shared/customers/timeline-room.ts'
import { jsonChunks } from '#shared/database/sql-statement.ts'
import { type ProductView, productViewNames, productViewOf } from '#shared/features/product-views.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'

interface TimelineRow extends SqlRow {
  occurred_at: number
  event_key: string
  identifier_keys: string
  foreign_keys: string | null
  home_customer_id: string
  event: string
}

/** More looks at products within a month are those of a robot. */
const mostViews = 300
/** Few, as a timeline of long events may turn out to have no room. */
const eventsPerRead = 50

/** The events of customers, each once. */
export class CustomerTimeline {
  readonly #sql: SqlDatabase

  constructor(sql: SqlDatabase) {
    this.#sql = sql
  }

  /** Writes an event into a timeline; tells whether it was not there yet. */
  add(customerId: string, occurredAt: number, item: IngestEvent): boolean {
    const rowCount = this.#sql.run(
      `insert into customer_raw_event
         (customer_id, occurred_at, event_key, identifier_keys, foreign_keys, home_customer_id, event)
       values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
      customerId,
      occurredAt,
      item.eventKey,
      JSON.stringify(item.keys),
      foreignText(item.foreignKeys ?? []),
      item.homeId,
      item.event,
    )
    return rowCount > 0
  }

  /** The event of that moment and key, as JSON text. */
  find(customerId: string, { occurredAt, eventKey }: TimelineCursor): string | undefined {
    const [row] = this.#sql.all<{ event: string }>(
      'select event from customer_raw_event where customer_id = ? and occurred_at = ? and event_key = ?',
      customerId,
      occurredAt,
      eventKey,
    )
    return row?.event
  }

  /** Tells how many there were. */
  remove(customerId: string, eventKeys: readonly string[]): number {
    return jsonChunks(eventKeys).reduce(
      (rowCount, chunk) =>
        rowCount +
        this.#sql.run(
          `delete from customer_raw_event where customer_id = ? and event_key in (select value from json_each(?))`,
          customerId,
          chunk,
        ),
      0,
    )
  }

  removeAll(customerId: string): void {
    this.#sql.run('delete from customer_raw_event where customer_id = ?', customerId)
  }

  /** Writes whose an event, and its identifiers, are by now; tells whether that is new. */
  change(customerId: string, { occurredAt, eventKey, homeId, foreignKeys }: ChangedEvent): boolean {
    const rowCount = this.#sql.run(
      `update customer_raw_event set home_customer_id = ?1, foreign_keys = ?2
       where customer_id = ?3 and occurred_at = ?4 and event_key = ?5
       and (home_customer_id <> ?1 or foreign_keys is not ?2)`,
      homeId,
      foreignText(foreignKeys),
      customerId,
      occurredAt,
      eventKey,
    )
    return rowCount > 0
  }

  /** What was looked at since a moment, the newest {@link mostViews} of it, the earliest first. */
  views(customerId: string, sinceMs: number): ProductView[] {
    return this.#sql
      .all<{ event: string }>(
        `select event from customer_raw_event
         where customer_id = ? and occurred_at >= ? and event ->> '$.name' in (select value from json_each(?))
         order by occurred_at desc, event_key desc limit ?`,
        customerId,
        sinceMs,
        JSON.stringify(productViewNames),
        mostViews,
      )
      .flatMap(({ event }) => productViewOf(JSON.parse(event)) ?? [])
      .reverse()
  }

  /** The events that carry identifiers of others. */
  withForeignKeys(customerId: string): TimelineEntry[] {
    return this.#sql
      .all<TimelineRow>(
        `select * from customer_raw_event indexed by customer_raw_event_foreign
         where customer_id = ? and foreign_keys is not null order by event_key`,
        customerId,
      )
      .map(timelineEntry)
  }

  /** The timelines of several customers, oldest first: as many of the first customers as have room whole, none perhaps. */
  ofSeveral(customerIds: readonly string[], room: TimelineRoom): TimelineEntry[][] {
    const timelines: TimelineEntry[][] = []
    let left = room
    for (const customerId of customerIds) {
      const entries = this.#whole(customerId, left)
      if (entries === undefined) break
      timelines.push(entries)
      left = roomBeside(left, entries)
    }
    return timelines
  }

  /** All of a timeline, read no further than there is room; undefined when it does not fit. */
  #whole(customerId: string, room: TimelineRoom): TimelineEntry[] | undefined {
    const entries: TimelineEntry[] = []
    let left = room
    let last: TimelineEntry | undefined
    for (;;) {
      const limit = Math.min(eventsPerRead, left.events + 1)
      const page = this.page(customerId, limit, last ?? null, 'asc')
      entries.push(...page)
      left = roomBeside(left, page)
      if (left.events < 0 || left.characters < 0) return undefined
      last = page.at(-1)
      if (last === undefined || page.length < limit) return entries
    }
  }

  /** A page of the timeline that goes on after `cursor`: oldest first (`asc`), or newest first. */
  page(
    customerId: string,
    limit: number,
    cursor: TimelineCursor | null,
    order: 'asc' | 'desc',
  ): TimelineEntry[] {
    const start =
      cursor ?? (order === 'asc' ? { occurredAt: -1, eventKey: '' } : { occurredAt: 2 ** 52, eventKey: '' })
    return this.#sql
      .all<TimelineRow>(
        `select occurred_at, event_key, identifier_keys, foreign_keys, home_customer_id, event from customer_raw_event
         where customer_id = ? and (occurred_at, event_key) ${order === 'asc' ? '>' : '<'} (?, ?)
         order by occurred_at ${order}, event_key ${order} limit ?`,
        customerId,
        start.occurredAt,
        start.eventKey,
        limit,
      )
      .map(timelineEntry)
  }
}

function foreignText(foreignKeys: readonly IdentifierKey[]): string | null {
  return foreignKeys.length === 0 ? null : JSON.stringify(foreignKeys)
}

function timelineEntry(row: TimelineRow): TimelineEntry {
  return {
    occurredAt: row.occurred_at,
    eventKey: row.event_key,
    keys: JSON.parse(row.identifier_keys),
    foreignKeys: row.foreign_keys === null ? [] : JSON.parse(row.foreign_keys),
    homeId: row.home_customer_id,
    event: row.event,
  }
}
