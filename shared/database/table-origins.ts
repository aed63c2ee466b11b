/**
 * Where the rows of a table of D1 come from, and so what becomes of them when D1 is lost.
 *
 * - `projection`: of what is named; a rebuild makes it again.
 * - `computed`: from projections, by jobs; the next run makes it again.
 * - `original`: nowhere else. Only a backup brings it back.
 */
export type TableOrigin =
  | {
      readonly kind: 'projection'
      readonly of: 'customer' | 'guest-orders' | 'identity-directory' | 'archive' | 'customer_order'
    }
  | { readonly kind: 'computed'; readonly by: string }
  | { readonly kind: 'original' }

const original: TableOrigin = { kind: 'original' }
const computed = (by: string): TableOrigin => ({ kind: 'computed', by })
const projection = (of: Extract<TableOrigin, { kind: 'projection' }>['of']): TableOrigin => ({
  kind: 'projection',
  of,
})

/** Every table of D1; a test holds that none is missing. */
export const tableOrigins: Readonly<Record<string, TableOrigin>> = {
  customer_profile: projection('customer'),
  match_record: projection('customer'),
  // `vector` and `as_of` are computed.
  features: projection('customer'),
  customer_order: projection('customer'),
  // Who told of an order once; made again, who tells of it now.
  order_teller: projection('customer'),
  sales_day: projection('customer_order'),
  merge_history: projection('identity-directory'),
  manual_merge_queue: projection('identity-directory'),
  identity_split: projection('identity-directory'),
  product: projection('archive'),
  product_variant: projection('archive'),
  store: projection('archive'),
  inventory: projection('archive'),
  stock_day: projection('archive'),
  reported_sales: projection('archive'),

  predictions: computed('queues/jobs/score-customers'),
  segment_movement: computed('queues/jobs/score-customers'),
  consumption_event: computed('queues/jobs/score-customers'),
  segment_figure: computed('queues/jobs/score-customers'),
  series_anomaly: computed('workers/scheduled'),
  vector_set: computed('workers/scheduled'),
  sales_file: computed('queues/jobs/forecast-sales'),
  forecast_run: computed('queues/jobs/forecast-sales'),
  forecast: computed('queues/jobs/forecast-sales'),
  forecast_accuracy: computed('queues/jobs/forecast-sales'),
  forecast_alert: computed('queues/jobs/forecast-sales'),
  matching_run: computed('queues/jobs/matching'),
  model_version: computed('queues/jobs/train-model'),

  tenant: original,
  user_account: original,
  user_session: original,
  account_link: original,
  identity_provider: original,
  api_key: original,
  audit_log: original,
  audit_seal: original,
  retention_run: original,
  connection: original,
  // Kept for seven days; the events that deliveries became are in the log.
  connection_logs: original,
  backfill_run: original,
  qr_code: original,
  saved_mapping: original,
  import_part: original,
  customer_import: original,
  destination: original,
  destination_run: original,
  destination_ledger: original,
  exchange_rate: original,
  rate_correction: original,
  // Only erasures are noted again: the directory knows all of them.
  privacy_request: original,
  // The log has the bytes for an hour.
  quarantined_event: original,
  job: original,
  calendar_event: original,
  supply_rule: original,
  inbound_stock: original,
  // Keeps out what comes late while an import is undone. Without it nothing is wrong that was told before.
  withdrawn_teller: original,
}

/** The tables that a rebuild makes again. */
export const projectedTables: readonly string[] = Object.entries(tableOrigins).flatMap(([table, { kind }]) =>
  kind === 'projection' ? [table] : [],
)
