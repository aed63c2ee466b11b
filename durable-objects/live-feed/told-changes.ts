import type { LivePredictionMessage, LivePredictions } from '#shared/contracts/streaming.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'

/** A change is told again only by who could not note that it was told, within minutes. */
const rememberedMs = dayMs

type Change = LivePredictions['segmentUpdates'][number] | LivePredictions['consumptionPredictions'][number]

/** Which changes of predictions a live feed has told, by their ids. */
export class ToldChanges {
  readonly #sql: SqlDatabase

  constructor(sql: SqlDatabase) {
    this.#sql = sql
  }

  /** Those that were not told before and are not of the customers named. */
  untold(told: LivePredictions, forgottenIds: ReadonlySet<string>): LivePredictions {
    const known = new Set(
      this.#sql
        .all<{ id: string }>(
          'select change_id as id from told_change where change_id in (select value from json_each(?))',
          JSON.stringify(changesOf(told).map(({ id }) => id)),
        )
        .map(({ id }) => id),
    )
    return filtered(told, ({ id, customerId }) => !known.has(id) && !forgottenIds.has(customerId))
  }

  note(told: LivePredictions, sequence: number, nowMs: number): void {
    const changes = changesOf(told).map(({ id, customerId }) => [id, customerId])
    this.#sql.all(
      `insert into told_change (change_id, customer_id, sequence, told_at)
       select value ->> 0, value ->> 1, ?, ? from json_each(?)`,
      sequence,
      nowMs,
      JSON.stringify(changes),
    )
  }

  /** Takes changes of customers, or with some ids, out of the messages. How many there were. */
  takeBack(
    found: { readonly customerIds: readonly string[] } | { readonly changeIds: readonly string[] },
  ): number {
    const [column, ids] =
      'customerIds' in found ? ['customer_id', found.customerIds] : ['change_id', found.changeIds]
    const rows = this.#sql.all<{ id: string; sequence: number }>(
      `select change_id as id, sequence from told_change where customer_id is not null
       and ${column} in (select value from json_each(?))`,
      JSON.stringify(ids),
    )
    if (rows.length === 0) return 0
    const taken = new Set(rows.map(({ id }) => id))
    for (const sequence of new Set(rows.map((row) => row.sequence))) {
      const [row] = this.#sql.all<{ body: string }>('select body from message where sequence = ?', sequence)
      if (row === undefined) continue
      const message: LivePredictionMessage = JSON.parse(row.body)
      const body = JSON.stringify({ ...message, ...filtered(message, ({ id }) => !taken.has(id)) })
      this.#sql.all('update message set body = ? where sequence = ?', body, sequence)
    }
    this.#sql.all(
      'update told_change set customer_id = null where change_id in (select value from json_each(?))',
      JSON.stringify([...taken]),
    )
    return rows.length
  }

  /** Forgets changes that were told long ago in messages that are gone. */
  forgetOld(oldestSequence: number, nowMs: number): void {
    this.#sql.all(
      'delete from told_change where sequence < ? and told_at < ?',
      oldestSequence,
      nowMs - rememberedMs,
    )
  }
}

export function changesOf({ segmentUpdates, consumptionPredictions }: LivePredictions): Change[] {
  return [...segmentUpdates, ...consumptionPredictions]
}

function filtered(
  { segmentUpdates, consumptionPredictions }: LivePredictions,
  isKept: (change: Change) => boolean,
): LivePredictions {
  return {
    segmentUpdates: segmentUpdates.filter(isKept),
    consumptionPredictions: consumptionPredictions.filter(isKept),
  }
}
