import type { SqlStatement } from './sql-statement.ts'

/**
 * Tables with rows of tenants, in the order in which they are emptied. Not `tenant` itself, whose row stays as a mark that
 * the name is taken; not `privacy_request`, which holds the receipt; not the audit log, which is append-only.
 */
export const tablesOfTenants = [
  'account_link',
  'user_session',
  'user_account',
  'identity_provider',
  'api_key',
  'connection',
  'connection_logs',
  'backfill_run',
  'import_part',
  'customer_import',
  'saved_mapping',
  'destination_ledger',
  'destination_run',
  'destination',
  'exchange_rate',
  'rate_correction',
  'identity_split',
  'manual_merge_queue',
  'match_record',
  'matching_run',
  'merge_history',
  'qr_code',
  'quarantined_event',
  'retention_run',
  'order_teller',
  'withdrawn_teller',
  'predictions',
  'segment_movement',
  'consumption_event',
  'segment_figure',
  'series_anomaly',
  'features',
  'vector_set',
  'model_version',
  'job',
  'forecast_alert',
  'forecast_accuracy',
  'forecast',
  'forecast_run',
  'calendar_event',
  'supply_rule',
  'inbound_stock',
  'sales_file',
  'reported_sales',
  'stock_day',
  'customer_order',
  'sales_day',
  'inventory',
  'product_variant',
  'product',
  'store',
  // The customers' rows lead to their objects, so they go last.
  'customer_profile',
] as const

/** The keys of those that are stored by their key and have no row numbers. */
const keyedTables: ReadonlyMap<string, string> = new Map([
  ['connection', 'source, connection_id'],
  ['customer_order', 'tenant_id, order_key'],
  ['customer_profile', 'tenant_id, customer_id'],
  ['merge_history', 'tenant_id, merge_id'],
  ['sales_day', 'tenant_id, day, channel, currency'],
])

/** Deletes up to `limit` rows of a tenant in a table. */
export function deleteTenantRows(
  table: (typeof tablesOfTenants)[number],
  tenantId: string,
  limit: number,
): SqlStatement {
  const key = keyedTables.get(table) ?? 'rowid'
  return {
    text: `delete from ${table} where (${key}) in (select ${key} from ${table} where tenant_id = ?1 limit ?2)`,
    values: [tenantId, limit],
  }
}
