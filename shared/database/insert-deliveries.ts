import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import type { ConnectionLogRow } from './tables/connection-logs.ts'

/** The statements that write deliveries of any tenants into the log of deliveries. */
export function insertDeliveries(rows: readonly ConnectionLogRow[]): SqlStatement[] {
  const values = rows.map((row) => [
    row.tenantId,
    row.logId,
    row.source,
    row.connectionId,
    row.receivedAt,
    row.durationMs,
    row.verdict,
    row.reason,
    row.detail,
    row.topic,
    row.deliveryId,
    row.contentType,
    row.byteCount,
    row.acceptedCount,
    row.duplicateCount,
    row.quarantinedCount,
    row.eventKeys,
    row.kept,
  ])
  return jsonChunks(values).map((chunk) => ({
    text: `insert into connection_logs (tenant_id, log_id, source, connection_id, received_at, duration_ms, verdict,
             reason, detail, topic, delivery_id, content_type, byte_count, accepted_count, duplicate_count,
             quarantined_count, event_keys, body)
           select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
             value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13,
             value ->> 14, value ->> 15, value -> 16, nullif(value -> 17, 'null')
           from json_each(?1) where true on conflict do nothing`,
    values: [chunk],
  }))
}
