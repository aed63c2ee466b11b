import type { EraseOperation } from '../identity/decision-records.ts'
import { eraseAtDestinations } from './destination-ledger.ts'
import { deleteAccounts } from './forget-accounts.ts'
import type { SqlStatement } from './sql-statement.ts'
import type { ErasureReceipt } from './tables/privacy-request.ts'

/** How far an erasure has come. */
export interface ErasureProgress {
  readonly request: EraseOperation
  /** Versions of the customers as they were closed: their rows become empty and stay so. */
  readonly closed?: readonly { readonly customerId: string; readonly version: number }[]
  /** Rows of quarantine whose bytes name the person. */
  readonly quarantineIds?: readonly string[]
  /** Logged deliveries that tell of the person. */
  readonly deliveryIds?: readonly string[]
  /** Accounts of the person in the portal. */
  readonly accountIds?: readonly string[]
  /** What was found in each store. Of a store told twice the larger figure counts: a repeat finds less. */
  readonly receipt?: readonly ErasureReceipt[]
  /** UTC epoch ms, once everything is done. */
  readonly completedAtMs?: number
}

/** The statements that bring D1 up to an erasure; they may run again, late, and beside each other. */
export function erasureStatements(tenantId: string, erasures: readonly ErasureProgress[]): SqlStatement[] {
  return erasures.flatMap(
    ({ request, closed, quarantineIds, deliveryIds, accountIds, receipt, completedAtMs }) => [
      insertRequest(tenantId, request),
      ...(closed === undefined ? [] : emptyRows(tenantId, request.requestedAtMs, closed)),
      ...emptyForgotten(tenantId, { quarantineIds, deliveryIds }),
      ...(accountIds === undefined ? [] : deleteAccounts(tenantId, accountIds)),
      ...(receipt === undefined ? [] : [addReceipt(tenantId, request.requestId, receipt)]),
      ...(completedAtMs === undefined ? [] : [complete(tenantId, request.requestId, completedAtMs)]),
    ],
  )
}

function insertRequest(tenantId: string, request: EraseOperation): SqlStatement {
  const { requestId, mode, customerId, requestedAtMs, requestedBy } = request
  return {
    text: `insert into privacy_request (tenant_id, request_id, kind, mode, customer_id, status, requested_at,
             requested_by, receipt)
           values (?, ?, 'erasure', ?, ?, 'running', ?, ?, '[]') on conflict do nothing`,
    values: [tenantId, requestId, mode, customerId, requestedAtMs, requestedBy],
  }
}

/** The statements that empty the rows of customers who were erased, whatever is in them. */
export function emptyRows(
  tenantId: string,
  requestedAtMs: number,
  closed: readonly { readonly customerId: string; readonly version: number }[],
): SqlStatement[] {
  const rows = JSON.stringify(closed.map(({ customerId, version }) => [customerId, version]))
  return [
    {
      text: `insert into customer_profile (tenant_id, customer_id, version, erased_at, display_name, search_text,
               first_seen_at, last_seen_at, order_count, revenue_minor, channels)
             select ?1, value ->> 0, value ->> 1, ?2, '', '', 0, 0, 0, 0, '[]' from json_each(?3) where true
             on conflict do update set version = max(version, excluded.version),
               erased_at = coalesce(erased_at, excluded.erased_at), display_name = '', email = null, phone = null,
               search_text = '', first_seen_at = 0, last_seen_at = 0, order_count = 0, revenue_minor = 0,
               channels = '[]', restricted_at = null, is_profiling_allowed = null`,
      values: [tenantId, requestedAtMs, rows],
    },
    ...['match_record', 'features'].map((table) => ({
      text: `delete from ${table} where tenant_id = ?1
             and customer_id in (select value ->> 0 from json_each(?2))`,
      values: [tenantId, rows],
    })),
    ...eraseAtDestinations(
      tenantId,
      closed.map(({ customerId }) => customerId),
    ),
  ]
}

/** The statements that empty records that name somebody who was forgotten. */
export function emptyForgotten(
  tenantId: string,
  {
    quarantineIds,
    deliveryIds,
  }: {
    readonly quarantineIds?: readonly string[] | undefined
    readonly deliveryIds?: readonly string[] | undefined
  },
): SqlStatement[] {
  return [
    ...(quarantineIds === undefined ? [] : [emptyQuarantined(tenantId, quarantineIds)]),
    ...(deliveryIds === undefined ? [] : [emptyDeliveries(tenantId, deliveryIds)]),
  ]
}

function emptyQuarantined(tenantId: string, quarantineIds: readonly string[]): SqlStatement {
  return {
    text: `update quarantined_event set bytes = '', detail = 'forgotten'
           where tenant_id = ?1 and quarantine_id in (select value from json_each(?2))`,
    values: [tenantId, JSON.stringify(quarantineIds)],
  }
}

/** That there was a delivery, and what became of it, stays: it tells how the connection is. */
function emptyDeliveries(tenantId: string, deliveryIds: readonly string[]): SqlStatement {
  return {
    text: `update connection_logs set body = null, event_keys = '[]', detail = null, delivery_id = null
           where tenant_id = ?1 and log_id in (select value from json_each(?2))`,
    values: [tenantId, JSON.stringify(deliveryIds)],
  }
}

function addReceipt(tenantId: string, requestId: string, receipt: readonly ErasureReceipt[]): SqlStatement {
  return {
    text: `update privacy_request set receipt = (
             select json_group_array(json_object('store', store, 'forgotten', forgotten, 'unit', unit)) from (
               select value ->> 'store' as store, value ->> 'unit' as unit, max(value ->> 'forgotten') as forgotten
               from (select value from json_each(receipt) union all select value from json_each(?3))
               group by store, unit order by store, unit))
           where tenant_id = ?1 and request_id = ?2`,
    values: [tenantId, requestId, JSON.stringify(receipt)],
  }
}

function complete(tenantId: string, requestId: string, completedAtMs: number): SqlStatement {
  return {
    text: `update privacy_request set status = 'done', completed_at = ?
           where tenant_id = ? and request_id = ? and status = 'running'`,
    values: [completedAtMs, tenantId, requestId],
  }
}
