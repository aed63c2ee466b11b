import type { IdentityRecords } from '../identity/decision-records.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/** The statements that bring the records of identity up to date; a row is replaced only by a newer one. */
export function identityRecordStatements(
  tenantId: string,
  { merges, reviews, splits }: IdentityRecords,
): SqlStatement[] {
  return [
    ...upsert(
      tenantId,
      'merge_history',
      [
        'merge_id',
        'survivor_id',
        'merged_id',
        'merged_at',
        'rule',
        'rule_version',
        'event_key',
        'identifiers',
        'decided_by',
        'undone_at',
        'undone_by',
        'version',
      ],
      merges.map((merge) => [
        merge.mergeId,
        merge.survivorId,
        merge.mergedId,
        merge.mergedAtMs,
        merge.rule,
        merge.ruleVersion,
        merge.eventKey,
        JSON.stringify(merge.keys),
        merge.decidedBy,
        merge.undoneAtMs,
        merge.undoneBy,
        merge.version,
      ]),
    ),
    ...upsert(
      tenantId,
      'manual_merge_queue',
      [
        'review_id',
        'opened_at',
        'reason',
        'status',
        'event_key',
        'customer_ids',
        'identifiers',
        'match_weight',
        'contributions',
        'assigned_to',
        'decided_at',
        'decided_by',
        'history',
        'version',
      ],
      reviews.map((review) => [
        review.reviewId,
        review.openedAtMs,
        review.reason,
        review.status,
        review.eventKey,
        JSON.stringify(review.customerIds),
        JSON.stringify(review.keys),
        review.matchWeight,
        JSON.stringify(review.contributions),
        review.assignedTo,
        review.decidedAtMs,
        review.decidedBy,
        JSON.stringify(review.history),
        review.version,
      ]),
    ),
    ...upsert(
      tenantId,
      'identity_split',
      [
        'split_id',
        'customer_id',
        'new_customer_id',
        'identifiers',
        'split_at',
        'decided_by',
        'undone_at',
        'undone_by',
        'version',
      ],
      splits.map((split) => [
        split.splitId,
        split.customerId,
        split.newCustomerId,
        JSON.stringify(split.keys),
        split.splitAtMs,
        split.decidedBy,
        split.undoneAtMs,
        split.undoneBy,
        split.version,
      ]),
    ),
  ]
}

/** The first column is the key, the last one the version. */
function upsert(
  tenantId: string,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): SqlStatement[] {
  const values = columns.map((_, index) => `value ->> ${index}`).join(', ')
  const changes = columns.slice(1).map((column) => `${column} = excluded.${column}`)
  return jsonChunks(rows).map((chunk) => ({
    text: `insert into ${table} (tenant_id, ${columns.join(', ')}) select ?1, ${values} from json_each(?2) where true
           on conflict do update set ${changes.join(', ')} where excluded.version > ${table}.version`,
    values: [tenantId, chunk],
  }))
}
