import type { LiveKind } from '#shared/access/live-kinds.ts'
import type {
  AnyLiveMessage,
  LiveEvent,
  LiveForecastMessage,
  LiveMessage,
  LivePredictionMessage,
  LivePredictions,
} from '#shared/contracts/streaming.ts'
import { toIso } from '#shared/kernel/time.ts'
import { migrate } from '../sql/migrate.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'
import { liveFeedMigrations } from './schema.ts'
import { changesOf, ToldChanges } from './told-changes.ts'

/** Of each kind, so that a night's predictions do not push the events out. */
const keptMessages = 500

/** The latest messages of a live feed: one row a message, however much it carries. */
export class LiveFeedStore {
  readonly #sql: SqlDatabase
  readonly #told: ToldChanges
  #lastSequence: number
  readonly #forgottenIds: Set<string>

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    migrate(sql, liveFeedMigrations)
    this.#told = new ToldChanges(sql)
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
    this.#sql.transaction(() => this.#keep(message, nowMs))
    this.#lastSequence = message.sequence
    return message
  }

  /** The message with those of the changes that were not told before, nor are of erased customers; undefined: there are none. */
  addPredictions(told: LivePredictions, nowMs: number): LivePredictionMessage | undefined {
    const untold = this.#told.untold(told, this.#forgottenIds)
    if (changesOf(untold).length === 0) return undefined
    const sequence = this.#lastSequence + 1
    const message: LivePredictionMessage = { sequence, kind: 'predictions', sentAt: toIso(nowMs), ...untold }
    this.#sql.transaction(() => {
      this.#keep(message, nowMs)
      this.#told.note(untold, sequence, nowMs)
    })
    this.#lastSequence = sequence
    return message
  }

  /** The message with what a run of forecasts noticed; undefined when there is nothing, or it is told already. */
  addForecastAlerts(
    runId: string,
    alerts: LiveForecastMessage['alerts'],
    nowMs: number,
  ): LiveForecastMessage | undefined {
    if (alerts.length === 0 || this.#isRunTold(runId)) return undefined
    const sequence = this.#lastSequence + 1
    const message: LiveForecastMessage = {
      ...{ sequence, kind: 'forecast-alerts', sentAt: toIso(nowMs) },
      ...{ runId, alerts },
    }
    this.#sql.transaction(() => this.#keep(message, nowMs))
    this.#lastSequence = sequence
    return message
  }

  #isRunTold(runId: string): boolean {
    const told = this.#sql.all(
      `select 1 from message where kind = 'forecast-alerts' and body ->> 'runId' = ? limit 1`,
      runId,
    )
    return told.length > 0
  }

  #keep(message: AnyLiveMessage, nowMs: number): void {
    const { sequence, kind } = message
    this.#sql.all(
      'insert into message (sequence, body, kind) values (?, ?, ?)',
      sequence,
      JSON.stringify(message),
      kind,
    )
    if (sequence % 100 !== 0) return
    this.#sql.all(
      `delete from message where sequence in (
         select sequence from (
           select sequence, row_number() over (partition by kind order by sequence desc) as place from message)
         where place > ?)`,
      keptMessages,
    )
    // Of this kind alone: alerts are so rare that their oldest message is kept for a year and more.
    const [oldest] = this.#sql.all<{ first: number | null }>(
      "select min(sequence) as first from message where kind = 'predictions'",
    )
    this.#told.forgetOld(oldest?.first ?? sequence, nowMs)
  }

  /** The messages of some kinds after one, oldest first. */
  since(sequence: number, kinds: readonly LiveKind[]): AnyLiveMessage[] {
    return this.#sql
      .all<{ body: string }>(
        `select body from message where sequence > ? and kind in (select value from json_each(?))
         order by sequence`,
        sequence,
        JSON.stringify(kinds),
      )
      .map((row) => JSON.parse(row.body))
  }

  /** The messages with events, oldest first. */
  eventMessages(): LiveMessage[] {
    return this.#sql
      .all<{ body: string }>("select body from message where kind = 'events' order by sequence")
      .map((row) => JSON.parse(row.body))
  }

  get lastSequence(): number {
    return this.#lastSequence
  }

  /** Takes back what was told of predictions of customers who are not to be profiled any more. */
  takeBackPredictions(customerIds: readonly string[]): void {
    this.#sql.transaction(() => this.#told.takeBack({ customerIds }))
  }

  /** Takes back changes that were made undone while they were being told. */
  takeBackChanges(changeIds: readonly string[]): void {
    this.#sql.transaction(() => this.#told.takeBack({ changeIds }))
  }

  /** Takes customers out of the feed for good. Returns how many events and changes it has, or had, of them. */
  forget(customerIds: readonly string[]): number {
    const counts = new Map(customerIds.map((customerId) => [customerId, 0]))
    this.#sql.transaction(() => {
      for (const message of this.eventMessages()) {
        const theirs = message.events.filter(({ customerId }) => counts.has(customerId ?? ''))
        if (theirs.length === 0) continue
        for (const { customerId } of theirs)
          counts.set(customerId ?? '', (counts.get(customerId ?? '') ?? 0) + 1)
        const events = message.events.map((event) => (theirs.includes(event) ? anonymous(event) : event))
        const body = JSON.stringify({ ...message, events })
        this.#sql.all('update message set body = ? where sequence = ?', body, message.sequence)
      }
      for (const customerId of customerIds) {
        const takenCount = this.#told.takeBack({ customerIds: [customerId] })
        counts.set(customerId, (counts.get(customerId) ?? 0) + takenCount)
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
