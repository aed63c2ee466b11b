import type { FeatureVector } from '../features/feature-definition.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/** The features of a customer at a moment. */
export interface FeatureVectorRow {
  readonly customerId: string
  /** UTC epoch ms. */
  readonly asOfMs: number
  readonly vector: FeatureVector
}

/**
 * The statements that keep features as they were when predictions were made of them. Nobody who is merged away, forgotten
 * or restricted, or may not be profiled, gets any (`isProfiledSilently`: who said nothing may be), and later ones stay, so they may run again and late.
 */
export function featureVectorStatements(
  tenantId: string,
  isProfiledSilently: boolean,
  rows: readonly FeatureVectorRow[],
): SqlStatement[] {
  const told = rows.map(({ customerId, asOfMs, vector }) => [customerId, asOfMs, JSON.stringify(vector)])
  return jsonChunks(told).map((chunk) => ({
    text: `insert into features (tenant_id, customer_id, version, activity, as_of, vector)
           select ?1, told.value ->> 0, 0, '', told.value ->> 1, told.value ->> 2 from json_each(?2) as told
             cross join customer_profile as profile on profile.tenant_id = ?1 and profile.customer_id = told.value ->> 0
           where profile.merged_into is null and profile.erased_at is null and profile.restricted_at is null
             and coalesce(profile.is_profiling_allowed, ?3) = 1
           on conflict do update set as_of = excluded.as_of, vector = excluded.vector
           where excluded.as_of >= coalesce(features.as_of, 0)`,
    values: [tenantId, chunk, isProfiledSilently ? 1 : 0],
  }))
}
