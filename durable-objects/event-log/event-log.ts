import { DurableObject } from 'cloudflare:workers'
import type {
  AppendReply,
  AppendRequest,
  ForgetReply,
  ForgottenLines,
  ImportedEntry,
  ImportedLine,
  LogCounts,
  LogEntry,
  SegmentClaim,
  SettledEntry,
} from '#shared/events/log-entry.ts'
import type { LogPointer } from '#shared/events/log-pointer.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { parseEventLogName } from '#shared/tenants/object-names.ts'
import { durableObjectSql } from '../sql/durable-object-sql.ts'
import { EventLogStore } from './event-log-store.ts'

/** What the log is given by the Worker it runs in. */
export interface EventLogEnv {
  readonly INGEST_QUEUE: Queue<LogPointer>
  readonly RESEND_AFTER_MS: string
}

/** A pointer leads to about this many events: enough to share the cost of a batch, little enough to repeat cheaply. */
const eventsPerPointer = 500
/** At most this many pointers are sent again at once, so that a long backlog does not fill the queue with repeats. */
const resentPointers = 20
/** Pointers wait this long for more appends to point to: fewer messages to pay for, and fuller batches. */
const gatherMs = 20
const keepSettledBodiesMs = dayMs

/**
 * One shard of a tenant's log: takes events durably before the caller gets an answer, counts each once, and sends
 * pointers until everything it took is settled. Objects are named `<tenant>:event-log:<shard>`.
 */
export class EventLog extends DurableObject<EventLogEnv> {
  readonly #store: EventLogStore
  readonly #resendAfterMs: number
  #announcedSequence: number
  #isAnnouncing = false
  #hasAlarm = false

  constructor(state: DurableObjectState, env: EventLogEnv) {
    super(state, env)
    this.#store = new EventLogStore(durableObjectSql(state.storage))
    this.#resendAfterMs = Number(env.RESEND_AFTER_MS)
    // Pointers sent by an earlier life may be lost with it; the alarm sends again what is not settled in time.
    this.#announcedSequence = this.#store.lastSequence
    if (this.#store.hasUnsettled()) state.waitUntil(this.#armAlarm())
  }

  /** Once this returns, the accepted events are on disk. Repeating a call is harmless. */
  async append(request: AppendRequest): Promise<AppendReply> {
    const reply = this.#store.append(request)
    if (reply.acceptedCount > 0) await this.#tell()
    return reply
  }

  /** The same for several entries in one turn, which are written together: a page of the ledger that all of them change is written once. */
  async appendAll(requests: AppendRequest[]): Promise<AppendReply[]> {
    const { lastSequence } = this.#store
    try {
      return requests.map((request) => this.#store.append(request))
    } finally {
      // What came before an entry that failed is taken.
      if (this.#store.lastSequence > lastSequence) await this.#tell()
    }
  }

  async #tell(): Promise<void> {
    await this.#armAlarm()
    // The queue message leaves only after the write is durable: the output gate holds it back until then.
    this.ctx.waitUntil(this.#announce())
  }

  read(fromSequence: number, toSequence: number): LogEntry[] {
    return this.#store.read(fromSequence, toSequence)
  }

  settle(entries: SettledEntry[]): void {
    this.#store.settle(entries)
  }

  /** To be asked before an archive segment is written; false when its entries have changed since they were read. */
  claimSegment(claim: SegmentClaim): boolean {
    return this.#store.revisions.claim(claim)
  }

  /** Takes people out of the lines of the log. The ledger keeps the names of their events: a repeat stays one. */
  forget(lines: ForgottenLines): ForgetReply {
    return this.#store.revisions.forget(lines)
  }

  /** From now on the word of this import does not count. Returns the entries in which its events came in. */
  withdrawImport(importId: string): ImportedEntry[] {
    return this.#store.imported.withdraw(importId)
  }

  /** The entries in which events came in that this import told. */
  entriesOfImport(importId: string): ImportedEntry[] {
    return this.#store.imported.entriesOf(importId)
  }

  /** Those of the events that nobody would tell any more if this import were withdrawn. */
  toldOnlyBy(importId: string, eventKeys: string[]): string[] {
    return this.#store.imported.toldOnlyBy(importId, eventKeys)
  }

  /** Those of the events that nobody tells any more but withdrawn imports. */
  withdrawnAmong(eventKeys: string[]): string[] {
    return this.#store.imported.withdrawnAmong(eventKeys)
  }

  /** Forgets the names of withdrawn events: told once more, they are new. */
  forgetWithdrawn(eventKeys: string[]): void {
    this.#store.imported.forget(eventKeys)
  }

  /** Of lines of imports' entries, by entry and event: those whose event was forgotten. */
  forgottenAmong(lines: ImportedLine[]): ImportedLine[] {
    return this.#store.imported.forgottenAmong(lines)
  }

  counts(): LogCounts {
    return this.#store.counts()
  }

  acceptedPerMinute(sinceMs: number): { minuteStartMs: number; eventCount: number }[] {
    return this.#store.acceptedPerMinute(sinceMs)
  }

  /** How many events of each source came in, hour by hour, from the hour of `sinceMs` on; not those of imports. */
  acceptedHours(sinceMs: number): { hourStartMs: number; source: string; eventCount: number }[] {
    return this.#store.acceptedHours.since(sinceMs)
  }

  /** How many events were ever taken of each source, in the order asked. */
  countsOfSources(sources: string[]): number[] {
    return this.#store.countsOfSources(sources)
  }

  /** The watchdog: sends the pointers of overdue ranges again and tidies up. It must never throw, or it dies. */
  override async alarm(): Promise<void> {
    this.#hasAlarm = false
    try {
      const nowMs = Date.now()
      const overdue = this.#store.overdueRanges(nowMs - this.#resendAfterMs, eventsPerPointer, resentPointers)
      for (const range of overdue) await this.#send(range)
      this.#store.trim(nowMs - keepSettledBodiesMs)
    } catch (error) {
      // biome-ignore lint/suspicious/noConsole: an alarm has nobody else to tell
      console.error(
        JSON.stringify({ level: 'error', object: this.ctx.id.name, at: 'alarm', ...errorReport(error) }),
      )
    }
    if (this.#store.hasUnsettled()) await this.#armAlarm()
  }

  /** Sends pointers to what came in since the last one; appends that come meanwhile go into the next pointer. */
  async #announce(): Promise<void> {
    if (this.#isAnnouncing) return
    this.#isAnnouncing = true
    try {
      while (this.#announcedSequence < this.#store.lastSequence) {
        await new Promise((resolve) => setTimeout(resolve, gatherMs))
        this.#store.acceptedHours.write(Date.now())
        const pieces = this.#store.cutRange(
          this.#announcedSequence + 1,
          this.#store.lastSequence,
          eventsPerPointer,
        )
        for (const piece of pieces) {
          await this.#send(piece)
          this.#announcedSequence = piece[1]
        }
      }
    } catch {
      // The queue refused. What was not announced is sent by the alarm.
      this.#announcedSequence = this.#store.lastSequence
    } finally {
      this.#isAnnouncing = false
    }
  }

  async #send([fromSequence, toSequence]: [number, number]): Promise<void> {
    const place = parseEventLogName(this.ctx.id.name ?? '')
    if (place === undefined) throw new Error('the log does not know its name')
    const { tenantId, shard } = place
    await this.env.INGEST_QUEUE.send({ version: 1, tenantId, shard, fromSequence, toSequence })
  }

  async #armAlarm(): Promise<void> {
    if (this.#hasAlarm) return
    this.#hasAlarm = true
    if ((await this.ctx.storage.getAlarm()) === null) {
      await this.ctx.storage.setAlarm(Date.now() + this.#resendAfterMs)
    }
  }

  /** Deletes everything, for good: its tenant is being deleted. */
  async empty(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }
}
