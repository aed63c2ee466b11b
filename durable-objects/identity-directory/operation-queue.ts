import {
  type EraseOperation,
  type OpenOperation,
  operationsTogether,
  type WithdrawOperation,
} from '#shared/identity/decision-records.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'

/** A piece of work as it is added; its number comes from the queue. */
export type NewOperation =
  | { readonly kind: 'hand-over'; readonly customerId: string }
  | { readonly kind: 'separate'; readonly customerId: string; readonly openedId: string | null }
  | NewErasure
  | NewWithdrawal
type NewErasure = Omit<EraseOperation, 'operation'>
type NewWithdrawal = Omit<WithdrawOperation, 'operation'>

/** The work that follows from decisions about identity and is not done yet, numbered in the order of the decisions. */
export class OperationQueue {
  readonly #sql: SqlDatabase
  #lastOperation: number
  /** The customers that open work touches; undefined until somebody asks. */
  #touchedIds: Set<string> | undefined

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    this.#lastOperation = this.readLast()
  }

  /** The number of the last decision. */
  get lastOperation(): number {
    return this.#lastOperation
  }

  /** Reads what is stored: at the start, and after a turn that was taken back. */
  readLast(): number {
    this.#touchedIds = undefined
    const [row] = this.#sql.all<{ operation: number }>('select operation from last_operation')
    this.#lastOperation = row?.operation ?? 0
    return this.#lastOperation
  }

  /** Numbers a decision; with `operation`, also keeps the work that follows from it. */
  add(operation?: NewOperation): number {
    this.#lastOperation += 1
    this.#sql.all('update last_operation set operation = ?', this.#lastOperation)
    if (operation !== undefined) {
      const { kind, customerId, ...detail } = operation
      const text = JSON.stringify(detail)
      for (const touchedId of touchedBy(customerId, detail)) this.#touchedIds?.add(touchedId)
      this.#sql.all(
        'insert into identity_operation (operation, kind, customer_id, detail) values (?, ?, ?, ?)',
        this.#lastOperation,
        kind,
        customerId,
        text,
      )
      if (kind === 'erase') {
        this.#sql.all(
          'insert into erasure (operation, customer_id, detail) values (?, ?, ?)',
          this.#lastOperation,
          customerId,
          text,
        )
      }
    }
    return this.#lastOperation
  }

  complete(operations: readonly number[]): void {
    this.#touchedIds = undefined
    this.#sql.all(
      'delete from identity_operation where operation in (select value from json_each(?))',
      JSON.stringify(operations),
    )
  }

  /** The oldest open work. */
  open(): OpenOperation[] {
    return this.#sql
      .all(
        `select identity_operation.*, redirect.survivor_id from identity_operation
         left join redirect on redirect.customer_id = identity_operation.customer_id
         order by operation limit ${operationsTogether}`,
      )
      .map(openOperation)
  }

  /** The next erasures after one, carried out or not. */
  erasuresAfter(operation: number, limit: number): EraseOperation[] {
    return this.#sql
      .all('select * from erasure where operation > ? order by operation limit ?', operation, limit)
      .map((row) => openOperation({ ...row, kind: 'erase' }) as EraseOperation)
  }

  /** Whether work is open that touches any of these customers. */
  isOpenFor(customerIds: ReadonlySet<string>): boolean {
    // Kept, because an import that is undone asks it of customer after customer, each of which adds work.
    this.#touchedIds ??= new Set(
      this.#sql
        .all('select customer_id, detail from identity_operation')
        .flatMap((row) => touchedBy(String(row.customer_id), detailOf(row))),
    )
    const touchedIds = this.#touchedIds
    return [...customerIds].some((customerId) => touchedIds.has(customerId))
  }
}

/** The customer that work is about, and those that begin anew with it. */
function touchedBy(customerId: string, detail: Record<string, unknown>): string[] {
  const { openedId, openedIds = [openedId] } = detail
  return [customerId, ...(openedIds as unknown[]).flatMap((id) => (id == null ? [] : [String(id)]))]
}

function detailOf(row: SqlRow): Record<string, unknown> {
  return row.detail === '' ? {} : JSON.parse(String(row.detail))
}

function openOperation(row: SqlRow): OpenOperation {
  const base = { operation: Number(row.operation), customerId: String(row.customer_id) }
  const detail = detailOf(row)
  switch (row.kind) {
    case 'hand-over':
      return { kind: 'hand-over', ...base, targetId: String(row.survivor_id) }
    case 'separate':
      return { kind: 'separate', ...base, openedId: detail.openedId == null ? null : String(detail.openedId) }
    case 'erase':
      return { kind: 'erase', ...base, ...(detail as Omit<NewErasure, 'kind' | 'customerId'>) }
    case 'withdraw':
      return { kind: 'withdraw', ...base, ...(detail as Omit<NewWithdrawal, 'kind' | 'customerId'>) }
    default:
      throw new Error(`no such operation: ${row.kind}`)
  }
}
