import { jsonChunks } from '#shared/database/sql-statement.ts'
import type {
  MatchContribution,
  ReviewAct,
  ReviewRecord,
  ReviewStatus,
} from '#shared/identity/decision-records.ts'
import type { Review, ReviewReason } from '#shared/identity/decisions.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'

/** What the matcher adds to a question. */
export interface MatchEvidence {
  readonly matchWeight: number
  readonly contributions: readonly MatchContribution[]
}

/** The questions for people of a tenant. Of one subject at most one is open. */
export class ReviewQueue {
  readonly #sql: SqlDatabase

  constructor(sql: SqlDatabase) {
    this.#sql = sql
  }

  /** Opens a question unless the same is open already, or this event has asked it before; tells whether it did. */
  open(reviewId: string, review: Review, nowMs: number, match?: MatchEvidence): boolean {
    const opened: ReviewAct = {
      atMs: nowMs,
      by: match === undefined ? 'rules' : 'matcher',
      act: 'opened',
      note: '',
    }
    const rows = this.#sql.all<{ review_id: string }>(
      `insert into manual_merge_queue
         (review_id, opened_at, reason, subject, event_key, customer_ids, identifiers, match_weight, contributions, history)
       select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
       where not exists (
         select 1 from manual_merge_queue where subject = ?4 and event_key = ?5 and event_key <> '')
       on conflict do nothing returning review_id`,
      reviewId,
      nowMs,
      review.reason,
      review.subject,
      review.eventKey,
      JSON.stringify(review.customerIds),
      JSON.stringify(review.keys),
      match?.matchWeight ?? null,
      JSON.stringify(match?.contributions ?? []),
      JSON.stringify([opened]),
    )
    if (rows.length === 0) return false
    this.#sql.all(
      `insert into review_customer (customer_id, review_id) select value, ? from json_each(?) where true
       on conflict do nothing`,
      reviewId,
      JSON.stringify(review.customerIds),
    )
    return true
  }

  find(reviewId: string): ReviewRecord | undefined {
    return this.#sql
      .all('select * from manual_merge_queue where review_id = ?', reviewId)
      .map(reviewRecord)[0]
  }

  /** Whether there ever was a question about this subject. */
  has(subject: string): boolean {
    return this.#sql.all('select 1 from manual_merge_queue where subject = ? limit 1', subject).length > 0
  }

  /** The events among these that ever raised a question about too many customers. */
  reviewedEvents(eventKeys: readonly string[]): Set<string> {
    if (eventKeys.length === 0) return new Set()
    const rows = this.#sql.all<{ event_key: string }>(
      `select event_key from json_each(?) as wanted
       cross join manual_merge_queue on manual_merge_queue.subject = wanted.value`,
      JSON.stringify(eventKeys.map((eventKey) => `event:${eventKey}`)),
    )
    return new Set(rows.map((row) => row.event_key))
  }

  /** Open questions about any of these customers. */
  openAbout(customerIds: readonly string[]): ReviewRecord[] {
    return this.#sql
      .all(
        `select * from manual_merge_queue where review_id in (
           select review_id from review_customer where customer_id in (select value from json_each(?)))
         order by review_id`,
        JSON.stringify(customerIds),
      )
      .map(reviewRecord)
  }

  assign(review: ReviewRecord, assignedTo: string | null, by: string, nowMs: number): void {
    this.#sql.all(
      'update manual_merge_queue set assigned_to = ?, history = ?, version = version + 1 where review_id = ?',
      assignedTo,
      withAct(review, { atMs: nowMs, by, act: 'assigned', note: assignedTo ?? '' }),
      review.reviewId,
    )
  }

  close(
    review: ReviewRecord,
    status: Exclude<ReviewStatus, 'open'>,
    by: string,
    note: string,
    nowMs: number,
  ): void {
    this.#sql.all(
      `update manual_merge_queue set status = ?, decided_at = ?, decided_by = ?, history = ?, version = version + 1
       where review_id = ?`,
      status,
      nowMs,
      by,
      withAct(review, { atMs: nowMs, by, act: status, note }),
      review.reviewId,
    )
    this.#sql.all(
      'delete from review_customer where customer_id in (select value from json_each(?)) and review_id = ?',
      JSON.stringify(review.customerIds),
      review.reviewId,
    )
  }

  /** Forgets what a question was about, and what people noted about it; who did what and when stays. */
  forgetEvidence(reviewId: string): void {
    this.#sql.all(
      `update manual_merge_queue set event_key = '', identifiers = '[]', contributions = '[]',
         history = (select json_group_array(
             case when value ->> 'by' = 'rules' or value ->> 'act' = 'assigned' then json(value)
               else json_set(value, '$.note', '') end)
           from json_each(history)),
         subject = 'forgotten:' || review_id, version = version + 1 where review_id = ?`,
      reviewId,
    )
  }

  /** All questions that these events, each named once, raised; open or not. Goes through the whole queue. */
  raisedBy(eventKeys: readonly string[]): ReviewRecord[] {
    return jsonChunks(eventKeys).flatMap((chunk) =>
      this.#sql
        .all(
          `select * from manual_merge_queue where event_key <> '' and event_key in (select value from json_each(?))`,
          chunk,
        )
        .map(reviewRecord),
    )
  }

  /** Lets the event that raised a question raise it anew, should it come again. */
  letAskAgain(reviewId: string): void {
    this.#sql.all(
      `update manual_merge_queue set event_key = '', subject = 'withdrawn:' || review_id, version = version + 1
       where review_id = ?`,
      reviewId,
    )
  }

  /** All questions, open or not, that any of these customers was in. Goes through the whole queue. */
  everAbout(customerIds: readonly string[]): ReviewRecord[] {
    return this.#sql
      .all(
        `select * from manual_merge_queue where exists (
           select 1 from json_each(customer_ids) as about
           where about.value in (select value from json_each(?)))`,
        JSON.stringify(customerIds),
      )
      .map(reviewRecord)
  }

  /** Forgets identifiers wherever they are noted. Goes through the whole table. */
  forgetIdentifiers(keys: readonly IdentifierKey[]): void {
    this.#sql.all(
      `update manual_merge_queue set version = version + 1, identifiers = (
         select json_group_array(value) from json_each(identifiers)
         where value not in (select value from json_each(?1)))
       where exists (select 1 from json_each(identifiers) where value in (select value from json_each(?1)))`,
      JSON.stringify(keys),
    )
    this.#sql.all(
      `update manual_merge_queue set subject = 'forgotten:' || review_id, version = version + 1
       where subject in (select 'identifier:' || value from json_each(?))`,
      JSON.stringify(keys),
    )
  }

  /** The next ones in the order of their ids. */
  after(reviewId: string, limit: number): ReviewRecord[] {
    return this.#sql
      .all('select * from manual_merge_queue where review_id > ? order by review_id limit ?', reviewId, limit)
      .map(reviewRecord)
  }

  unprojected(limit: number): ReviewRecord[] {
    return this.#sql
      .all(
        'select * from manual_merge_queue where projected_version < version order by review_id limit ?',
        limit,
      )
      .map(reviewRecord)
  }
}

function withAct(review: ReviewRecord, act: ReviewAct): string {
  return JSON.stringify([...review.history, act])
}

function reviewRecord(row: SqlRow): ReviewRecord {
  return {
    reviewId: String(row.review_id),
    openedAtMs: Number(row.opened_at),
    reason: String(row.reason) as ReviewReason,
    subject: String(row.subject),
    eventKey: String(row.event_key),
    customerIds: JSON.parse(String(row.customer_ids)),
    keys: JSON.parse(String(row.identifiers)),
    matchWeight: row.match_weight === null ? null : Number(row.match_weight),
    contributions: JSON.parse(String(row.contributions)),
    status: String(row.status) as ReviewStatus,
    assignedTo: row.assigned_to === null ? null : String(row.assigned_to),
    decidedAtMs: row.decided_at === null ? null : Number(row.decided_at),
    decidedBy: row.decided_by === null ? null : String(row.decided_by),
    history: JSON.parse(String(row.history)),
    version: Number(row.version),
  }
}
