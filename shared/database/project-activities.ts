import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/** What a customer did in which half hour; '' when nothing is known, or nothing may be used. */
export interface ActivityRow {
  readonly customerId: string
  /** Of the customer when it was so. */
  readonly version: number
  readonly activity: string
}

/**
 * The statements that bring what features are made of up to what customers are, run after those of profiles and
 * tombstones. A customer who is merged away or forgotten has no row. What is emptied keeps its row for the version: an older
 * activity that comes late must not fill it again.
 */
export function activityStatements(
  tenantId: string,
  activities: readonly ActivityRow[],
  tombstones: readonly { readonly customerId: string }[],
): SqlStatement[] {
  const rows = activities.map((row) => [row.customerId, row.version, row.activity])
  return [
    ...jsonChunks(rows).map((chunk) => ({ text: upsert, values: [tenantId, chunk] })),
    ...jsonChunks(tombstones.map(({ customerId }) => customerId)).map((chunk) => ({
      text: deleteMerged,
      values: [tenantId, chunk],
    })),
  ]
}

/** "cross" keeps what is told outermost: SQLite would go through all customers of the tenant. */
const upsert = `insert into features (tenant_id, customer_id, version, activity)
  select ?1, told.value ->> 0, told.value ->> 1, told.value ->> 2 from json_each(?2) as told
    cross join customer_profile as profile on profile.tenant_id = ?1 and profile.customer_id = told.value ->> 0
  where profile.merged_into is null and profile.erased_at is null
  on conflict do update set version = excluded.version, activity = excluded.activity,
    vector = iif(excluded.activity = '', null, vector), as_of = iif(excluded.activity = '', null, as_of)
  where excluded.version > features.version`

const deleteMerged = `delete from features where tenant_id = ?1 and customer_id in (
  select told.value from json_each(?2) as told cross join customer_profile as profile
    on profile.tenant_id = ?1 and profile.customer_id = told.value
  where profile.merged_into is not null)`
