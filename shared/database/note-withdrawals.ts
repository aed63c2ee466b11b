import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/** Somebody whom events were taken out of, and the first version without them. */
export interface Withdrawal {
  /** A customer, or a guest's order as `guest:<order key>`. */
  readonly tellerId: string
  readonly version: number
}

/**
 * The statements after which nothing is taken of what these told of orders in earlier versions: a projection that comes
 * late would join events to an order that were taken back. All that they tell has to follow in the same batch.
 */
export function noteWithdrawals(tenantId: string, withdrawals: readonly Withdrawal[]): SqlStatement[] {
  return jsonChunks(withdrawals.map(({ tellerId, version }) => [tellerId, version])).map((chunk) => ({
    text: `insert into withdrawn_teller (tenant_id, teller_id, version)
           select ?1, value ->> 0, value ->> 1 from json_each(?2) where true
           on conflict do update set version = max(version, excluded.version)`,
    values: [tenantId, chunk],
  }))
}
