import type { LiveEvent, LiveMessage } from '#shared/contracts/streaming.ts'
import { toIso } from '#shared/kernel/time.ts'
import { type Migration, migrate } from '../sql/migrate.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'

const liveFeedMigrations: readonly Migration[] = [
  {
    id: '0001-feed',
    statements: ['create table message (sequence integer primary key, body text not null)'],
  },
]

const keptMessages = 500

/** The latest messages of a live feed: one row a message, however many events it carries. */
export class LiveFeedStore {
  readonly #sql: SqlDatabase
  #lastSequence: number

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    migrate(sql, liveFeedMigrations)
    const [row] = sql.all<{ last: number | null }>('select max(sequence) as last from message')
    this.#lastSequence = row?.last ?? 0
  }

  add(events: readonly LiveEvent[], omittedCount: number, nowMs: number): LiveMessage {
    const message: LiveMessage = {
      sequence: this.#lastSequence + 1,
      kind: 'events',
      sentAt: toIso(nowMs),
      events: [...events],
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
}
