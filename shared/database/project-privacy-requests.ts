import type { SqlStatement } from './sql-statement.ts'

/** A request about privacy that came through a source and that staff have to answer. */
export interface OpenPrivacyRequest {
  readonly requestId: string
  readonly kind: 'export' | 'shop-erasure'
  /** Empty for a request that is about nobody who is known. */
  readonly customerId: string
  /** UTC epoch ms. */
  readonly requestedAt: number
  /** The connection it came through. */
  readonly requestedBy: string
}

/** Notes open requests; one that is known stays as it is. */
export function openPrivacyRequests(
  tenantId: string,
  requests: readonly OpenPrivacyRequest[],
): SqlStatement[] {
  return requests.map(({ requestId, kind, customerId, requestedAt, requestedBy }) => ({
    text: `insert into privacy_request (tenant_id, request_id, kind, mode, customer_id, status, requested_at,
             requested_by, receipt)
           values (?, ?, ?, 'delete', ?, 'open', ?, ?, '[]') on conflict do nothing`,
    values: [tenantId, requestId, kind, customerId, requestedAt, requestedBy],
  }))
}
