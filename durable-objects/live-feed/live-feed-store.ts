import type { LiveEvent, LiveMessage } from '#shared/contracts/streaming.ts'
import { toIso } from '#shared/kernel/time.ts'
import { type Migration, migrate } from '../sql/migrate.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'

const liveFeedMigrations: readonly Migration[] = [
  {
    id: '0001-feed',
    statements: ['create table message (sequence integer primary key, body text not null)'],
  },
  {
    id: '0002-forgotten',
    statements: [
      // Erased customers, and how many of their events were shown: one on its way may still come in.
      `create table forgotten_customer (
        customer_id text primary key,
        event_count integer not null
      ) without rowid`,
    ],
  },
]

const keptMessages = 500

/** The latest messages of a live feed: one row a message, however many events it carries. */
export class LiveFeedStore {
  readonly #sql: SqlDatabase
  #lastSequence: number
  readonly #forgottenIds: Set<string>

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    migrate(sql, liveFeedMigrations)
    const [row] = sql.all<{ last: number | null }>('select max(sequence) as last from message')
    this.#lastSequence = row?.last ?? 0
    const forgotten = sql.all<{ customer_id: string }>('select customer_id from forgotten_customer')
    this.#forgottenIds = new Set(forgotten.map((each) => each.customer_id))
  }

  add(events: readonly LiveEvent[], omittedCount: number, nowMs: number): LiveMessage {
    const message: LiveMessage = {
      sequence: this.#lastSequence + 1,
      kind: 'events',
      sentAt: toIso(nowMs),
      events: events.map((event) => (this.#isForgotten(event) ? anonymous(event) : event)),
      omittedCount,
    }
    this.#sql.transaction(() => {
      this.#sql.all(
        'insert into message (sequence, body) values (?, ?)',
        message.sequence,
        JSON.stringify(message),
      )
      if (message.sequence % 100 === 0) {
        this.#sql.all('delete from message where sequence <= ?', message.sequence - keptMessages)
      }
    })
    this.#lastSequence = message.sequence
    return message
  }

  since(sequence: number): LiveMessage[] {
    return this.#sql
      .all<{ body: string }>('select body from message where sequence > ? order by sequence', sequence)
      .map((row) => JSON.parse(row.body))
  }

  /** Takes customers out of the feed for good. Returns how many events it has, or had, of them. */
  forget(customerIds: readonly string[]): number {
    const counts = new Map(customerIds.map((customerId) => [customerId, 0]))
    this.#sql.transaction(() => {
      for (const message of this.since(0)) {
        const theirs = message.events.filter(({ customerId }) => counts.has(customerId ?? ''))
        if (theirs.length === 0) continue
        for (const { customerId } of theirs)
          counts.set(customerId ?? '', (counts.get(customerId ?? '') ?? 0) + 1)
        const events = message.events.map((event) => (theirs.includes(event) ? anonymous(event) : event))
        const body = JSON.stringify({ ...message, events })
        this.#sql.all('update message set body = ? where sequence = ?', body, message.sequence)
      }
      this.#sql.all(
        `insert into forgotten_customer (customer_id, event_count)
         select value ->> 0, value ->> 1 from json_each(?) where true
         on conflict do update set event_count = event_count + excluded.event_count`,
        JSON.stringify([...counts]),
      )
    })
    for (const customerId of customerIds) this.#forgottenIds.add(customerId)
    const [sum] = this.#sql.all<{ events: number | null }>(
      `select sum(event_count) as events from forgotten_customer
       where customer_id in (select value from json_each(?))`,
      JSON.stringify(customerIds),
    )
    return sum?.events ?? 0
  }

  #isForgotten({ customerId }: LiveEvent): boolean {
    return customerId !== null && this.#forgottenIds.has(customerId)
  }
}

/** As an event of somebody who is not to be known is shown; see anonymiseEvent. */
function anonymous(event: LiveEvent): LiveEvent {
  return { ...event, customerId: null, name: event.kind === 'track' ? event.name : event.kind }
}
